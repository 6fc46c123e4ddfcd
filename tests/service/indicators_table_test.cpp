// What T1 says under itself: what has no row, what the share is of, and why a rate is not there.
#include "service/bulletin/mensual.hpp"
#include "service/document.hpp"
#include "written_city.hpp"

namespace atalaya::service {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string notes_of(const render::Sheet& sheet) {
    std::string text;
    for (const auto& note : sheet.notes) text += render::plain(note) + "\n";
    return text;
}

// Six zones numbered 1 to 6, each with 10 robberies a month in 2019 and 20 in 2020, but for the sixth with 150.
class Sheets {
  public:
    explicit Sheets(const std::string& rest = "", bool residents = false) : written_{"planilla"} {
        written_.city(residents ? R"("zonas", "gente", "hojas")" : R"("zonas", "hojas")",
                      "[[layers]]\nslot = 2\nid = \"zona\"\nname = { es = \"Sector\", pt = \"Setor\", en = "
                      "\"Sector\" }\n"
                      "plural = { es = \"sectores\", pt = \"setores\", en = \"sectors\" }\n" +
                          rest);
        written_.source("zonas", "areas", "geojson",
                        "[shape]\nlayer = \"zona\"\ncode = \"cod\"\nname = \"cod\"\ndrawn = false\n");
        written_.source("gente", "exposures", "csv",
                        "[exposure]\nkind = \"residents\"\nlayer = \"zona\"\narea = \"cod\"\nvalue = "
                        "\"n\"\nyear = 2020\n");
        written_.source("hojas", "tallies", "csv",
                        "[time]\nbasis = \"fact\"\nmonth = { column = \"mes\", format = \"YYYYMM\" "
                        "}\n[category]\ncolumns = "
                        "[\"tipo\"]\n[count]\ncolumn = \"n\"\n[area.zona]\ncolumn = \"zona\"\n");
        written_.codes("hojas", "robo,Robo,,Robo,Roubo,Robbery,0401,exact,robo,\n");
        std::string rows = "mes,zona,tipo,n\n", shapes, people = "cod,n\n";
        for (int zone = 1; zone <= 6; ++zone) {
            const std::string code = std::to_string(zone);
            shapes += (zone == 1 ? "" : ",") +
                      (R"({"type":"Feature","properties":{"cod":")" + code + R"("},"geometry":null})");
            people += code + ",20000\n";
            for (int i = 0; i < 24; ++i)
                rows += std::to_string(2019 + i / 12) + "-" + std::to_string(i % 12 + 101).substr(1) + "," +
                        code + ",Robo," +
                        (zone == 6 ? "150"
                         : i < 12  ? "10"
                                   : "20") +
                        "\n";
        }
        std::vector<fs::path> files{
            written_.file("zonas.geojson", R"({"type":"FeatureCollection","features":[)" + shapes + "]}"),
            written_.file("hojas.csv", rows)};
        if (residents) files.push_back(written_.file("gente.csv", people));
        town_ = &written_.publish(files);
    }

    render::Document bulletin(const std::string& territory = "ciudad") const {
        return monthly_bulletin(*town_->worlds, {.territory = territory, .month = *parse_month("2020-12")})
            .document;
    }

  private:
    WrittenCity written_;
    Town* town_;
};

TEST(IndicatorsTable, SaysWhatIsComparedElsewhereAndOfHowManyPlacesTheShareIs) {
    const auto document = monthly_bulletin(*marejada().worlds, {.month = *parse_month("2024-12")}).document;
    const auto* table = block_of<render::Sheet>(document, "T1");
    ASSERT_TRUE(table);
    const std::string notes = notes_of(*table);
    EXPECT_THAT(notes,
                HasSubstr("Sin fila en esta tabla: heridos en siniestros viales, en su sección y fuera de la "
                          "comparación conjunta."));
    const Figure share =
        marejada().figure("concentracion", "share", "ciudad", "2024", "", "", "layer=cuadra");
    ASSERT_LT(static_cast<double>(share.records_in), *share.denominator);
    const render::Forms forms{"es-AR"};
    EXPECT_THAT(notes, HasSubstr(forms.count(std::llround(*share.numerator)) + " de " +
                                 forms.count(std::llround(*share.denominator)) + " cuadras; con " +
                                 forms.count(share.records_in) + " hechos, a lo sumo"));
}

TEST(IndicatorsTable, SaysWhyThereIsNoRate) {
    const Sheets sheets;
    const auto document = sheets.bulletin();
    const auto* table = block_of<render::Sheet>(document, "T1");
    ASSERT_TRUE(table);
    EXPECT_THAT(notes_of(*table), HasSubstr("Tasa sin dato: no hay población publicada"));
    const Sheets with{"", true};
    const auto other = with.bulletin();
    EXPECT_THAT(notes_of(*block_of<render::Sheet>(other, "T1")), Not(HasSubstr("Tasa sin dato")));
    const Sheets in_part{
        "[[coverage]]\nsource = \"hojas\"\nfirst = \"2020-06-05\"\nlast = \"2020-06-15\"\n"
        "what = { es = \"paro\", pt = \"greve\", en = \"strike\" }\n",
        true};
    const auto of_part = in_part.bulletin();
    EXPECT_THAT(notes_of(*block_of<render::Sheet>(of_part, "T1")),
                HasSubstr("Tasa sin dato: falta una parte de los doce meses."));
}

// Femicides are told of the city alone, and here of nowhere.
TEST(IndicatorsTable, WhatNoSourceCountsIsAtNoOtherLevel) {
    const Sheets sheets;
    const auto document = sheets.bulletin("zona:3");
    EXPECT_EQ(document.territory, "Sector 3");
    EXPECT_THAT(document.title, HasSubstr("Sector 3"));
    const auto* table = block_of<render::Sheet>(document, "T1");
    ASSERT_TRUE(table);
    for (const auto& row : table->rows)
        EXPECT_THAT(render::plain(row.front().text), Not(HasSubstr("femicidio")));
    EXPECT_THAT(notes_of(*table), HasSubstr("víctimas de femicidio"));
}

TEST(IndicatorsTable, ANameOfTheCityHasItsOwnNumber) {
    const Sheets sheets{
        "[[names]]\nindicator = \"robo\"\nname = { es = \"Denuncias por robo\", pt = \"Denúncias de roubo\", "
        "en = \"Reports\" }\n"};
    EXPECT_THAT(text_of(sheets.bulletin("zona:3")), HasSubstr("subieron 100"));
    EXPECT_THAT(text_of(Sheets{}.bulletin("zona:3")), HasSubstr("subió 100"));
}

TEST(TerritoriesTable, SaysHowWideItsLimitsAreWhereTheyAreWide) {
    const Sheets sheets{"", true};
    const auto document = sheets.bulletin();
    const auto* table = block_of<render::Sheet>(document, "T3");
    ASSERT_TRUE(table);
    EXPECT_THAT(notes_of(*table), HasSubstr("veces lo que daría el azar (φ)"));
    const auto ordinary = monthly_bulletin(*marejada().worlds, {.month = *parse_month("2024-12")}).document;
    EXPECT_THAT(notes_of(*block_of<render::Sheet>(ordinary, "T3")), Not(HasSubstr("(φ)")));
}

}  // namespace
}  // namespace atalaya::service
