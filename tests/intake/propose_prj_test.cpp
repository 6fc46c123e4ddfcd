#include "intake/propose/prj.hpp"

#include <gtest/gtest.h>

#include "intake/propose/systems.hpp"

namespace atalaya::intake {

namespace {

// As ArcGIS writes them.
constexpr const char* bogota =
    R"(PROJCS["MAGNA_Colombia_Bogota",GEOGCS["GCS_MAGNA",DATUM["D_MAGNA",SPHEROID["GRS_1980",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",1000000.0],PARAMETER["False_Northing",1000000.0],PARAMETER["Central_Meridian",-74.07750791666666],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",4.596200416666666],UNIT["Meter",1.0]])";
constexpr const char* utm_21_south =
    R"(PROJCS["WGS_1984_UTM_Zone_21S",GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",10000000.0],PARAMETER["Central_Meridian",-57.0],PARAMETER["Scale_Factor",0.9996],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]])";
constexpr const char* oregon_north =
    R"(PROJCS["NAD_1983_HARN_StatePlane_Oregon_North_FIPS_3601_Feet_Intl",GEOGCS["GCS_North_American_1983_HARN",DATUM["D_North_American_1983_HARN",SPHEROID["GRS_1980",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Lambert_Conformal_Conic"],PARAMETER["False_Easting",8202099.737532808],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",-120.5],PARAMETER["Standard_Parallel_1",44.33333333333334],PARAMETER["Standard_Parallel_2",46.0],PARAMETER["Latitude_Of_Origin",43.66666666666666],UNIT["Foot",0.3048]])";

bool fits(const char* prj, const char* crs) {
    return prj_fits(prj, geo::Projection{crs}.pipeline());
}

}  // namespace

TEST(ProposePrj, TheNumbersOfAProjectionAreItsSystems) {
    EXPECT_TRUE(fits(bogota, "EPSG:3116"));
    EXPECT_FALSE(fits(bogota, "EPSG:3115"));
    EXPECT_TRUE(fits(utm_21_south, "EPSG:32721"));
    EXPECT_FALSE(fits(utm_21_south, "EPSG:32720"));
    EXPECT_FALSE(fits(utm_21_south, "EPSG:32621"));
}

TEST(ProposePrj, FalseEastingsInFeetAreTheSameInMetres) {
    EXPECT_TRUE(fits(oregon_north, "EPSG:2913"));
    EXPECT_FALSE(fits(oregon_north, "EPSG:2263"));
}

TEST(ProposePrj, DegreesAndNonsenseFitNone) {
    EXPECT_FALSE(fits(R"(GEOGCS["GCS_WGS_1984",UNIT["Degree",0.017]])", "EPSG:32721"));
    EXPECT_FALSE(fits("", "EPSG:32721"));
    EXPECT_FALSE(fits(R"(PROJCS["x",PARAMETER["Central_Meridian")", "EPSG:32721"));
}

TEST(ProposePrj, ItsNameIsThatBetweenTheFirstQuotes) {
    EXPECT_EQ(name_in_prj(bogota), "MAGNA_Colombia_Bogota");
    EXPECT_EQ(name_in_prj("sin comillas"), "");
    EXPECT_EQ(name_in_prj("PROJCS[\"Espa\xF1"
                          "a\""),
              "España");
}

}  // namespace atalaya::intake
