// Aliases of descriptors must mean areas that there are.
#include "service/known_areas.hpp"

#include "core/error.hpp"
#include "source_folder.hpp"
#include "written_city.hpp"

namespace atalaya::service {
namespace {

using testing::HasSubstr;

constexpr const char* incidents_of =
    "[key]\ncolumns = [\"id\"]\n[time]\nday = { column = \"dia\" }\n"
    "[offence]\ncolumns = [\"tipo\"]\n";

// Two barrios, listed by areas.csv or by nobody, and facts that write one of them otherwise.
struct Village {
    WrittenCity city{"aldea"};

    explicit Village(const std::string& alias, const std::string& changes = "") {
        city.city(R"("barrios", "hechos")", WrittenCity::layer(2, "barrio") + changes);
        city.source("barrios", "areas", "geojson",
                    "[shape]\nlayer = \"barrio\"\ncode = \"cod\"\ndrawn = false\n");
        city.source("hechos", "incidents", "csv",
                    incidents_of + ("[area.barrio]\ncolumn = \"barrio\"\naliases = { \"NU?EZ\" = \"" + alias +
                                    "\" }\n"));
        city.codes("hechos", "robo,Robo,,Robo,Roubo,Robbery,0401,exact,robo,\n");
    }
    void listed() const { city.areas("barrios", "nunez,Núñez\nvilla-real,Villa Real\n"); }

    std::string refusal() const {
        const std::vector<intake::City> cities{intake::read_city(city.share().data / "cities/aldea")};
        const KnownAreas known{city.share(), cities};
        try {
            known.check(intake::read_source(city.share().data / "sources/hechos"));
        } catch (const Error& error) {
            return error.what();
        }
        return "";
    }
};

TEST(KnownAreas, AnAliasThatMeansNoAreaIsRefusedWithTheNearestOne) {
    const struct {
        const char *alias, *meant;
    } wrong[] = {
        {"nunes", "nunez"}, {"Núñez", "nunez"}, {"villa real", "villa-real"}, {"Vila Real", "villa-real"}};
    for (const auto& [alias, meant] : wrong) {
        Village village{alias};
        village.listed();
        EXPECT_THAT(village.refusal(),
                    HasSubstr("the alias \"NU?EZ\" of [area.barrio] means \"" + std::string{alias} +
                              "\", which is no area of that layer. Did you mean \"" + meant + "\"?"));
    }
    Village far{"otra-cosa"};
    far.listed();
    EXPECT_THAT(far.refusal(), testing::EndsWith("which is no area of that layer."));
}

TEST(KnownAreas, WhatThereIsWasOrNobodyListsIsNotRefused) {
    Village right{"nunez"};
    right.listed();
    EXPECT_EQ(right.refusal(), "");
    EXPECT_EQ(Village{"nunes"}.refusal(), "") << "nobody says which barrios there are";
    Village was{"viejo",
                "[[area_changes]]\nid = \"u\"\nday = \"2018-01-01\"\nlayer = \"barrio\"\nkind = \"code\"\n"
                "from = [\"viejo\"]\nto = [\"nunez\"]\nwhat = " +
                    std::string{WrittenCity::words} + "\nact = \"x\"\n"};
    was.listed();
    EXPECT_EQ(was.refusal(), "");
}

// Once the areas are there, a delivery is not read without those that an alias means.
TEST(KnownAreas, ADeliveryIsNotReadWithAnAliasThatMeansNoneOfThem) {
    Village village{"nunes"};
    const auto barrios = village.city.file(
        "barrios.geojson",
        R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"cod":"nunez"},"geometry":null}]})");
    const auto facts = village.city.file("hechos.csv", "id,dia,tipo,barrio\n1,2020-01-05,Robo,NU?EZ\n");
    try {
        village.city.publish({barrios, facts});
        FAIL() << "the delivery was read";
    } catch (const Error& error) {
        EXPECT_EQ(error.fault(), Fault::bad_input);
        EXPECT_THAT(error.what(), HasSubstr("Did you mean \"nunez\"?"));
    }
}

TEST(KnownAreas, EveryAliasOfTheRepositoryMeansAnArea) {
    const auto cities = intake::read_cities(source_folder() / "cities");
    const KnownAreas known{find_share(), cities};
    for (const auto& source : intake::read_sources(source_folder() / "sources"))
        EXPECT_NO_THROW(known.check(source)) << source.id;
}

}  // namespace
}  // namespace atalaya::service
