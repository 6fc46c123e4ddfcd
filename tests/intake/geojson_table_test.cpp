#include <gmock/gmock.h>

#include "chance.hpp"
#include "intake/rows.hpp"
#include "rows_seen.hpp"
#include "source_folder.hpp"
#include "support.hpp"

namespace atalaya::intake {
namespace {

using testing::HasSubstr;

const std::string points_descriptor =
    edited(edited(edited(small_descriptor, "type = \"csv\"", "type = \"geojson\""), "hechos*.csv",
                  "hechos*.geojson"),
           "lon = \"x\"\nlat = \"y\"", "lon = \"@lon\"\nlat = \"@lat\"");

const std::string good =
    R"({"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"id":1,"fecha":"2020-03-09","hora":14.0,"tipo":"Robo"},"geometry":{"type":"Point","coordinates":[0.5,0.75,12]}},
{"type":"Feature","properties":{"barrio":"Núñez","id":2,"fecha":"2020-03-10","hora":2,"tipo":"Hurto","extra":{"a":[1,2]}},"geometry":null}]})";

std::string rows_of(const std::string& text) {
    const Folder folder;
    const Source source = small_source(folder, points_descriptor);
    RowsSeen seen;
    NoProgress quiet;
    read_geojson_table(source, OpenFile{folder.write("x.geojson", text)}, 2, seen, quiet);
    return seen.text();
}

std::string said(const std::string& text) {
    return refusal([&] { rows_of(text); });
}

TEST(GeoJsonTable, PropertiesAreCellsAndPointsTwoMore) {
    EXPECT_EQ(rows_of(good),
              "id|fecha|hora|tipo|barrio|extra.a|@lon|@lat\n1|2020-03-09|14|Robo|||0.5|0.75\n"
              "2|2020-03-10|2|Hurto|Núñez|[1,2]||\n");
}

// As offices' services nest them, and as catalogues write an object into a text. A geometry among them stays whole.
TEST(GeoJsonTable, MembersOfObjectsAreColumnsWithBothNames) {
    EXPECT_EQ(rows_of(R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{
"causa":{"nro":7,"lugar":{"barrio":"Sajonia"}},"hecho":"{\"tipo\":\"Robo\",\"fecha\":\"2024-03-09\"}",
"nota":"{sin cerrar}","forma":{"type":"Point","coordinates":[1,2]},"vacio":{}},"geometry":null}]})"),
              "causa.nro|causa.lugar.barrio|hecho.tipo|hecho.fecha|nota|forma|@lon|@lat\n"
              "7|Sajonia|Robo|2024-03-09|{sin cerrar}|{\"type\":\"Point\",\"coordinates\":[1,2]}||\n");
}

TEST(SandboxedGeoJsonTable, ADeliveryIsReadAsItsCsvWouldBe) {
    const Folder folder;
    const Source source = small_source(folder, points_descriptor);
    const auto path = folder.write("hechos.geojson", good);
    NoProgress quiet;
    const Batch there = read_delivery(source, small_city(), small_gazetteer(), path, quiet);
    const Batch csv = read_small("1,2020-03-09,14,Robo,0.5,0.75,\n2,2020-03-10,2,Hurto,,,Núñez\n");
    EXPECT_EQ(there.accepted, 2);
    EXPECT_EQ(outcome_csv(there), outcome_csv(csv));
}

TEST(GeoJsonTable, WhatIsNoCollectionOfFeaturesIsRefused) {
    EXPECT_THAT(
        said(R"({"type":"Topology","objects":{},"arcs":[]})"),
        HasSubstr("found TopoJSON, whose borders are arcs that areas share. Ask for GeoJSON, or convert it"));
    EXPECT_THAT(said("id,fecha\n"), HasSubstr("expected JSON"));
    EXPECT_THAT(said("{}"), HasSubstr("expected a FeatureCollection, found no \"type\""));
    EXPECT_THAT(said(good.substr(0, good.size() / 2)), HasSubstr("expected JSON"));
    EXPECT_THAT(said(edited(good, "[0.5,0.75,12]", "[\"a\"]")),
                HasSubstr("feature 1: expected a position [longitude, latitude] in degrees"));
    EXPECT_THAT(said(edited(good, "Núñez",
                            "N\xFA\xF1"
                            "ez")),
                HasSubstr("say encoding = \"latin-1\""));
    EXPECT_THAT(said(edited(good, "\"features\"",
                            R"("crs":{"type":"name","properties":{"name":"EPSG:3116"}},"features")")),
                HasSubstr("expected WGS 84"));
}

TEST(SandboxedGeoJsonTable, APropertyForEachFeatureIsNoTable) {
    std::string text = R"({"type":"FeatureCollection","features":[)";
    for (int i = 0; i < 100'000; ++i)
        text += (i ? "," : "") +
                (R"({"type":"Feature","geometry":null,"properties":{"p)" + std::to_string(i) + "\":1}}");
    const Folder folder;
    const Source source = small_source(folder, points_descriptor);
    const auto path = folder.write("hechos.geojson", text + "]}");
    NoProgress quiet;
    EXPECT_THAT(refusal([&] { read_delivery(source, small_city(), small_gazetteer(), path, quiet); }),
                HasSubstr("expected at most 4096 columns"));
}

TEST(GeoJsonTable, BytesByChanceNeverCrash) {
    Chance chance;
    int read = 0, refused = 0;
    const Folder folder;
    const Source source = small_source(folder, points_descriptor);
    const Gazetteer gazetteer = small_gazetteer();
    NoProgress quiet;
    for (int round = 0; round < 300; ++round) {
        try {
            const Batch batch = read_here(source, small_city(), gazetteer,
                                          folder.write("hechos.geojson", chance.spoilt(good)), quiet);
            EXPECT_EQ(batch.read, batch.accepted + batch.rejected + batch.duplicate);
            ++read;
        } catch (const Error& error) {
            EXPECT_EQ(error.fault(), Fault::bad_input) << error.what();
            ++refused;
        }
    }
    EXPECT_GT(read, 3);
    EXPECT_GT(refused, 100);
}

constexpr const char* barrios_descriptor = R"(id = "limites"
version = "1"
kind = "areas"
name = { es = "Límites", pt = "Limites", en = "Limits" }
publisher = "Aldea"
url = "https://example.org"
licence = "CC0"
files = ["barrios.geojson"]
cadence = "once"
[format]
type = "geojson"
encoding = "latin-1"
[shape]
layer = "barrio"
code = "id_barrio"
name = "nombre"
)";

Batch read_barrios(const fs::path& path) {
    const Folder folder;
    folder.write("limites/source.toml", barrios_descriptor);
    NoProgress quiet;
    return read_here(read_source(folder.path() / "limites"), small_city(), {small_city(), {}}, path, quiet);
}

TEST(GeoJsonTable, AreasMayBeInLatin1) {
    const Folder folder;
    const Batch batch = read_barrios(folder.write(
        "barrios.geojson",
        R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"id_barrio":7,"nombre":"PE)"
        "\xD1"
        R"(AROL"},"geometry":)" +
            square(0, 0, 1, 1) + "}]}"));
    ASSERT_EQ(batch.accepted, 1);
    EXPECT_EQ(batch.areas.name[0], "PEÑAROL");
}

// The barrios of Montevideo as published, in Latin-1.
TEST(GeoJsonTable, TheBarriosOfMontevideoKeepTheirLetters) {
    const fs::path path = source_folder() / "../shared/data/montevideo/barrios.geojson";
    if (!fs::exists(path)) GTEST_SKIP() << "no folder shared/data/montevideo beside the repository";
    const Batch batch = read_barrios(path);
    EXPECT_EQ(batch.accepted, 63);
    int with_letters = 0;
    for (std::size_t i = 0; i < batch.areas.size(); ++i)
        with_letters += std::string{batch.areas.name[i]}.find("\xC3\x91") != std::string::npos;
    EXPECT_GT(with_letters, 0) << "Ñ";
}

}  // namespace
}  // namespace atalaya::intake
