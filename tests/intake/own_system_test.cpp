#include "intake/own_system.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "intake/check.hpp"
#include "support.hpp"

namespace atalaya::intake {
namespace {

using testing::HasSubstr;

constexpr const char* bogota_prj =
    "PROJCS[\"MAGNA_Colombia_Bogota\",GEOGCS[\"GCS_MAGNA\",DATUM[\"D_MAGNA\",SPHEROID[\"GRS_1980\",6378137.0,"
    "298.257222101]],PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]],"
    "PROJECTION[\"Transverse_Mercator\"],PARAMETER[\"False_Easting\",1000000.0],"
    "PARAMETER[\"False_Northing\",1000000.0],PARAMETER[\"Central_Meridian\",-74.07750791666666],"
    "PARAMETER[\"Scale_Factor\",1.0],PARAMETER[\"Latitude_Of_Origin\",4.596200416666666],UNIT[\"Meter\",1.0]"
    "]";

TEST(OwnSystem, ThePrjOfEsriIsTheCodeThatMeansTheSame) {
    const OwnSystem own{"MAGNA_Colombia_Bogota", 0, bogota_prj};
    EXPECT_TRUE(agrees(own, geo::Projection{"EPSG:3116"}));
    EXPECT_FALSE(agrees(own, geo::Projection{"EPSG:32618"})) << "UTM 18 north";
    EXPECT_FALSE(agrees(own, geo::Projection{"EPSG:4326"})) << "degrees";
}

TEST(OwnSystem, CodesAreHeldAgainstEachOther) {
    EXPECT_TRUE(agrees(*of_srid(3116), geo::Projection{"EPSG:3116"}));
    EXPECT_FALSE(agrees(*of_srid(4326), geo::Projection{"EPSG:3116"}));
    EXPECT_TRUE(agrees(*of_srid(4674), geo::Projection{"EPSG:4326"})) << "degrees, one to a metre or two";
    EXPECT_FALSE(of_srid(0).has_value());
}

std::optional<OwnSystem> of_geojson(const std::string& crs) {
    const Folder folder;
    Source source;
    source.format.type = FileType::geojson;
    const OpenFile file{
        folder.write("a.geojson", "{\"type\":\"FeatureCollection\"," + crs + "\"features\":[]}")};
    return own_system(source, file);
}

TEST(OwnSystem, GeoJsonNamesItsOwn) {
    const auto told =
        of_geojson("\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"urn:ogc:def:crs:EPSG::3116\"}},");
    ASSERT_TRUE(told);
    EXPECT_EQ(told->epsg, 3116u);
    EXPECT_EQ(told->name, "EPSG:3116");
    EXPECT_FALSE(of_geojson("").has_value());
}

// What people see: both names.
TEST(OwnSystem, PointsOfADatabaseThatSayAnotherSystemAreTold) {
    const std::string descriptor =
        edited(edited(small_descriptor, "lon = \"x\"", "crs = \"EPSG:22183\"\nx = \"@x:geom\""),
               "lat = \"y\"", "y = \"@y:geom\"");
    const auto told = [&](const std::string& point) {
        const Folder folder;
        const Source source = small_source(folder, descriptor);
        NoProgress quiet;
        const Batch batch =
            read_here(source, small_city(), small_gazetteer(),
                      folder.write("hechos.csv",
                                   "id,fecha,hora,tipo,geom,barrio\n1,2020-03-09,10,Robo," + point + ",\n"),
                      quiet);
        for (const auto& finding : batch.findings)
            if (finding.check == finding::system_contradicted) return finding.detail;
        return std::string{};
    };
    EXPECT_EQ(told("SRID=22185;POINT(5500000 6200000)"),
              R"({"stated":"EPSG:22183","own":"EPSG:22185","at":"[place]"})");
    EXPECT_EQ(told("SRID=22183;POINT(3500000 6200000)"), "");
    EXPECT_EQ(told("POINT(3500000 6200000)"), "") << "says none";
}

}  // namespace
}  // namespace atalaya::intake
