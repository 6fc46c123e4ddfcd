// Areas that no row of a source ever named: no data unless the city declares that the source reaches them, a zero then.
#include "written_city.hpp"

namespace atalaya::service {
namespace {

using testing::Contains;

// Two comunas of two barrios each. The source names norte and sur, of the first; robberies are in norte alone.
class Comarca {
  public:
    explicit Comarca(const std::string& reaches = "") : written_{"comarca"} {
        written_.city(
            R"("comunas", "barrios", "gente", "hechos")",
            WrittenCity::layer(2, "barrio") + "parent = \"comuna\"\n" + WrittenCity::layer(3, "comuna") +
                (reaches.empty() ? "" : "[[coverage]]\nsource = \"hechos\"\nreaches = [" + reaches + "]\n"));
        areas("comunas", "comuna", "");
        areas("barrios", "barrio", "parent = { layer = \"comuna\", column = \"com\" }\n");
        written_.source("gente", "exposures", "csv",
                        "[exposure]\nkind = \"residents\"\nlayer = \"barrio\"\narea = \"cod\"\n"
                        "value = \"n\"\nyear = 2020\n");
        written_.source("hechos", "incidents", "csv",
                        "[key]\ncolumns = [\"id\"]\n[time]\nbasis = \"fact\"\nday = { column = \"dia\" }\n"
                        "[offence]\ncolumns = [\"tipo\"]\n[area.barrio]\ncolumn = \"cod\"\n"
                        "[area.comuna]\ncolumn = \"com\"\n");
        written_.codes("hechos",
                       "robo,Robo,,Robo,Roubo,Robbery,0401,exact,robo,\n"
                       "hurto,Hurto,,Hurto,Furto,Theft,0502,exact,hurto,\n");
    }

    Town& publish() {
        std::string facts = "id,dia,tipo,cod,com\n";
        int id = 0;
        const auto add = [&](const char* label, const char* barrio, int n) {
            for (int i = 0; i < n; ++i)
                facts += std::to_string(++id) + ",2020-" + (i % 12 < 9 ? "0" : "") +
                         std::to_string(i % 12 + 1) + "-10," + label + "," + barrio + ",1\n";
        };
        add("Robo", "norte", 24);
        add("Hurto", "norte", 60);
        add("Hurto", "sur", 30);
        return written_.publish(
            {written_.file("comunas.geojson", features({{"1", ""}, {"2", ""}})),
             written_.file("barrios.geojson",
                           features({{"norte", "1"}, {"sur", "1"}, {"isla", "2"}, {"cayo", "2"}})),
             written_.file("gente.csv", "cod,n\nnorte,10000\nsur,10000\nisla,80000\ncayo,500\n"),
             written_.file("hechos.csv", facts)});
    }

  private:
    void areas(const std::string& id, const std::string& layer, const std::string& rest) const {
        written_.source(
            id, "areas", "geojson",
            "[shape]\nlayer = \"" + layer + "\"\ncode = \"cod\"\nname = \"cod\"\ndrawn = false\n" + rest);
    }
    static std::string features(const std::vector<std::pair<std::string, std::string>>& areas) {
        std::string text;
        for (const auto& [code, comuna] : areas)
            text += (text.empty() ? "" : ",") + (R"({"type":"Feature","properties":{"cod":")" + code +
                                                 R"(","com":")" + comuna + R"("},"geometry":null})");
        return R"({"type":"FeatureCollection","features":[)" + text + "]}";
    }

    WrittenCity written_;
};

Figure robberies(const Town& town, const std::string& territory) {
    return town.figure(std::string{"robo"}, std::string{"count"}, territory, std::string{"2020"});
}

TEST(NeverNamed, IsNoDataWhereAnotherOffenceDoesNotNameItEither) {
    Comarca comarca;
    const Town& town = comarca.publish();
    EXPECT_EQ(robberies(town, "barrio:norte").value, 24);
    EXPECT_EQ(robberies(town, "barrio:sur").value, 0) << "the source tells thefts of it";
    for (const char* territory : {"barrio:isla", "barrio:cayo", "comuna:2"}) {
        const Figure figure = robberies(town, territory);
        EXPECT_FALSE(figure.value) << territory;
        EXPECT_EQ(figure.reason, "no_data") << territory;
        EXPECT_THAT(figure.notes, Contains("never_named:hechos")) << territory;
    }
    EXPECT_EQ(robberies(town, "comuna:1").value, 24);
    EXPECT_EQ(robberies(town, "ciudad").value, 24);
    for (const char* measure : {"monthly", "rate", "ratio"})
        EXPECT_FALSE(town.figure("robo", measure, "barrio:isla", "2020").computable()) << measure;
    EXPECT_EQ(town.figure("robo", "residents", "barrio:isla", "2020").value, 80'000);
}

// Worked by hand: 60 of 10,000 against 30 of 10,000; the 80,000 of isla are in no rest, for nothing is known of them.
TEST(NeverNamed, IsInNoComparisonOfTerritories) {
    Comarca comarca;
    const Town& town = comarca.publish();
    EXPECT_NEAR(town.figure("hurto", "ratio", "barrio:norte", "2020", "", "", "layer=barrio").value.value(),
                2, 1e-9);
    Comarca whole{"\"ciudad\""};
    EXPECT_GT(whole.publish()
                  .figure("hurto", "ratio", "barrio:norte", "2020", "", "", "layer=barrio")
                  .value.value(),
              6);
}

TEST(NeverNamed, IsAZeroWhereTheSourceReachesIt) {
    Comarca all{"\"ciudad\""}, comuna{"\"comuna:2\""}, barrio{"\"barrio:cayo\""};
    EXPECT_EQ(robberies(all.publish(), "barrio:isla").value, 0);
    const Town& of_comuna = comuna.publish();
    EXPECT_EQ(robberies(of_comuna, "barrio:isla").value, 0);
    EXPECT_EQ(robberies(of_comuna, "comuna:2").value, 0);
    const Town& of_barrio = barrio.publish();
    EXPECT_EQ(robberies(of_barrio, "barrio:cayo").value, 0);
    EXPECT_EQ(robberies(of_barrio, "barrio:isla").reason, "no_data");
    EXPECT_TRUE(of_barrio.worlds->at("").coverage().empty()) << "what it reaches is no gap";
}

}  // namespace
}  // namespace atalaya::service
