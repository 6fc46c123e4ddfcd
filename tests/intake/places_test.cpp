#include "intake/places.hpp"

#include <gmock/gmock.h>

#include "intake/places_packed.hpp"
#include "support.hpp"

namespace atalaya::intake {
namespace {

using geocode::KnownPlaces;
using testing::ElementsAre;
using testing::HasSubstr;

Source places_source(const Folder& folder, const std::string& format, const std::string& places) {
    folder.write("calles/source.toml", R"(id = "calles"
version = "1"
kind = "places"
name = { es = "Calles", pt = "Ruas", en = "Streets" }
publisher = "Aldea"
url = "https://example.org"
licence = "CC0"
files = ["calles*"]
cadence = "once"
[format]
type = ")" + format + "\"\n[places]\n" + places);
    return read_source(folder.path() / "calles");
}

Source doors_source(const Folder& folder) {
    return places_source(folder, "csv",
                         "what = \"doors\"\nstreet = \"calle\"\nstreet_code = \"cod\"\nnumber = \"puerta\"\n"
                         "letter = \"letra\"\nlon = \"lon\"\nlat = \"lat\"\n");
}

struct Read {
    KnownPlaces places;
    Batch batch;
};

Read read(const Source& source, std::string_view bytes) {
    Read out;
    NoProgress quiet;
    out.places = read_places_file(source, OpenFile{bytes, "calles"}, quiet, out.batch);
    return out;
}

// As Montevideo's list has 8,343 of its lines. They are mended where addresses are looked up, and told.
TEST(Places, LettersThatWereConvertedTwiceAreMendedAndTold) {
    const Folder folder;
    const auto [places, batch] = read(doors_source(folder),
                                      "calle,cod,puerta,letra,lon,lat\n"
                                      "MU\xC3\x83\xC2\x91OZ,1,10,,0.1,0.2\n"
                                      "ORDO\xC3\x83\xC2\x83\xC3\x82\xC2\x91"
                                      "EZ,2,10,,0.3,0.2\n"
                                      "NU\xC3\x91"
                                      "EZ,3,12,,0.1,0.21\n");
    ASSERT_EQ(places.streets.size(), 3u);
    EXPECT_EQ(places.streets[0].name, "MUÑOZ");
    EXPECT_EQ(places.streets[1].name, "ORDOÑEZ");
    EXPECT_EQ(places.streets[2].name, "NUÑEZ");
    ASSERT_EQ(found(batch, "encoding_mixed"), 2);
    EXPECT_THAT(batch.findings.back().detail, HasSubstr("\"lines\":[2,3]"));
}

TEST(Places, DoorsOfTwoStreetsOfOneNameAreOfTwoStreets) {
    const Folder folder;
    const auto [places, batch] = read(doors_source(folder),
                                      "calle,cod,puerta,letra,lon,lat\n"
                                      "LOS PINOS,1,10,,0.1,0.2\n"
                                      "LOS PINOS,2,10,BIS,0.3,0.2\n"
                                      "LOS PINOS,1,12,,0.1,0.21\n");
    ASSERT_EQ(places.streets.size(), 2u);
    ASSERT_EQ(places.doors.size(), 3u);
    EXPECT_EQ(places.doors[0].street, places.doors[2].street);
    EXPECT_NE(places.doors[0].street, places.doors[1].street);
    EXPECT_EQ(places.doors[1].letter, "BIS");
    EXPECT_EQ(batch.accepted, 3);
}

TEST(Places, ARowWithoutNumberOrPositionIsRejected) {
    const Folder folder;
    const auto [places, batch] = read(doors_source(folder),
                                      "calle,cod,puerta,letra,lon,lat\n"
                                      "LOS PINOS,1,10,,0.1,0.2\n"
                                      "LOS PINOS,1,S/N,,0.3,0.2\n"
                                      "LOS PINOS,1,12,,,\n"
                                      ",1,14,,0.1,0.2\n"
                                      "LOS PINOS,1,16,,0,0\n");
    EXPECT_EQ(places.doors.size(), 1u);
    EXPECT_EQ(batch.read, 5);
    ASSERT_EQ(batch.rejects.size(), 4u);
    EXPECT_EQ(batch.rejects[0].line, 2);
    EXPECT_EQ(batch.rejects[0].reason, "place_incomplete");
}

TEST(Places, AFileOfWhichNothingIsAPlaceIsRefused) {
    const Folder folder;
    const Source source = doors_source(folder);
    EXPECT_THAT(refusal([&] { read(source, "calle,cod,puerta,letra,lon,lat\nX,1,,,,\n"); }),
                HasSubstr("of 1 none has both"));
}

constexpr std::string_view two_streets = R"({"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"nombre":"MITRE","tipo":"avenida","apodo":"La ancha"},
 "geometry":{"type":"LineString","coordinates":[[0,0],[0.01,0]]}},
{"type":"Feature","properties":{"nombre":"PLAZA","tipo":"plaza","apodo":null},"geometry":null}]})";

TEST(Places, StreetsHaveTheirLinesTheirWayAndTheirOtherNames) {
    const Folder folder;
    const Source source = places_source(
        folder, "geojson", "what = \"streets\"\nname = \"nombre\"\nalso = \"apodo\"\nway = \"tipo\"\n");
    const auto [places, batch] = read(source, two_streets);
    ASSERT_EQ(places.streets.size(), 1u);
    EXPECT_EQ(places.streets[0].name, "MITRE avenida");
    EXPECT_THAT(places.streets[0].also, ElementsAre("avenida La ancha"));
    EXPECT_EQ(places.streets[0].lines.size(), 1u);
    EXPECT_EQ(batch.rejected, 1) << "a street without a line";
}

TEST(Places, StreetsOfATableAreRefusedBeforeAnyFileComes) {
    const Folder folder;
    EXPECT_THAT(refusal([&] { places_source(folder, "csv", "what = \"streets\"\nname = \"nombre\"\n"); }),
                HasSubstr("their lines are needed"));
}

TEST(Places, AChildGivesWhatTheFileSays) {
    const Folder folder;
    const Source source = doors_source(folder);
    NoProgress quiet;
    const auto places = read_places(source, "calle,cod,puerta,letra,lon,lat\nLOS PINOS,1,10,A,0.125,0.25\n",
                                    "puertas.csv", quiet);
    ASSERT_EQ(places.doors.size(), 1u);
    EXPECT_EQ(places.doors[0].at, (LonLat{0.125, 0.25}));
    EXPECT_EQ(places.streets[0].name, "LOS PINOS");
}

TEST(Places, PackedPlacesComeBackAndTornOnesAreRefused) {
    KnownPlaces places;
    places.streets.push_back({"MITRE", {"La ancha"}, {{{0, 0}, {1, 1}}}});
    places.doors.push_back({0, 7, "B", {0.5, 0.5}});
    places.landmarks.push_back({"Escuela", {"la vieja"}, {0.1, 0.1}, {80}});
    places.lots.push_back({"4", "12", {0.2, 0.2}, {15}});
    const std::string bytes = packed(places);
    const auto back = unpacked_places(std::as_bytes(std::span{bytes}));
    EXPECT_EQ(packed(back), bytes);
    EXPECT_EQ(back.lots[0].lot, "12");
    for (const std::size_t size : {std::size_t{0}, std::size_t{9}, bytes.size() - 1}) {
        EXPECT_THROW(unpacked_places(std::as_bytes(std::span{bytes}).first(size)), Error) << size;
    }
}

TEST(Places, AStreetOfTwoFilesIsOne) {
    KnownPlaces lines, doors;
    lines.streets.push_back({"Avenida Mitre", {}, {{{0, 0}, {1, 0}}}});
    doors.streets = {{"LOS PINOS", {}, {}}, {"AVENIDA MITRE", {}, {}}};
    doors.doors = {{0, 3, "", {0, 0}}, {1, 5, "", {0, 0}}};
    merge(lines, doors);
    ASSERT_EQ(lines.streets.size(), 2u);
    EXPECT_EQ(lines.doors[1].street, 0u) << "Mitre's door is on Mitre's line";
    EXPECT_EQ(lines.streets[lines.doors[0].street].name, "LOS PINOS");
}

}  // namespace
}  // namespace atalaya::intake
