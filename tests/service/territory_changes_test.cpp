// Numbers of territories that were split, merged and given another code: of which map they are, and what is said where
// they are of none.
#include <nlohmann/json.hpp>
#include <numeric>

#include "service/bulletin/mensual.hpp"
#include "service/contrast.hpp"
#include "service/export.hpp"
#include "service/territory.hpp"
#include "source_folder.hpp"
#include "written_city.hpp"

namespace atalaya::service {
namespace {

using testing::Contains;
using testing::Not;

// --- Four barrios from 2019 to 2021, with 40 robberies a month in each but "chico", which has 10: "viejo" gives "nuevo"
// a part on 1 July 2020 and goes on, "uno" and "dos" become "ambos" on 1 January 2021, and "a1" is called "b1" from 2020.
struct Barrio {
    const char *code, *first, *past;
    int robberies;
};
constexpr Barrio barrios[] = {{"viejo", "2019-01", "2020-07", 40}, {"viejo", "2020-07", "2022-01", 25},
                              {"nuevo", "2020-07", "2022-01", 15}, {"uno", "2019-01", "2021-01", 40},
                              {"dos", "2019-01", "2021-01", 10},   {"ambos", "2021-01", "2022-01", 50},
                              {"a1", "2019-01", "2020-01", 40},    {"b1", "2020-01", "2022-01", 40}};

std::string change(const std::string& id, const std::string& day, const std::string& kind,
                   const std::string& from, const std::string& to) {
    return "[[area_changes]]\nid = \"" + id + "\"\nday = \"" + day + "\"\nlayer = \"barrio\"\nkind = \"" +
           kind + "\"\nfrom = [" + from + "]\nto = [" + to + "]\nwhat = " + WrittenCity::words +
           "\nact = \"ley\"\n";
}

class TerritoryChanges : public testing::Test {
  protected:
    static void SetUpTestSuite() {
        written_ = std::make_unique<WrittenCity>("aldea");
        written_->city(R"("limites", "gente", "casas", "autos", "hechos")",
                       WrittenCity::layer(2, "barrio") +
                           change("reparto", "2020-07-01", "split", "\"viejo\"", R"("viejo", "nuevo")") +
                           "shares = [0.6, 0.4]\n" +
                           change("union", "2021-01-01", "merge", R"("uno", "dos")", "\"ambos\"") +
                           change("codigo", "2020-01-01", "code", "\"a1\"", "\"b1\""));
        written_->source("limites", "areas", "geojson",
                         "[shape]\nlayer = \"barrio\"\ncode = \"cod\"\nname = \"cod\"\ndrawn = false\n");
        written_->source("gente", "exposures", "csv",
                         "[exposure]\nkind = \"residents\"\nlayer = \"barrio\"\narea = \"cod\"\n"
                         "value = \"n\"\nyear_column = \"anio\"\n");
        written_->source("casas", "exposures", "csv",
                         "[exposure]\nkind = \"dwellings\"\nlayer = \"barrio\"\narea = \"cod\"\n"
                         "value = \"n\"\nyear = 2019\n");
        written_->source("autos", "exposures", "csv",
                         "[exposure]\nkind = \"vehicles\"\nlayer = \"barrio\"\narea = \"cod\"\n"
                         "value = \"n\"\nyear = 2019\n");
        written_->source("hechos", "incidents", "csv",
                         "[key]\ncolumns = [\"id\"]\n[time]\nbasis = \"fact\"\nday = { column = \"dia\" }\n"
                         "[offence]\ncolumns = [\"tipo\"]\n[area.barrio]\ncolumn = \"cod\"\n");
        written_->codes("hechos", "robo,Robo,,Robo,Roubo,Robbery,0401,exact,robo,\n");
        std::string features, facts = "id,dia,tipo,cod\n";
        int id = 0;
        for (const auto& [code, first, past, robberies] : barrios) {
            const std::string feature =
                std::string{R"({"type":"Feature","properties":{"cod":")"} + code + R"("},"geometry":null})";
            if (features.find(feature) == std::string::npos)
                features += (features.empty() ? "" : ",") + feature;
            for (Month month = *parse_month(first); month < *parse_month(past);
                 month = plus_months(month, 1)) {
                for (int i = 0; i < robberies; ++i)
                    facts += std::to_string(++id) + "," + iso(first_day(month)) + ",Robo," + code + "\n";
            }
        }
        town_ = &written_->publish(
            {written_->file("limites.geojson",
                            R"({"type":"FeatureCollection","features":[)" + features + "]}"),
             written_->file("gente.csv",
                            "cod,anio,n\nviejo,2019,10000\nviejo,2021,6000\nnuevo,2021,5000\nuno,2019,3000\n"
                            "dos,2019,2000\nambos,2021,5500\nb1,2019,7000\n"),
             written_->file("casas.csv", "cod,n\nviejo,1000\nuno,300\n"),
             written_->file("autos.csv", "cod,n\nuno,120\ndos,80\n"), written_->file("hechos.csv", facts)});
    }
    static void TearDownTestSuite() { written_.reset(); }

    static Figure robberies(const std::string& measure, const std::string& territory,
                            const std::string& period, const std::string& against = "") {
        return town_->figure("robo", measure, territory, period, "", against);
    }
    static const World& world() { return town_->worlds->at(""); }
    static std::vector<std::string> listed(const std::string& period) {
        std::vector<std::string> codes;
        for (const auto* territory : world().layer("barrio", *parse_period(period)))
            codes.push_back(territory->territory.code);
        return codes;
    }

    static inline std::unique_ptr<WrittenCity> written_;
    static inline Town* town_ = nullptr;
};

TEST_F(TerritoryChanges, AnAreaThatWasNotThereIsSaidSo) {
    const Figure early = robberies("count", "barrio:nuevo", "2020-06");
    EXPECT_FALSE(early.computable());
    EXPECT_EQ(early.reason, "no_such_area");
    EXPECT_THAT(early.notes, Contains("area_change:reparto"));
    EXPECT_EQ(robberies("count", "barrio:nuevo", "2020-07").value, 15);
    EXPECT_EQ(robberies("count", "barrio:uno", "2021-01").reason, "no_such_area");
    EXPECT_EQ(robberies("count", "barrio:uno", "2020-12").value, 40);
    EXPECT_EQ(robberies("count", "barrio:nuevo", "2020").reason, "no_such_area") << "half a year is no year";
    EXPECT_EQ(robberies("change", "barrio:nuevo", "2020-08", "2019-08").reason, "no_such_area");
}

TEST_F(TerritoryChanges, ACodeThatGoesOnIsBrokenWhereItsLandChanged) {
    const Figure broken = robberies("change", "barrio:viejo", "2020-08", "2019-08");
    EXPECT_EQ(broken.reason, "break");
    EXPECT_THAT(broken.notes, Contains("break:reparto"));
    EXPECT_EQ(broken.numerator, 25);
    EXPECT_EQ(broken.denominator, 40);
    EXPECT_TRUE(robberies("change", "barrio:viejo", "2021-08", "2020-08").computable());
    EXPECT_EQ(robberies("rate", "barrio:viejo", "2020").reason, "break");
    EXPECT_TRUE(robberies("change", "ciudad", "2020-08", "2019-08").computable())
        << "the city is the same on every map";
    EXPECT_EQ(robberies("count", "barrio:viejo", "2020").reason, "break")
        << "240 of one land and 150 of another";
    EXPECT_THAT(robberies("count", "barrio:viejo", "2020").notes, Contains("break:reparto"));
    EXPECT_EQ(robberies("count", "barrio:viejo", "2020-07-01/2020-12-31").value, 6 * 25) << "all of it after";
    EXPECT_EQ(robberies("count", "barrio:viejo", "2020-01-01/2020-06-30").value, 6 * 40)
        << "all of it before";
    EXPECT_EQ(robberies("count", "barrio:viejo@2019", "2020").value, 12 * 40) << "one land all year";
    EXPECT_EQ(robberies("count", "ciudad", "2020").value, 12 * (40 + 40 + 10 + 40));
    EXPECT_EQ(robberies("monthly", "barrio:viejo", "2020").series.size(), 12u) << "each month is of one land";
}

TEST_F(TerritoryChanges, TheBusiestAreasAreThoseThatWereOneLandAllAlong) {
    const Figure busiest =
        town_->figure("robo", "busiest", "ciudad", "2020", "", std::string{}, "layer=barrio");
    std::vector<std::string> areas;
    for (const auto& point : busiest.series) areas.push_back(point.label);
    EXPECT_THAT(areas, testing::ElementsAre("b1", "uno", "dos"));
    EXPECT_EQ(busiest.records_in, 12 * (40 + 40 + 10));
    EXPECT_EQ(busiest.records_out, 12 * 40) << "viejo and nuevo";
}

TEST_F(TerritoryChanges, AContrastCountsNoAreaThatWasNotThereNorTwoLandsAsOne) {
    const auto contrasted = [](const std::string& text) {
        return contrast(*town_->store, *town_->worlds, "", {.text = text});
    };
    const auto in_the_place = [](const std::vector<ClaimReading>& readings) {
        return std::ranges::count_if(readings, [](const auto& reading) {
            return std::ranges::none_of(reading.departures,
                                        [](const auto& one) { return one.what == "territory"; });
        });
    };
    const auto ended = contrasted("los robos en uno cayeron 100 % en marzo de 2021");
    EXPECT_EQ(ended.claim.territory.text(), "barrio:uno");
    EXPECT_FALSE(ended.ours_computable);
    EXPECT_EQ(ended.ours_refused, "no_such_area");
    EXPECT_EQ(ended.ours.across, "union");
    EXPECT_EQ(in_the_place(ended.agree), 0) << "none at all is not a fall of 100 %";
    for (const auto& reading : ended.nearest)
        EXPECT_TRUE(std::ranges::any_of(reading.departures, [](const auto& one) {
            return one.what == "territory" || one.which == "year_before";
        })) << "the area was there a year before, and not in that month";
    const auto redrawn = contrasted("en viejo hubo 390 robos en 2020");
    EXPECT_FALSE(redrawn.ours_computable);
    EXPECT_EQ(redrawn.ours_refused, "break");
    EXPECT_EQ(redrawn.ours.across, "reparto");
    EXPECT_EQ(in_the_place(redrawn.agree), 0) << "240 of one land and 150 of another";
    EXPECT_EQ(contrasted("en viejo hubo 25 robos en marzo de 2021").ours.value, 25);
}

TEST_F(TerritoryChanges, ABulletinSaysWhyAnAreaHasNoNumbers) {
    const auto notes_of_t1 = [](const std::string& territory) {
        const auto document =
            monthly_bulletin(*town_->worlds, {.territory = territory, .month = *parse_month("2021-03")})
                .document;
        std::string said;
        for (const auto& section : document.sections)
            for (const auto& block : section.blocks)
                if (const auto* sheet = std::get_if<render::Sheet>(&block); sheet && sheet->id == "T1")
                    for (const auto& note : sheet->notes) said += render::text_of(note) + "\n";
        return said;
    };
    EXPECT_THAT(
        notes_of_t1("barrio:uno"),
        testing::HasSubstr("uno dejó de existir el 1 de enero de 2021: x. Desde entonces sus hechos se "
                           "cuentan en ambos."));
    EXPECT_THAT(
        notes_of_t1("barrio:ambos"),
        testing::HasSubstr("ambos existe desde el 1 de enero de 2021: x. Antes sus hechos se contaban en "
                           "uno y dos."));
    EXPECT_THAT(notes_of_t1("barrio:b1"), Not(testing::HasSubstr("exist"))) << "a new code is no new area";
    const auto sheet =
        ficha(*town_->worlds,
              {.bulletin = "ficha", .territory = "barrio:uno", .month = *parse_month("2021-03")})
            .document;
    EXPECT_TRUE(std::ranges::any_of(sheet.sections[0].blocks, [](const render::Block& block) {
        const auto* said = std::get_if<render::Paragraph>(&block);
        return said && render::text_of(said->text).starts_with("uno dejó de existir");
    }));
}

TEST_F(TerritoryChanges, TheLandOfAMapIsTheSumOfItsParts) {
    const Figure change = robberies("change", "barrio:viejo@2020", "2020-08", "2019-08");
    ASSERT_TRUE(change.computable());
    EXPECT_EQ(change.value, 0);
    EXPECT_EQ(change.numerator, 40) << "25 and 15";
    EXPECT_THAT(change.notes, Contains("adds_up:nuevo+viejo"));
    EXPECT_EQ(robberies("count", "barrio:ambos@2021", "2019-03").value, 50)
        << "40 and 10, before they were one";
    EXPECT_EQ(robberies("count", "barrio:viejo@2020-07", "2020-06").reason, "other_map")
        << "which of the 40 were in what is left of it no count says";
    EXPECT_EQ(robberies("count", "barrio:viejo@2020-07", "2020-07").value, 25);
}

TEST_F(TerritoryChanges, DenominatorsAreOfTheSameLand) {
    const Figure rate = robberies("rate", "barrio:viejo@2019", "2021");
    ASSERT_TRUE(rate.computable()) << rate.reason;
    EXPECT_EQ(rate.denominator, 11000) << "6,000 and 5,000 of 2021";
    EXPECT_EQ(robberies("rate", "barrio:viejo@2019", "2019").denominator, 10000);
    EXPECT_EQ(robberies("rate", "barrio:viejo", "2021").denominator, 6000);
    EXPECT_EQ(robberies("rate", "barrio:ambos@2021", "2019").denominator, 5000);
    EXPECT_EQ(robberies("rate", "barrio:viejo@2020-07", "2020-07-01/2021-06-30").denominator, 6000)
        << "the 10,000 of 2019, as near, are of more land";
}

TEST_F(TerritoryChanges, WhatOnlyTheOldAreaHadIsSharedAsTheCityDeclares) {
    const auto dwellings = [](const char* code, const char* period) {
        return world().exposure(world().territory({"barrio", code}), "dwellings", *parse_period(period));
    };
    EXPECT_EQ(dwellings("viejo", "2020-03")->value, 1000);
    EXPECT_FALSE(dwellings("viejo", "2020-03")->interpolated);
    EXPECT_EQ(dwellings("viejo", "2021")->value, 600) << "those of 2019 are of more land";
    EXPECT_EQ(dwellings("nuevo", "2021")->value, 400);
    EXPECT_TRUE(dwellings("nuevo", "2021")->interpolated);
    EXPECT_EQ(dwellings("viejo@2019", "2021")->value, 1000);
    EXPECT_FALSE(dwellings("ambos", "2021")) << "of a merge nothing is shared";
}

// A census before the merge tells of both, and so of the one that they became.
TEST_F(TerritoryChanges, WhatBothAreasOfAMergeHadIsOfTheNewOne) {
    const auto known = [](const char* code, const char* kind, const char* period) {
        return world().exposure(world().territory({"barrio", code}), kind, *parse_period(period));
    };
    ASSERT_TRUE(known("ambos", "vehicles", "2021"));
    EXPECT_EQ(known("ambos", "vehicles", "2021")->value, 200);
    EXPECT_EQ(known("ambos", "vehicles", "2021")->year, 2019);
    EXPECT_FALSE(known("ambos", "vehicles", "2021")->interpolated) << "a sum is no estimate";
    EXPECT_EQ(known("ambos", "residents", "2021")->value, 5500) << "its own number goes before";
    EXPECT_EQ(known("ambos", "vehicles", "2020-07-01/2021-06-30")->value, 200)
        << "listed from its first month on";
    EXPECT_EQ(known("uno", "vehicles", "2020")->value, 120);
    EXPECT_FALSE(known("ambos", "dwellings", "2021")) << "nobody told of dos";
}

TEST_F(TerritoryChanges, AnotherCodeForTheSameLandIsNoBreak) {
    for (const char* code : {"barrio:a1", "barrio:b1"}) {
        EXPECT_EQ(robberies("count", code, "2019-12-01/2020-01-31").value, 80);
        EXPECT_TRUE(robberies("change", code, "2020-08", "2019-08").computable());
        EXPECT_EQ(robberies("rate", code, "2021").denominator, 7000) << "residents are published by one code";
    }
    EXPECT_THAT(listed("2021"), Not(Contains("a1"))) << "one land is listed once";
}

TEST_F(TerritoryChanges, ASeriesLeavesOutTheMonthsWithoutTheArea) {
    const Figure series = robberies("monthly", "barrio:nuevo", "2020");
    ASSERT_EQ(series.series.size(), 12u);
    for (std::size_t i = 0; i < 12; ++i)
        EXPECT_EQ(series.series[i].value, i < 6 ? std::nullopt : std::optional{15.0}) << i;
    EXPECT_EQ(robberies("monthly", "barrio:nuevo", "2019").reason, "no_such_area");
    const Figure whole = robberies("monthly", "barrio:viejo@2019", "2020");
    for (const auto& point : whole.series) EXPECT_EQ(point.value, 40) << point.label;
}

TEST_F(TerritoryChanges, WhatIsExpectedComesFromTheSameLandAlone) {
    EXPECT_FALSE(robberies("expected", "barrio:viejo", "2021-03").computable())
        << "March 2020 and 2019 were of more land";
    const Figure told = robberies("expected", "barrio:viejo@2019", "2021-03");
    ASSERT_TRUE(told.computable()) << told.reason;
    EXPECT_EQ(told.value, 40);
}

TEST_F(TerritoryChanges, TheAreasOfAPeriodAreThoseOfItsMap) {
    EXPECT_THAT(listed("2019"), testing::UnorderedElementsAre("viejo", "uno", "dos", "b1"));
    EXPECT_THAT(listed("2021"), testing::UnorderedElementsAre("viejo", "nuevo", "ambos", "b1"));
}

TEST_F(TerritoryChanges, AMapThatIsNoneIsAnswered) {
    const auto refused = [](const char* territory) -> std::string {
        try {
            robberies("count", territory, "2021-03");
        } catch (const Error& error) {
            return error.what();
        }
        return "";
    };
    EXPECT_EQ(
        refused("barrio:nuevo@2019"),
        "territory: there was no barrio:nuevo on 2019-01-01; `atalaya territories changes` says what became "
        "of areas");
    EXPECT_EQ(refused("barrio:viejo@ayer"),
              "territory: expected a year, a month or a day after \"@\", such as 2013; found \"ayer\"");
    EXPECT_THAT(refused("barrio:vieja@2019"), testing::HasSubstr("barrio:vieja is not known"));
}

// Whoever adds the tables up by themselves is told where not to.
TEST_F(TerritoryChanges, ACopyForAnalystsListsWhatBreaksWithBothSides) {
    const Folder out;
    NoProgress quiet;
    copy_for_analysts(*town_->store, town_->catalogue, {.out = out.path(), .forms = {CopyForm::csv}}, quiet);
    const auto breaks = nlohmann::json::parse(bytes_of(out.path() / "copia.json")).at("breaks");
    ASSERT_EQ(breaks.size(), 2u) << "another code for the same land is none: " << breaks.dump();
    EXPECT_EQ(breaks[0].at("id"), "reparto");
    EXPECT_EQ(breaks[0].at("month"), "2020-07");
    EXPECT_EQ(breaks[0].at("what"), "x");
    EXPECT_THAT(breaks[0].at("sources").dump(), testing::HasSubstr("\"hechos\""));
    EXPECT_EQ(breaks[0].at("layer"), "barrio");
    EXPECT_EQ(breaks[0].at("redrawn"), nlohmann::json::array({"viejo"}));
    EXPECT_EQ(breaks[0].at("before").at("last"), "2020-06-30");
    EXPECT_EQ(breaks[0].at("before").at("areas"), nlohmann::json::array({"viejo"}));
    EXPECT_EQ(breaks[0].at("after").at("first"), "2020-07-01");
    EXPECT_EQ(breaks[0].at("after").at("areas"), nlohmann::json::array({"viejo", "nuevo"}));
    EXPECT_EQ(breaks[1].at("before").at("areas"), nlohmann::json::array({"uno", "dos"}));
    EXPECT_EQ(breaks[1].at("redrawn"), nlohmann::json::array());
}

// --- Two maps: "UNO" and "DOS" of the first became "AMBOS" of the second, and "TRES" left it with no reason told; "ocho" never
// was on one.
TEST(TerritoriesOfTwoMaps, AnAreaThatEndedKeepsTheNameOfTheLastMapThatHadIt) {
    WrittenCity city{"mapas"};
    city.city(R"("limites", "hechos")",
              WrittenCity::layer(2, "barrio") +
                  change("union", "2020-07-01", "merge", R"("uno", "dos")", "\"ambos\""));
    city.source("limites", "areas", "geojson",
                "[shape]\nlayer = \"barrio\"\ncode = \"cod\"\nname = \"nombre\"\ndrawn = false\n");
    city.source("hechos", "incidents", "csv",
                "[key]\ncolumns = [\"id\"]\n[time]\nbasis = \"fact\"\nday = { column = \"dia\" }\n"
                "[offence]\ncolumns = [\"tipo\"]\n[area.barrio]\ncolumn = \"cod\"\n");
    city.codes("hechos", "robo,Robo,,Robo,Roubo,Robbery,0401,exact,robo,\n");
    const auto map = [&](const char* file, std::initializer_list<std::pair<const char*, const char*>> areas) {
        std::string features;
        for (const auto& [code, name] : areas)
            features += (features.empty() ? "" : ",") +
                        std::string{R"({"type":"Feature","properties":{"cod":")"} + code + R"(","nombre":")" +
                        name + R"("},"geometry":null})";
        return city.file(file, R"({"type":"FeatureCollection","features":[)" + features + "]}");
    };
    const Town& town = city.publish(
        {map("uno/limites.geojson", {{"uno", "Barrio Uno"}, {"dos", "Barrio Dos"}, {"tres", "Barrio Tres"}}),
         city.file("uno/hechos.csv",
                   "id,dia,tipo,cod\n1,2020-05-01,Robo,uno\n2,2020-05-01,Robo,dos\n"
                   "3,2020-05-01,Robo,uno\n")},
        {map("dos/limites.geojson", {{"ambos", "Barrio de Ambos"}}),
         city.file("dos/hechos.csv", "id,dia,tipo,cod\n4,2020-08-01,Robo,ambos\n")});
    const World& world = town.worlds->at("");
    EXPECT_EQ(world.territory({"barrio", "uno"}).name, "Barrio Uno");
    EXPECT_EQ(world.territory({"barrio", "ambos"}).name, "Barrio de Ambos");
    EXPECT_FALSE(world.has({"barrio", "tres"}))
        << "no row names it, and the city does not say what became of it";
    EXPECT_EQ(town.figure("robo", "count", "barrio:uno", "2020-05").value, 2);
    EXPECT_EQ(town.figure("robo", "count", "barrio:uno", "2020-08").reason, "no_such_area");
    EXPECT_EQ(town.worlds->at(town.vintages.front().id).territory({"barrio", "tres"}).name, "Barrio Tres");
}

// --- A barrio of two squares, of which the eastern one became "este" on 1 January 2021; 30 robberies in each square and year, with
// a point but for `without` of those of 2020.
Town& two_squares(WrittenCity& city, int without) {
    city.city(R"("limites", "hechos")",
              WrittenCity::layer(2, "barrio") +
                  change("este", "2021-01-01", "split", "\"todo\"", R"("todo", "este")"));
    city.source("limites", "areas", "geojson",
                "[shape]\nlayer = \"barrio\"\ncode = \"cod\"\nname = \"cod\"\n");
    city.source("hechos", "incidents", "csv",
                "[key]\ncolumns = [\"id\"]\n[time]\nbasis = \"fact\"\nday = { column = \"dia\" }\n[offence]\n"
                "columns = [\"tipo\"]\n[place]\nlon = \"x\"\nlat = \"y\"\n[area.barrio]\ncolumn = \"cod\"\n");
    city.codes("hechos", "robo,Robo,,Robo,Roubo,Robbery,0401,exact,robo,\n");
    const auto square = [](const char* code, const char* west, const char* east) {
        return std::string{R"({"type":"Feature","properties":{"cod":")"} + code +
               R"("},"geometry":{"type":"Polygon","coordinates":[[[)" + west + ",-34.6],[" + east +
               ",-34.6],[" + east + ",-34.59],[" + west + ",-34.59],[" + west + ",-34.6]]]}}";
    };
    std::string facts = "id,dia,tipo,x,y,cod\n";
    int id = 0;
    for (const char* year : {"2020", "2021"}) {
        for (int i = 0; i < 60; ++i) {
            const bool east = i % 2 == 1, placed = year == std::string_view{"2021"} || i >= without;
            facts += std::to_string(++id) + "," + year + "-" + (i % 12 < 9 ? "0" : "") +
                     std::to_string(i % 12 + 1) + "-05,Robo," + (placed ? east ? "-58.485" : "-58.495" : "") +
                     "," + (placed ? "-34.595" : "") + "," + (placed ? "" : "todo") + "\n";
        }
    }
    return city.publish({city.file("limites.geojson", R"({"type":"FeatureCollection","features":[)" +
                                                          square("todo", "-58.5", "-58.49") + "," +
                                                          square("este", "-58.49", "-58.48") + "]}"),
                         city.file("hechos.csv", facts)});
}

TEST(TerritoriesByPoints, AnAreaBeforeItWasThereIsCountedInItsShape) {
    WrittenCity city{"dos"};
    const Town& town = two_squares(city, 0);
    const Figure early = town.figure("robo", "count", "barrio:este@2021", "2020");
    ASSERT_TRUE(early.computable()) << early.reason;
    EXPECT_EQ(early.value, 30);
    EXPECT_THAT(early.notes, Contains("by_points"));
    EXPECT_EQ(early.records_out, 0);
    EXPECT_EQ(town.figure("robo", "count", "barrio:este", "2020").reason, "no_such_area")
        << "the code itself was not there";
    EXPECT_EQ(town.figure("robo", "count", "barrio:todo@2020", "2020").value, 60);
    EXPECT_EQ(town.figure("robo", "count", "barrio:todo@2020", "2021").value, 60);
}

TEST(TerritoriesByPoints, WhereManyRowsHaveNoPointNothingIsSaid) {
    WrittenCity some{"dos"}, many{"dos"};
    const Figure told = two_squares(some, 8).figure("robo", "count", "barrio:este@2021", "2020");
    EXPECT_EQ(told.value, 26) << "52 of 60 have a point";
    EXPECT_EQ(told.records_out, 8);
    EXPECT_EQ(two_squares(many, 10).figure("robo", "count", "barrio:este@2021", "2020").reason, "other_map")
        << "50 of 60 are too few";
}

// --- Rio de Janeiro: police area 45 (Complexo do Alemão) was taken out of 22 (Penha) on 1 December 2013. The sums are of
// the columns of the publisher's file that count in the indicator, by awk.
class RealFilesRioTerritories : public testing::Test {
  protected:
    static void SetUpTestSuite() {
        const fs::path data = source_folder().parent_path() / "shared/data/brasil_rj";
        if (!fs::exists(data)) return;
        town_ = std::make_unique<Town>("rio-de-janeiro");
        town_->deliveries = {{source_folder() / "sources/rio-cisp/cisp.geojson",
                              data / "PopulacaoEvolucaoMensalCisp.csv.gz",
                              data / "BaseDPEvolucaoMensalCisp.csv.gz"}};
        town_->publish_all();
    }
    static void TearDownTestSuite() { town_.reset(); }
    void SetUp() override {
        if (!town_) GTEST_SKIP() << "no folder shared/data/brasil_rj beside the repository";
    }
    static Figure robberies(const std::string& measure, const std::string& territory,
                            const std::string& period, const std::string& against = "") {
        return town_->figure("robo", measure, territory, period, "", against);
    }
    static inline std::unique_ptr<Town> town_;
};

TEST_F(RealFilesRioTerritories, TheOldAreaIsBrokenAndItsLandIsNot) {
    EXPECT_EQ(robberies("count", "cisp:22", "2014-06").value, 219);
    EXPECT_EQ(robberies("count", "cisp:45", "2014-06").value, 5);
    const Figure broken = robberies("change", "cisp:22", "2014-06", "2013-06");
    EXPECT_EQ(broken.reason, "break");
    EXPECT_THAT(broken.notes, Contains("break:cisp-045"));
    EXPECT_EQ(robberies("count", "cisp:45", "2013-11").reason, "no_such_area");

    const Figure change = robberies("change", "cisp:22@2013", "2014-06", "2013-06");
    ASSERT_TRUE(change.computable()) << change.reason;
    EXPECT_EQ(change.numerator, 219 + 5);
    EXPECT_EQ(change.denominator, 127);
    EXPECT_EQ(robberies("count", "cisp:22@2013", "2014").value, 2690);
    EXPECT_EQ(robberies("rate", "cisp:22@2013", "2014").denominator, 174221 + 70601)
        << "residents of July 2014, each rounded";
}

// Whom the new area has, the old one lost, within one in twenty: that is how the file shows the split.
TEST_F(RealFilesRioTerritories, ResidentsMoveFromTheOldAreaToTheNew) {
    const World& world = town_->worlds->at("");
    const auto residents = [&](const std::string& code, Day month) {
        const auto known =
            world.exposure(world.territory({"cisp", code}), "residents", whole(month_of(month)));
        return known ? static_cast<double>(known->value) : 0.0;
    };
    const auto changes = world.area_changes("cisp");
    EXPECT_EQ(changes.size(), 8u);
    for (const auto* change : changes) {
        const auto& from = change->from.front();
        const Day before = first_day(plus_months(month_of(change->day), -1));
        const double lost = residents(from, before) - residents(from, change->day);
        EXPECT_NEAR(residents(change->to.back(), change->day) / lost, 1, 0.05) << change->id;
    }
}

}  // namespace
}  // namespace atalaya::service
