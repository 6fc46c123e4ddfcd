// The nineteen indicators of security that the countries of the region agreed to name can all be defined by files, and what
// they count is what was delivered: twelve of records, by residents, and seven of a survey, by the persons who were asked.
#include "written_city.hpp"

namespace atalaya::service {
namespace {

struct Named {
    const char *id, *unit, *iccs;
};

constexpr Named of_records[] = {
    {"homicidios", "victim", "0101"},
    {"muertes_en_transito", "victim", "0103"},
    {"suicidios", "person", ""},
    {"muertes_por_arma_de_fuego", "victim", "0101"},
    {"delitos_sexuales", "victim", "0301"},
    {"violencia_en_la_familia", "victim", "0201"},
    {"maltrato_infantil", "victim", "0201"},
    {"hurtos", "fact", "0502"},
    {"robos", "fact", "0401"},
    {"robo_y_hurto_de_vehiculos", "vehicle", "05021"},
    {"secuestros", "victim", "020221"},
    {"conducir_ebrio", "fact", "020721"},
};
constexpr const char* of_a_survey[] = {
    "victimizacion_general",
    "victimizacion_sexual",
    "victimizacion_robo",
    "percepcion_de_inseguridad",
    "temor",
    "confianza_en_la_policia",
    "justificacion_de_la_violencia",
};

constexpr double residents = 80'000, asked = 1'250;
int facts_of(std::size_t i) {
    return static_cast<int>(7 * i + 1);
}
int persons_of(std::size_t i) {
    return static_cast<int>(113 * i + 29);
}

std::string definition(const std::string& id, const char* unit, const char* exposure, int per) {
    const std::string words = WrittenCity::words;
    return "id = \"" + id + "\"\nversion = \"1\"\ngroup = \"life\"\nunit = \"" + unit + "\"\nexposure = \"" +
           exposure + "\"\nper = " + std::to_string(per) +
           "\nshow = [\"count\", \"rate\"]\nlevels = [\"ciudad\", \"territorio\"]\nname = " + words +
           "\ndefinition = " + words + "\n";
}

void define_all(const fs::path& folder) {
    fs::remove(folder);  // was a link to those of the program
    fs::create_directories(folder);
    const auto write = [&](const std::string& id, const std::string& text) {
        std::ofstream{folder / (id + ".toml"), std::ios::binary} << text;
    };
    for (const auto& [id, unit, iccs] : of_records) write(id, definition(id, unit, "residents", 100'000));
    for (const char* id : of_a_survey) write(id, definition(id, "person", "encuestados", 100));
}

std::string undrawn(const std::string& code) {
    return R"({"type":"Feature","properties":{"cod":")" + code + R"("},"geometry":null})";
}

const Town& town_of_all(WrittenCity& city) {
    define_all(city.share().data / "indicators");
    city.city(R"("comunas", "gente", "encuestados", "hechos", "encuesta")", WrittenCity::layer(3, "comuna"));
    city.source("comunas", "areas", "geojson",
                "[shape]\nlayer = \"comuna\"\ncode = \"cod\"\nname = \"cod\"\ndrawn = false\n");
    const auto exposure = [&](const char* id, const char* kind) {
        city.source(id, "exposures", "csv",
                    std::string{"[exposure]\nkind = \""} + kind +
                        "\"\nlayer = \"comuna\"\narea = \"cod\"\nvalue = \"n\"\nyear = 2020\n");
    };
    exposure("gente", "residents");
    exposure("encuestados", "encuestados");
    city.source("hechos", "incidents", "csv",
                "[key]\ncolumns = [\"id\"]\n[time]\nday = { column = \"dia\" }\n[offence]\ncolumns = "
                "[\"tipo\"]\n[area.comuna]\ncolumn = \"cod\"\n");
    city.source("encuesta", "tallies", "csv",
                "[delivery]\ncovers = \"months\"\n[time]\nbasis = \"fact\"\nyear = { column = \"anio\" "
                "}\n[category]\n"
                "columns = [\"respuesta\"]\n[count]\ncolumn = \"n\"\n[area.comuna]\ncolumn = \"cod\"\n");
    std::string codes, answers, facts = "id,dia,tipo,cod\n", survey = "anio,respuesta,cod,n\n";
    int id = 0;
    for (std::size_t i = 0; i < std::size(of_records); ++i) {
        const std::string name = of_records[i].id;
        codes += name + "," + name + ",," + name + "," + name + "," + name + "," + of_records[i].iccs + "," +
                 (*of_records[i].iccs ? "exact" : "") + "," + name + ",\n";
        for (int k = 0; k < facts_of(i); ++k)
            facts += std::to_string(++id) + ",2020-" + std::to_string(101 + k % 12).substr(1) + "-15," +
                     name + (k % 3 ? ",A\n" : ",B\n");
    }
    for (std::size_t i = 0; i < std::size(of_a_survey); ++i) {
        const std::string name = of_a_survey[i];
        answers += name + "," + name + ",," + name + "," + name + "," + name + ",,," + name + ",\n";
        survey += "2020," + name + ",A," + std::to_string(persons_of(i) - 9) + "\n2020," + name + ",B,9\n";
    }
    city.codes("hechos", codes);
    city.codes("encuesta", answers);
    return city.publish({city.file("comunas.geojson", R"({"type":"FeatureCollection","features":[)" +
                                                          undrawn("A") + "," + undrawn("B") + "]}"),
                         city.file("gente.csv", "cod,n\nA,50000\nB,30000\n"),
                         city.file("encuestados.csv", "cod,n\nA,1000\nB,250\n"),
                         city.file("hechos.csv", facts), city.file("encuesta.csv", survey)});
}

TEST(NamedIndicators, OfTheRegionAreDefinedByFilesAlone) {
    WrittenCity city{"region"};
    const Town& town = town_of_all(city);
    for (std::size_t i = 0; i < std::size(of_records); ++i) {
        const auto& named = of_records[i];
        const Figure rate = town.figure(named.id, "rate", "ciudad", "2020");
        ASSERT_TRUE(rate.value) << named.id << " " << rate.reason;
        EXPECT_NEAR(*rate.value, facts_of(i) / residents * 100'000, 1e-9) << named.id;
        EXPECT_EQ(rate.numerator, facts_of(i));
        EXPECT_EQ(rate.denominator, residents);
    }
    for (std::size_t i = 0; i < std::size(of_a_survey); ++i) {
        const Figure share = town.figure(of_a_survey[i], "rate", "ciudad", "2020");
        ASSERT_TRUE(share.value) << of_a_survey[i] << " " << share.reason;
        EXPECT_NEAR(*share.value, persons_of(i) / asked * 100, 1e-9) << of_a_survey[i];
    }
}

}  // namespace
}  // namespace atalaya::service
