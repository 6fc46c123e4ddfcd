#include "intake/propose/look_features.hpp"

#include <gtest/gtest.h>

#include "intake/propose/proposal.hpp"
#include "shapefile_bytes.hpp"

namespace atalaya::intake {

namespace {

const std::string plane_prj =
    R"(PROJCS["POSGAR_2007_Argentina_5",GEOGCS["GCS_POSGAR_2007",DATUM["D_POSGAR_2007",SPHEROID["GRS_1980",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",5500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",-60.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",-90.0],UNIT["Meter",1.0]])";

Proposal proposal_of(const std::string& name, const std::string& bytes) {
    const Folder folder;
    NoProgress unheard;
    return propose_here(folder.write(name, bytes), unheard);
}

std::string areas_zip(const Corners& one, const Corners& other, const std::string& prj,
                      const std::string& name = "La Boca") {
    return zip_of(
        {{"barrios.shp", shp_of(5, {polygon_record({one}), polygon_record({other})})},
         {"barrios.dbf", dbf_of({{"BARRIO", 'C', 20}, {"AREA", 'N', 8}}, {{name, "12.5"}, {"Once", "8.25"}})},
         {"barrios.prj", prj}});
}

std::string collection(const std::string& features) {
    return R"({"type":"FeatureCollection","features":[)" + features + "]}";
}

}  // namespace

TEST(ProposeLookFeatures, AShapefileOfPolygonsInDegreesIsAreas) {
    const Proposal proposal = proposal_of(
        "barrios.zip",
        areas_zip(ring(-58.4, -34.7, -58.3, -34.6), ring(-58.5, -34.7, -58.4, -34.6), degrees_prj));
    EXPECT_EQ(proposal.kind, Kind::areas);
    EXPECT_EQ(proposal.value("format.type"), "shapefile");
    EXPECT_EQ(proposal.value("shape.code"), "BARRIO");
    EXPECT_EQ(proposal.value("shape.layer"), "barrio");
    EXPECT_EQ(proposal.find("shape.crs"), nullptr);
}

TEST(ProposeLookFeatures, ASystemOfThePlaneIsThatOfThePrjAndAskedAbout) {
    const Proposal proposal =
        proposal_of("barrios.zip", areas_zip(ring(5450000, 6340000, 5460000, 6350000),
                                             ring(5460000, 6340000, 5470000, 6350000), plane_prj));
    ASSERT_NE(proposal.find("shape.crs"), nullptr);
    EXPECT_EQ(proposal.value("shape.crs"), "EPSG:5347");
    EXPECT_NE(proposal.find("shape.crs")->question.english().find("POSGAR_2007_Argentina_5"),
              std::string::npos);
}

TEST(ProposeLookFeatures, TextsWithoutACpgAreReadAsTheyCanBe) {
    const Proposal proposal =
        proposal_of("barrios.zip",
                    areas_zip(ring(-58.4, -34.7, -58.3, -34.6), ring(-58.5, -34.7, -58.4, -34.6), degrees_prj,
                              "N\xFA\xF1"
                              "ez"));
    EXPECT_EQ(proposal.value("format.encoding"), "latin-1");
}

TEST(ProposeLookFeatures, AShapefileOfPointsIsRowsWithTheirPlace) {
    std::vector<std::string> shapes;
    std::vector<std::vector<std::string>> rows;
    for (int i = 0; i < 30; ++i) {
        shapes.push_back(point_record(-58.38 + i * 0.0011, -34.60 - i * 0.0013));
        rows.push_back({"2024-03-" + std::to_string(10 + i % 19), i % 3 ? "Robo" : "Hurto"});
    }
    const Proposal proposal =
        proposal_of("hechos.zip", zip_of({{"h.shp", shp_of(1, shapes)},
                                          {"h.dbf", dbf_of({{"FECHA", 'C', 10}, {"DELITO", 'C', 12}}, rows)},
                                          {"h.prj", degrees_prj}}));
    EXPECT_EQ(proposal.kind, Kind::incidents);
    EXPECT_EQ(proposal.value("time.day.column"), "FECHA");
    EXPECT_EQ(proposal.value("place.lon"), "@x");
    EXPECT_EQ(proposal.value("place.lat"), "@y");
}

TEST(ProposeLookFeatures, PointsOfGeoJsonAreRows) {
    std::string features;
    for (int i = 0; i < 30; ++i)
        features += std::string{i ? "," : ""} + R"({"type":"Feature","properties":{"fecha":"2024-03-)" +
                    std::to_string(10 + i % 19) + R"(","delito":")" + (i % 3 ? "Robo" : "Hurto") +
                    R"("},"geometry":{"type":"Point","coordinates":[-58.38)" + std::to_string(10 + i) +
                    ",-34.60" + std::to_string(10 + i) + "]}}";
    const Proposal proposal = proposal_of("hechos.geojson", collection(features));
    EXPECT_EQ(proposal.kind, Kind::incidents);
    EXPECT_EQ(proposal.value("format.type"), "geojson");
    EXPECT_EQ(proposal.value("place.lon"), "@lon");
    EXPECT_EQ(proposal.value("offence.columns"), "delito");
}

TEST(ProposeLookFeatures, FeaturesWithoutAShapeAreAreasKnownByName) {
    const Proposal proposal =
        proposal_of("provincias.geojson",
                    collection(R"({"type":"Feature","properties":{"nombre":"Colón"},"geometry":null},)"
                               R"({"type":"Feature","properties":{"nombre":"Herrera"},"geometry":null})"));
    EXPECT_EQ(proposal.kind, Kind::areas);
    EXPECT_EQ(proposal.value("shape.drawn"), "false");
    EXPECT_EQ(proposal.value("shape.layer"), "provincia");
}

TEST(ProposeLookFeatures, LinesAreStreets) {
    const auto street = [](const std::string& name) {
        return R"({"type":"Feature","properties":{"n":1,"calle":")" + name +
               R"("},"geometry":{"type":"LineString","coordinates":[[-58.4,-34.6],[-58.3,-34.6]]}})";
    };
    const Proposal proposal =
        proposal_of("calles.geojson", collection(street("Rivadavia") + "," + street("Corrientes")));
    EXPECT_EQ(proposal.kind, Kind::places);
    EXPECT_EQ(proposal.value("places.what"), "streets");
    EXPECT_EQ(proposal.value("places.name"), "calle");
}

// As QGIS writes them: points of a plane, and its name.
TEST(ProposeLookFeatures, PointsOfAPlaneAreReadInTheSystemThatTheFileNames) {
    for (const std::string crs :
         {R"("crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::32616"}},)", ""}) {
        std::string features;
        for (int i = 0; i < 40; ++i)
            features +=
                (i ? "," : "") +
                (R"({"type":"Feature","properties":{"fecha_hecho":"2024-03-)" + std::to_string(10 + i % 20)) +
                R"(","delito":")" + (i % 2 ? "Robo" : "Hurto") +
                R"("},"geometry":{"type":"Point","coordinates":[)" + std::to_string(478'000 + i * 40) + "," +
                std::to_string(1'557'000 + i * 30) + "]}}";
        const Proposal proposal = proposal_of(
            "puntos.geojson", R"({"type":"FeatureCollection",)" + crs + R"("features":[)" + features + "]}");
        EXPECT_EQ(proposal.kind, Kind::incidents) << crs;
        EXPECT_EQ(proposal.value("place.x"), "@lon") << crs;
        EXPECT_EQ(proposal.value("place.y"), "@lat") << crs;
        EXPECT_EQ(proposal.value("place.crs"), "EPSG:32616") << crs;
    }
}

}  // namespace atalaya::intake
