#include "intake/shapefile.hpp"

#include <gmock/gmock.h>

#include "chance.hpp"
#include "intake/check.hpp"
#include "rows_seen.hpp"
#include "shapefile_bytes.hpp"
#include "source_folder.hpp"

namespace atalaya::intake {
namespace {

using testing::AllOf;
using testing::HasSubstr;

const std::string points_descriptor = edited(
    edited(edited(small_descriptor, "type = \"csv\"", "type = \"shapefile\""), "hechos*.csv", "hechos*.zip"),
    "lon = \"x\"\nlat = \"y\"", "lon = \"@x\"\nlat = \"@y\"");

const std::vector<DbfField> fields{
    {"id", 'N', 6}, {"fecha", 'D', 8}, {"hora", 'N', 4}, {"tipo", 'C', 10}, {"barrio", 'C', 10}};
const std::string facts = dbf_of(fields, {{"1", "20200309", "14", "Robo", "Norte"},
                                          {"*", "2", "20200309", "14", "Robo", "Norte"},
                                          {"3", "20200310", "2", "Hurto",
                                           "N\xC3\xBA\xC3\xB1"
                                           "ez"}});
const std::string places = shp_of(1, {point_record(0.5, 0.75), point_record(0.5, 0.5), null_record()});

Members good() {
    return {
        {"Hechos.shp", places}, {"Hechos.DBF", facts}, {"Hechos.prj", degrees_prj}, {"Hechos.cpg", "UTF-8"}};
}

Batch read_zip(const std::string& bytes) {
    const Folder folder;
    const Source source = small_source(folder, points_descriptor);
    NoProgress quiet;
    return read_here(source, small_city(), small_gazetteer(), folder.write("hechos.zip", bytes), quiet);
}

std::string said(const Members& members) {
    return refusal([&] { read_zip(zip_of(members)); });
}

TEST(Shapefile, RowsAndPointsAreOneTable) {
    const Folder folder;
    const Source source = small_source(folder, points_descriptor);
    const OpenFile file{folder.write("hechos.zip", zip_of(good()))};
    RowsSeen seen;
    NoProgress quiet;
    EXPECT_EQ(read_shapefile_table(source, file, 2, seen, quiet), 1) << "one was deleted";
    EXPECT_EQ(seen.text(),
              "id|fecha|hora|tipo|barrio|@x|@y\n1|2020-03-09|14|Robo|Norte|0.5|0.75\n3|2020-03-10|2|Hurto|"
              "Núñez||\n");
}

TEST(SandboxedShapefile, ADeliveryIsReadAsItsCsvWouldBe) {
    const Folder folder;
    const Source source = small_source(folder, points_descriptor);
    const auto path = folder.write("hechos.zip", zip_of(good()));
    NoProgress quiet;
    const Batch there = read_delivery(source, small_city(), small_gazetteer(), path, quiet);
    const Batch csv = read_small("1,2020-03-09,14,Robo,0.5,0.75,Norte\n3,2020-03-10,2,Hurto,,,Núñez\n");
    EXPECT_EQ(there.accepted, 2);
    EXPECT_EQ(there.read, 2);
    EXPECT_EQ(found(there, finding::rows_deleted), 1);
    EXPECT_EQ(outcome_csv(there), outcome_csv(csv) + "finding,rows_deleted,1,{}\n");
    EXPECT_EQ(there.incidents.content, csv.incidents.content);
}

TEST(Shapefile, ItMayLieInAFolderOfTheZipBesideOtherFiles) {
    Members members{{"datos/", ""}, {"leer.txt", "hola"}, {"__MACOSX/datos/._Hechos.shp", "x"}};
    for (const auto& [name, bytes] : good()) members.emplace_back("datos/" + name, bytes);
    EXPECT_EQ(read_zip(zip_of(members)).accepted, 2);
}

TEST(Shapefile, ATableThatCameWithoutItsShapesIsRead) {
    const Folder folder;
    const Source source = small_source(folder, points_descriptor);
    NoProgress quiet;
    const auto rows = [&](const std::string& name, const std::string& bytes) {
        const OpenFile file{folder.write(name, bytes)};
        EXPECT_TRUE(has_shapefile(file)) << name;
        EXPECT_FALSE(look_into_shapefile(file).polygons) << name;
        RowsSeen seen;
        read_shapefile_table(source, file, 1, seen, quiet);
        return seen.text();
    };
    const std::string wanted =
        "id|fecha|hora|tipo|barrio\n1|2020-03-09|14|Robo|Norte\n3|2020-03-10|2|Hurto|Núñez\n";
    EXPECT_EQ(rows("HECHOS.DBF", facts), wanted);
    EXPECT_EQ(rows("hechos.zip", zip_of({{"Hechos.dbf", facts}, {"Hechos.cpg", "UTF-8"}})), wanted);

    const OpenFile cut{folder.write("cortado.dbf", facts.substr(0, facts.size() - 20))};
    EXPECT_FALSE(has_shapefile(cut));
    const OpenFile beside{folder.write("dos.zip", zip_of({{"a.dbf", facts}, {"a.csv", "id\n1\n"}}))};
    EXPECT_FALSE(has_shapefile(beside)) << "another table is in it";
}

TEST(Shapefile, TextsAreWhatTheCpgOrTheDescriptorSays) {
    Members latin = good();
    latin[1].second = dbf_of(fields, {{"1", "20200309", "14", "Robo",
                                       "N\xFA\xF1"
                                       "ez"}});
    latin[0].second = shp_of(1, {null_record()});
    latin[3].second = "ISO 8859-1";
    EXPECT_EQ(read_zip(zip_of(latin)).incidents.area[1][0], "nunez");
    latin[3].second = "UTF-8";
    EXPECT_THAT(said(latin), HasSubstr("record 1: expected UTF-8; found bytes that are not"));
    latin[3].second = "KOI8-R";
    EXPECT_THAT(said(latin),
                HasSubstr("expected a .cpg that says UTF-8, ISO-8859-1 or 1252; found \"koi8r\""));
    latin.pop_back();
    EXPECT_THAT(said(latin), HasSubstr("Say encoding = \"latin-1\""));
}

TEST(Shapefile, WhatIsMissingOrTooMuchIsNamed) {
    const auto without = [](std::size_t at) {
        Members members = good();
        members.erase(members.begin() + static_cast<std::ptrdiff_t>(at));
        return members;
    };
    EXPECT_THAT(said(without(0)), HasSubstr("found a zip without a .shp"));
    EXPECT_THAT(said(without(1)), HasSubstr("expected a .dbf beside the .shp"));
    Members two = good();
    two.emplace_back("otra/Otros.shp", places);
    EXPECT_THAT(said(two), HasSubstr("expected one shapefile in the zip; found 2"));
    Members fewer = good();
    fewer[0].second = shp_of(1, {point_record(0.5, 0.75), null_record()});
    EXPECT_THAT(said(fewer), HasSubstr("expected a row for each shape; found 3 rows and 2 shapes"));
    EXPECT_THAT(refusal([&] { read_zip("id,fecha\n"); }),
                HasSubstr("expected a zip with a shapefile (.shp, .dbf) in it; found something else"));
    const std::string packed = zip_of(good());
    EXPECT_THAT(refusal([&] { read_zip(packed.substr(0, packed.size() / 2)); }),
                HasSubstr("its directory cannot be read. Fetch it again"));
    Members lines = good();
    lines[0].second = shp_of(3, {null_record(), null_record(), null_record()});
    EXPECT_THAT(said(lines), HasSubstr("not found: @x, @y"));
}

TEST(SandboxedShapefile, ABombIsStoppedAsItUnpacks) {
    Members bomb = good();
    bomb[1].second += std::string(64 << 20, ' ');
    const Folder folder;
    const Source source = small_source(folder, points_descriptor);
    const auto path = folder.write("hechos.zip", zip_of(bomb));
    NoProgress quiet;
    EXPECT_THAT(refusal([&] { read_delivery(source, small_city(), small_gazetteer(), path, quiet); }),
                HasSubstr("unpacks to more than 100 times its size"));
}

TEST(SandboxedShapefile, CountsThatLieAreRefused) {
    Members lying = good();
    lying[1].second.replace(4, 4, little(0xFFFFFFFF, 4));
    const Folder folder;
    const Source source = small_source(folder, points_descriptor);
    const auto path = folder.write("hechos.zip", zip_of(lying));
    NoProgress quiet;
    EXPECT_THAT(refusal([&] { read_delivery(source, small_city(), small_gazetteer(), path, quiet); }),
                HasSubstr("says that it has 4294967295 records; found 3"));
}

// --- areas ------------------------------------------------------------------------------

constexpr const char* areas_descriptor = R"(id = "limites"
version = "1"
kind = "areas"
name = { es = "Límites", pt = "Limites", en = "Limits" }
publisher = "Aldea"
url = "https://example.org"
licence = "CC0"
files = ["limites.zip"]
cadence = "once"
[format]
type = "shapefile"
[shape]
layer = "comuna"
code = "COD"
name = "NOMBRE"
)";

Source areas_source(const Folder& folder) {
    folder.write("limites/source.toml", areas_descriptor);
    return read_source(folder.path() / "limites");
}

Members limits() {
    return {{"l.shp", shp_of(5, {polygon_record({ring(0, 0, 1, 1), ring(0.25, 0.25, 0.5, 0.5, true)}),
                                 polygon_record({ring(1, 0, 2, 1)}), null_record()})},
            {"l.dbf",
             dbf_of({{"COD", 'N', 3}, {"NOMBRE", 'C', 12}}, {{"1", "Uno"}, {"2", "Dos"}, {"3", "Tres"}})},
            {"l.prj", degrees_prj}};
}

Batch read_limits(const Members& members) {
    const Folder folder;
    NoProgress quiet;
    return read_here(areas_source(folder), small_city(), {small_city(), {}},
                     folder.write("limites.zip", zip_of(members)), quiet);
}

TEST(Shapefile, PolygonsAreAreasAsThoseOfGeoJsonAre) {
    const Batch batch = read_limits(limits());
    ASSERT_EQ(batch.areas.size(), 2u);
    EXPECT_EQ(batch.rejected, 1) << "the null shape";
    EXPECT_EQ(batch.rejects[0].reason, reason::shape_missing);
    EXPECT_EQ(batch.areas.code[0], "1");
    EXPECT_EQ(batch.areas.name[1], "Dos");
    const auto shape = geo::parse_geojson_geometry(batch.areas.geometry[0]);
    ASSERT_EQ(shape.size(), 1u);
    EXPECT_EQ(shape[0].size(), 2u) << "with its hole";
}

TEST(Shapefile, AreasComeAsShapes) {
    const Folder folder;
    folder.write("limites/source.toml", edited(areas_descriptor, "\"shapefile\"", "\"parquet\""));
    EXPECT_THAT(refusal([&] { read_source(folder.path() / "limites"); }),
                HasSubstr("areas come as geojson or shapefile"));
}

TEST(Shapefile, AreasNeedDegrees) {
    Members metres = limits();
    metres[2].second = "PROJCS[\"POSGAR_1998_Argentina_3\",GEOGCS[\"GCS_POSGAR_1998\"]]";
    EXPECT_THAT(refusal([&] { read_limits(metres); }),
                AllOf(HasSubstr("found \"POSGAR_1998_Argentina_3\""), HasSubstr("crs = ")));
    metres[2].second = "GEOGCS[\"GCS_North_American_1927\",DATUM[\"D_North_American_1927\"]]";
    EXPECT_THAT(refusal([&] { read_limits(metres); }), HasSubstr("found \"GCS_North_American_1927\""));
    metres[2].second = "GEOGCS[\"SIRGAS 2000\",DATUM[\"Sistema_de_Referencia_Geocentrico\"]]";
    EXPECT_EQ(read_limits(metres).accepted, 2);
    metres.pop_back();
    EXPECT_THAT(refusal([&] { read_limits(metres); }), HasSubstr("found no .prj"));
    EXPECT_THAT(refusal([&] {
                    Members points = good();
                    points.erase(points.begin() + 3);
                    read_limits(points);
                }),
                HasSubstr("whose shapes are no polygons"));
}

TEST(Shapefile, BytesByChanceNeverCrash) {
    Chance chance;
    int read = 0, refused = 0;
    const Folder folder;
    const Source rows = small_source(folder, points_descriptor), areas = areas_source(folder);
    const Gazetteer gazetteer = small_gazetteer();
    NoProgress quiet;
    for (int round = 0; round < 300; ++round) {
        Members members = round % 2 ? good() : limits();
        // The members themselves, for a zip finds out of itself that its bytes are not as they were.
        if (round % 10 != 0) {
            auto& spoilt = members[chance.next() % members.size()].second;
            spoilt = chance.spoilt(spoilt);
        }
        std::string bytes = zip_of(members);
        if (round % 10 == 0) bytes = chance.spoilt(bytes);
        try {
            const Batch batch = read_here(round % 2 ? rows : areas, small_city(), gazetteer,
                                          folder.write("hechos.zip", bytes), quiet);
            EXPECT_EQ(batch.read, batch.accepted + batch.rejected + batch.duplicate);
            ++read;
        } catch (const Error& error) {
            EXPECT_EQ(error.fault(), Fault::bad_input) << error.what();
            ++refused;
        }
    }
    EXPECT_GT(read, 30);
    EXPECT_GT(refused, 30);
}

// --- Portland's calls for service, as published -----------------------------------------

const fs::path portland = source_folder() / "../shared/data/referencia/portland";

#define NEEDS_PORTLAND()       \
    if (!fs::exists(portland)) \
    GTEST_SKIP() << "no folder shared/data/referencia/portland beside the repository"

TEST(Shapefile, PortlandsCallsAreAsManyAsItSays) {
    NEEDS_PORTLAND();
    const Folder folder;
    const Source source = small_source(folder, points_descriptor);
    NoProgress quiet;
    RowsSeen august, september;
    read_shapefile_table(source, OpenFile{portland / "080116_083116_Data.zip"}, 2, august, quiet);
    read_shapefile_table(source, OpenFile{portland / "090116_093016_Data.zip"}, 2, september, quiet);
    EXPECT_EQ(august.lines.size() - 1, 19'376u);
    EXPECT_EQ(september.lines.size() - 1, 18'443u);
    EXPECT_EQ(august.lines[0],
              "CATEGORY|CALL_GROUP|final_case|CASE_DESC|occ_date|x_coordina|y_coordina|census_tra|@x|@y");
    for (std::size_t i = 1; i + 1 < august.lines.size(); ++i)
        ASSERT_THAT(august.lines[i], HasSubstr("|2016-08-")) << i;
    EXPECT_EQ(august.lines.back(), "|||||0|0|0||") << "an empty row, whose point is said to be nowhere";
}

TEST(Shapefile, PortlandsDistrictsAreItsSize) {
    NEEDS_PORTLAND();
    const Folder folder;
    const OpenFile file{portland / "portland-police-districts.zip"};
    const auto [features, prj] = read_shapefile_areas(areas_source(folder), file);
    EXPECT_EQ(features.size(), 60u);
    double square_feet = 0;
    for (const auto& feature : features) {
        for (const auto& polygon : feature.shape) {
            for (const auto& ring : polygon) {
                double twice = 0;
                for (std::size_t i = 0; i + 1 < ring.size(); ++i)
                    twice += ring[i + 1].lon * ring[i].lat - ring[i].lon * ring[i + 1].lat;
                square_feet += twice / 2;  // clockwise is positive: holes are taken off
            }
        }
    }
    EXPECT_NEAR(square_feet / (5280.0 * 5280.0), 147, 5) << "square miles";
    EXPECT_THAT(refusal([&] { require_degrees({}, prj, file.name()); }),
                HasSubstr("found \"NAD_1983_HARN_StatePlane_Oregon_North_FIPS_3601_Feet_Intl\""));
}

}  // namespace
}  // namespace atalaya::intake
