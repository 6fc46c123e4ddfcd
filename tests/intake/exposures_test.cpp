// What rates divide by: rows that are parts of an area, decimals, months.
#include <gmock/gmock.h>

#include "intake/check.hpp"
#include "support.hpp"

namespace atalaya::intake {
namespace {

using testing::ElementsAre;

const std::string descriptor = R"(id = "gente"
version = "1"
kind = "exposures"
name = { es = "Gente", pt = "Gente", en = "People" }
publisher = "Aldea"
url = "https://example.org"
licence = "CC0"
files = ["gente*.csv"]
cadence = "yearly"
[format]
type = "csv"
[exposure]
kind = "residents"
layer = "comuna"
area = "comuna"
value = "n"
MORE
)";

Batch read(const std::string& more, const std::string& table) {
    const Folder folder;
    folder.write("gente/source.toml", edited(descriptor, "MORE", more));
    const Source source = read_source(folder.path() / "gente");
    NoProgress quiet;
    return read_here(source, small_city(), small_gazetteer(), folder.write("gente.csv", table), quiet);
}

// "1 2020-07 15": area, year and month, value.
std::vector<std::string> values_of(const Batch& batch) {
    std::vector<std::string> out;
    const Exposures& e = batch.exposures;
    for (std::size_t i = 0; i < e.size(); ++i) {
        out.push_back(e.area[i] + " " + std::to_string(e.year[i]) + "-" + std::to_string(e.month_of(i)) +
                      " " + std::to_string(e.value[i]));
    }
    return out;
}

TEST(Exposures, RowsThatArePartsAddUp) {
    const Batch batch =
        read("year = 2020\nadds_up = true",
             "comuna,sexo,n\n1,hombres,10\n1,mujeres,12\n2,hombres,10\n2,mujeres,10\n9,mujeres,1\n");
    EXPECT_THAT(values_of(batch), ElementsAre("1 2020-0 22", "2 2020-0 20"));
    EXPECT_EQ(batch.accepted, 4);
    EXPECT_EQ(batch.duplicate, 0);
    EXPECT_EQ(finding_of(batch, finding::key_repeated), nullptr) << "equal parts are parts, too";
}

// Limits with their residents beside them, which a second source reads: of their shapes nothing is asked.
TEST(Exposures, FeaturesInMetresHaveResidentsToo) {
    const Folder folder;
    folder.write("gente/source.toml",
                 edited(edited(edited(descriptor, "MORE", "year = 2017"), "\"csv\"", "\"geojson\""),
                        "gente*.csv", "gente*.geojson"));
    const Source source = read_source(folder.path() / "gente");
    NoProgress quiet;
    const auto path = folder.write("gente.geojson", R"({"type":"FeatureCollection",
"crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::32718"}},"features":[{"type":"Feature",
"properties":{"comuna":"1","n":11000},"geometry":{"type":"Polygon","coordinates":[[[287000,8661000],[288000,8661000],
[288000,8662000],[287000,8661000]]]}}]})");
    EXPECT_THAT(values_of(read_here(source, small_city(), small_gazetteer(), path, quiet)),
                ElementsAre("1 2017-0 11000"));
}

TEST(Exposures, RowsThatRepeatAnAreaReplaceIt) {
    const Batch batch = read("year = 2020", "comuna,n\n1,10\n1,12\n2,5\n2,5\n");
    EXPECT_THAT(values_of(batch), ElementsAre("1 2020-0 12", "2 2020-0 5"));
    EXPECT_EQ(batch.accepted, 2);
    EXPECT_EQ(batch.duplicate, 2);
    EXPECT_EQ(found(batch, finding::key_repeated), 1);
}

TEST(Exposures, DecimalsAreRoundedOnceAllPartsAreThere) {
    const std::string table = "comuna,n\n1,10.4\n1,10.4\n1,10.4\n2,7\n";
    const Batch batch = read("year = 2020\nadds_up = true\nrounded = true", table);
    EXPECT_THAT(values_of(batch), ElementsAre("1 2020-0 31", "2 2020-0 7"));
    EXPECT_EQ(found(batch, finding::value_rounded), 3);
    EXPECT_EQ(read("year = 2020", table).rejected, 3) << "where nobody says so, decimals are refused";
}

TEST(Exposures, MonthsOfAYearStandBesideEachOther) {
    const Batch batch = read("year_column = \"anio\"\nmonth_column = \"mes\"",
                             "comuna,anio,mes,n\n1,2020,7,10\n1,2020,agosto,11\n1,2020,13,12\n");
    EXPECT_THAT(values_of(batch), ElementsAre("1 2020-7 10", "1 2020-8 11"));
    EXPECT_THAT(rejects_of(batch), ElementsAre("3 month_impossible mes 13"));
}

TEST(Exposures, AnAreaMayBeNamedWithinAnother) {
    const Batch batch = read("year = 2020\nwithin = \"tipo\"", "tipo,comuna,n\nComuna,1,10\nComuna,3,11\n");
    EXPECT_THAT(values_of(batch), ElementsAre("1 2020-0 10"));
    EXPECT_THAT(rejects_of(batch), ElementsAre("2 area_unknown comuna Comuna 3"));
}

TEST(Exposures, AnAreaMayBeSpelledInAnotherWay) {
    const std::string table = "comuna,n\nPRIMERA,10\nprimera ,12\n2,5\n";
    EXPECT_EQ(read("year = 2020", table).rejected, 2);
    const Batch batch = read("year = 2020\nadds_up = true\naliases = { \"Primera\" = \"1\" }", table);
    EXPECT_THAT(values_of(batch), ElementsAre("1 2020-0 22", "2 2020-0 5"));
    EXPECT_EQ(batch.rejected, 0);
}

// The small city's barrios are Norte and Sur.
TEST(Exposures, AnAreaMayHaveItsLongName) {
    const auto of = [](const std::string& table) {
        const std::string of_barrios = edited(descriptor, "layer = \"comuna\"", "layer = \"barrio\"");
        const Folder folder;
        folder.write("gente/source.toml", edited(of_barrios, "MORE", "year = 2020"));
        NoProgress quiet;
        return read_here(read_source(folder.path() / "gente"), small_city(), small_gazetteer(),
                         folder.write("gente.csv", table), quiet);
    };
    const Batch batch = of("comuna,n\nEl Norte de la Aldea,10\nSur,5\n");
    EXPECT_THAT(values_of(batch), ElementsAre("sur 2020-0 5", "norte 2020-0 10"));
    const auto* told = finding_of(batch, finding::area_long_name);
    ASSERT_TRUE(told);
    EXPECT_EQ(told->rows, 1);
    EXPECT_NE(told->detail.find(R"({"name":"El Norte de la Aldea","rows":1,"near":"norte"})"),
              std::string::npos)
        << told->detail;

    const Batch both = of("comuna,n\nNorte de la Aldea,10\nNorte,5\n");
    EXPECT_THAT(values_of(both), ElementsAre("norte 2020-0 5")) << "its own name stands beside it";
    EXPECT_THAT(rejects_of(both), ElementsAre("1 area_unknown comuna Norte de la Aldea"));
    EXPECT_EQ(of("comuna,n\nNorte de la Aldea,10\nNorte del Rio,5\n").rejected, 2) << "two that may mean it";
}

}  // namespace
}  // namespace atalaya::intake
