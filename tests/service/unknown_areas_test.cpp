#include "service/unknown_areas.hpp"

#include "written_city.hpp"

namespace atalaya::service {
namespace {

// A map of three barrios with accents; what is declared of areas comes from the case.
class UnknownAreas : public testing::Test {
  protected:
    Town& declared(const std::string& rest) {
        city_.city(R"("limites", "hechos")", WrittenCity::layer(2, "barrio") + rest);
        city_.source("limites", "areas", "geojson",
                     "[shape]\nlayer = \"barrio\"\ncode = \"cod\"\nname = \"cod\"\ndrawn = false\n");
        city_.source("hechos", "incidents", "csv",
                     "[key]\ncolumns = [\"id\"]\n[time]\nbasis = \"fact\"\nday = { column = \"dia\" }\n"
                     "[offence]\ncolumns = [\"tipo\"]\n[area.barrio]\ncolumn = \"cod\"\n");
        city_.codes("hechos", "robo,Robo,,Robo,Roubo,Robbery,0401,exact,robo,\n");
        std::string features;
        for (const char* name : {"Ñuñoa", "Chacarita", "Boedo"})
            features += (features.empty() ? "" : ",") +
                        std::string{R"({"type":"Feature","properties":{"cod":")"} + name +
                        R"("},"geometry":null})";
        return city_.publish(
            {city_.file("limites.geojson", R"({"type":"FeatureCollection","features":[)" + features + "]}"),
             city_.file("hechos.csv",
                        "id,dia,tipo,cod\n1,2020-01-05,Robo,Boedo\n2,2020-02-05,Robo,ÑUÑOA\n"
                        "3,2020-02-05,Robo,Boedo\n4,2020-03-05,Robo,Boedo\n")});
    }
    static std::string gap(const std::string& area) {
        return "[[coverage]]\nsource = \"hechos\"\nlayer = \"barrio\"\narea = \"" + area +
               "\"\nfirst = \"2020-02-01\"\nlast = \"2020-02-29\"\nwhat = " + WrittenCity::words + "\n";
    }
    static std::string split(const std::string& from, const std::string& to) {
        return "[[area_changes]]\nid = \"reparto\"\nday = \"2020-07-01\"\nlayer = \"barrio\"\nkind = "
               "\"split\"\n"
               "from = [" +
               from + "]\nto = [" + to + "]\nwhat = " + WrittenCity::words + "\nact = \"ley\"\n";
    }
    static std::string told(const Town& town) {
        std::string all;
        for (const auto& one : unknown_areas(town.worlds->at("")))
            all += one.table + " " + one.of + " " + one.layer + ":" + one.area + " (" + one.near + ")\n";
        return all;
    }

    WrittenCity city_{"aldea"};
};

TEST_F(UnknownAreas, ACoverageOfNoAreaIsToldWithTheNearestOne) {
    const Town& town = declared(gap("Chacrita"));
    EXPECT_EQ(told(town), "coverage hechos barrio:chacrita (chacarita)\n");
}

TEST_F(UnknownAreas, ACoverageTakesTheAreaAsTheMapWritesIt) {
    const Town& town = declared(gap("ÑUÑOA"));
    EXPECT_EQ(told(town), "");
    EXPECT_THAT(town.figure("robo", "count", "ciudad", "2020-02").notes,
                testing::Contains("coverage:hechos:barrio:nunoa"));
}

TEST_F(UnknownAreas, AChangeOfNoAreaIsTold) {
    EXPECT_EQ(told(declared(split("\"chacrita\"", R"("chacrita", "nuevo")"))),
              "area_changes reparto barrio:chacrita (chacarita)\narea_changes reparto barrio:nuevo ()\n");
}

TEST_F(UnknownAreas, AMapThatHasNotComeYetIsNoMistake) {
    EXPECT_EQ(told(declared(split("\"chacarita\"", R"("chacarita-este", "chacarita-oeste")"))), "");
}

TEST_F(UnknownAreas, OneWrongNameAmongKnownOnesOfItsSideIsTold) {
    EXPECT_EQ(told(declared(split("\"villa\"", R"("boedo", "chacrita")"))),
              "area_changes reparto barrio:chacrita (chacarita)\n");
}

}  // namespace
}  // namespace atalaya::service
