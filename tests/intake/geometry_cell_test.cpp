#include "intake/geometry_cell.hpp"

#include <gmock/gmock.h>

#include <bit>

#include "core/error.hpp"
#include "intake/check.hpp"
#include "intake/read.hpp"
#include "stats/random.hpp"
#include "support.hpp"

namespace atalaya::intake {
namespace {

using testing::HasSubstr;

// The definition, slowly: bytes one after the other as OGC 06-103r4 (7.2) and PostGIS's EWKB lay them.
struct Laid {
    bool little = true;
    int numbers = 2;         // 3 with heights, 4 with measures too
    bool iso = true;         // +1000, else the flags of EWKB
    bool flags_too = false;  // of the two ways of saying it both
    std::uint32_t srid = 0;  // 0 none

    std::string number(std::uint32_t n) const {
        std::string out;
        for (int i = 0; i < 4; ++i) out += static_cast<char>(n >> 8 * (little ? i : 3 - i));
        return out;
    }
    std::string number(double value) const {
        const auto n = std::bit_cast<std::uint64_t>(value);
        std::string out;
        for (int i = 0; i < 8; ++i) out += static_cast<char>(n >> 8 * (little ? i : 7 - i));
        return out;
    }
    std::string head(std::uint32_t kind, bool outermost = true) const {
        std::uint32_t told = kind;
        if (numbers > 2) told += iso ? (numbers == 3 ? 1000 : 3000) : numbers == 3 ? 0x80000000 : 0xC0000000;
        if (numbers > 2 && iso && flags_too) told += numbers == 3 ? 0x80000000 : 0xC0000000;
        const bool says = outermost && srid != 0 && !iso;
        if (says) told |= 0x20000000;
        return std::string{little ? '\1' : '\0'} + number(told) + (says ? number(srid) : "");
    }
    std::string position(LonLat at) const {
        std::string out = number(at.lon) + number(at.lat);
        for (int i = 2; i < numbers; ++i) out += number(7.5);
        return out;
    }
    std::string rings(const geo::Polygon& polygon) const {
        std::string out = number(static_cast<std::uint32_t>(polygon.size()));
        for (const auto& ring : polygon) {
            out += number(static_cast<std::uint32_t>(ring.size()));
            for (const auto& at : ring) out += position(at);
        }
        return out;
    }
    std::string shape(const geo::MultiPolygon& shape) const {
        if (shape.size() == 1) return head(3) + rings(shape.front());
        std::string out = head(6) + number(static_cast<std::uint32_t>(shape.size()));
        for (const auto& polygon : shape) out += head(3, false) + rings(polygon);
        return out;
    }
};

geo::MultiPolygon drawn(stats::Random& random) {
    geo::MultiPolygon shape(1 + random.below(3));
    for (auto& polygon : shape) {
        polygon.resize(1 + random.below(2));
        for (auto& ring : polygon) {
            for (std::size_t left = 3 + random.below(5); left > 0; --left)
                ring.push_back({static_cast<double>(random.below(3600)) / 10 - 180,
                                static_cast<double>(random.below(1800)) / 10 - 90});
            ring.push_back(ring.front());
        }
    }
    return shape;
}

std::string defect(const std::expected<CellGeometry, Message>& read) {
    return read ? "it was read" : read.error().english();
}

TEST(GeometryCell, IsReadAsTheDefinitionLaysIt) {
    stats::Random random{20261126};
    for (int i = 0; i < 400; ++i) {
        const Laid laid{.little = i % 2 == 0,
                        .numbers = 2 + i / 2 % 3,
                        .iso = i / 6 % 2 == 0,
                        .flags_too = i % 7 == 0,
                        .srid = i % 5 ? 4326u : 0u};
        const auto shape = drawn(random);
        const std::string bytes = laid.shape(shape);
        const auto read = geometry_in(in_hexadecimal(bytes));
        ASSERT_TRUE(read.has_value()) << i << " " << defect(read);
        EXPECT_EQ(read->shape, shape) << i;
        EXPECT_EQ(read->srid, laid.iso ? 0 : laid.srid) << i;
        EXPECT_TRUE(looks_like_geometry(in_hexadecimal(bytes)));
        // Not one byte may be missing, and none may follow.
        for (std::size_t size = 0; size < bytes.size(); size += 1 + size / 7)
            EXPECT_FALSE(geometry_of_wkb(std::string_view{bytes}.substr(0, size))) << i << " " << size;
        EXPECT_THAT(defect(geometry_of_wkb(bytes + "x")), HasSubstr("1 bytes follow"));
    }
}

TEST(GeometryCell, APointOfPostGis) {
    // SELECT ST_SetSRID(ST_MakePoint(-58.5, -34.25), 4326)
    const auto read = geometry_in("0101000020E61000000000000000404DC000000000002041C0");
    ASSERT_TRUE(read.has_value()) << defect(read);
    ASSERT_TRUE(read->point.has_value());
    EXPECT_EQ(read->point->lon, -58.5);
    EXPECT_EQ(read->point->lat, -34.25);
    EXPECT_EQ(read->srid, 4326U);
    const auto empty = geometry_in("0101000000000000000000F87F000000000000F87F");
    ASSERT_TRUE(empty.has_value()) << defect(empty);
    EXPECT_FALSE(empty->point.has_value());
}

TEST(GeometryCell, Wkt) {
    const auto point = geometry_in("SRID=4674;Point Z (-56.25 -34.5 12)");
    ASSERT_TRUE(point.has_value()) << defect(point);
    EXPECT_EQ(point->point->lon, -56.25);
    EXPECT_EQ(point->srid, 4674U);
    const auto shape = geometry_in("MULTIPOLYGON(((0 0,4 0,4 4,0 0),(1 1,2 1,2 2,1 1)),((5 5,6 5,6 6,5 5)))");
    ASSERT_TRUE(shape.has_value()) << defect(shape);
    ASSERT_EQ(shape->shape.size(), 2U);
    EXPECT_EQ(shape->shape[0].size(), 2U);
    EXPECT_TRUE(geometry_in("POLYGON EMPTY").has_value());
}

TEST(GeometryCell, EveryDefectIsToldWithItsPlace) {
    const auto told = [](std::string_view cell) { return defect(geometry_in(cell)); };
    EXPECT_THAT(told("0102000000"), HasSubstr("found the kind 2"));
    EXPECT_THAT(told("01010000000000"), HasSubstr("byte 6: expected 16 bytes more; found 2"));
    EXPECT_THAT(told("010300000001000000"),
                HasSubstr("byte 6: it says that 1 parts or positions follow, which 0 bytes"));
    EXPECT_THAT(told("0103000000FFFFFFFF"), HasSubstr("4294967295 parts or positions"));
    EXPECT_THAT(told("0101000000000000000000F07F0000000000000000"), HasSubstr("found what is no number"));
    EXPECT_THAT(told("01010000000"), HasSubstr("digit 11"));
    EXPECT_THAT(told("POLYGON((0 0,1 0,1 1))"), HasSubstr("at least four positions; found 3"));
    EXPECT_THAT(told("POLYGON((0 0,1 0,1 1,0 1))"), HasSubstr("closed ring"));
    EXPECT_THAT(told("POLYGON((0 0,1 x"), HasSubstr("letter 16: expected a number"));
    EXPECT_THAT(told("POINT(1 2) y"), HasSubstr("more follows"));
    EXPECT_THAT(told("LINESTRING(0 0,1 1)"), HasSubstr("found \"LINESTRING(0 0,1 1)\""));
    EXPECT_THAT(told("SRID=x;POINT(1 2)"), HasSubstr("expected a number"));
}

TEST(GeometryCell, WordsThatBeginAlikeAreNone) {
    for (const char* text : {"Pointe-à-Pitre", "Polygono Industrial", "010", "0101", "01/02/2024", ""})
        EXPECT_FALSE(looks_like_geometry(text)) << text;
}

// --- read as a delivery

std::string in_metres(double x, double y) {
    return "SRID=22185;POINT(" + std::to_string(x) + " " + std::to_string(y) + ")";
}

// Facts whose place is a column "geom".
Batch facts(const std::string& rows, const Folder& folder) {
    const std::string descriptor = edited(edited(small_descriptor, "lon = \"x\"", "lon = \"@x:geom\""),
                                          "lat = \"y\"", "lat = \"@y:geom\"");
    const Source source = small_source(folder, descriptor);
    NoProgress quiet;
    return read_here(source, small_city(), small_gazetteer(),
                     folder.write("hechos.csv", "id,fecha,hora,tipo,geom,barrio\n" + rows), quiet);
}

TEST(GeometryCell, PointsOfATableAreThePlacesOfFacts) {
    const Folder folder;
    const Batch batch = facts(
        "1,2020-03-09,10,Robo,0101000020E6100000000000000000E03F000000000000D03F,\n"
        "2,2020-03-09,10,Robo,POINT(1.5 0.5),\n"
        "3,2020-03-09,10,Robo,,\n"
        "4,2020-03-09,10,Robo,POINT(1.5),\n",
        folder);
    ASSERT_EQ(batch.incidents.size(), 4U) << (batch.rejects.empty() ? "" : batch.rejects[0].reason);
    EXPECT_EQ(batch.incidents.lon[0], 5'000'000);
    EXPECT_EQ(batch.incidents.lat[0], 2'500'000);
    EXPECT_EQ(batch.incidents.lon[1], 15'000'000);
    EXPECT_EQ(batch.incidents.lon[2], nothing<std::int32_t>);
    EXPECT_EQ(batch.incidents.lon[3], nothing<std::int32_t>) << "what is no point is no place";
}

TEST(GeometryCell, PointsOfAnotherSystemAreRefusedWithItsName) {
    const Folder folder;
    try {
        facts("1,2020-03-09,10,Robo," + in_metres(5636000, 6170000) + ",\n", folder);
        FAIL() << "expected a refusal of EPSG:22185";
    } catch (const Error& error) {
        EXPECT_THAT(error.what(), HasSubstr("crs = \"EPSG:22185\""));
    }
}

TEST(GeometryCell, PointsOfTwoSystemsAreRefusedWithBoth) {
    const Folder folder;
    const std::string one = "1,2020-03-09,10,Robo,SRID=4326;POINT(0.5 0.25),\n";
    try {
        facts(one + "2,2020-03-09,10,Robo,SRID=22185;POINT(0.5 0.25),\n", folder);
        FAIL() << "expected a refusal";
    } catch (const Error& error) {
        EXPECT_THAT(error.what(), HasSubstr("EPSG:22185"));
    }
    EXPECT_EQ(facts(one + "2,2020-03-09,10,Robo,SRID=4674;POINT(0.5 0.25),\n", folder).accepted, 2)
        << "two of degrees are one";
}

TEST(GeometryCell, PolygonsOfATableAreItsAreas) {
    const Folder folder;
    folder.write("limites/source.toml", R"(id = "limites"
version = "1"
kind = "areas"
name = { es = "L", pt = "L", en = "L" }
publisher = "x"
url = "https://example.org"
licence = "CC0"
files = ["l*.csv"]
cadence = "once"
[format]
type = "csv"
separator = ","
[shape]
layer = "comuna"
code = "codigo"
geometry = "geom"
)");
    const Source source = read_source(folder.path() / "limites");
    const auto read = [&](const std::string& cell) {
        NoProgress quiet;
        return read_here(source, small_city(), small_gazetteer(),
                         folder.write("limites.csv", "codigo,geom\n1,\"" + cell + "\"\n2,\n"), quiet);
    };
    const geo::MultiPolygon square{{{{0, 0}, {1, 0}, {1, 1}, {0, 0}}}};
    for (const std::string& cell : {in_hexadecimal(Laid{.iso = false, .srid = 4326}.shape(square)),
                                    std::string{"POLYGON((0 0,1 0,1 1,0 0))"}}) {
        const Batch batch = read(cell);
        ASSERT_EQ(batch.areas.size(), 1U);
        EXPECT_EQ(batch.areas.geometry[0], geo::geojson_geometry(square));
        ASSERT_EQ(batch.rejects.size(), 1U);
        EXPECT_EQ(batch.rejects[0].reason, "shape_missing") << "the second has a blank cell";
    }
    const auto refusal = [&](const std::string& cell) -> std::string {
        try {
            read(cell);
        } catch (const Error& error) {
            return error.what();
        }
        return "it was read";
    };
    EXPECT_THAT(refusal("POLYGON((0 0,1 0,1 1,0 1))"),
                HasSubstr("limites.csv, data row 1, column \"geom\": WKT, letter 9: expected a closed ring"));
    EXPECT_THAT(refusal("SRID=22185;POLYGON((0 0,1 0,1 1,0 0))"), HasSubstr("crs = \"EPSG:22185\""));
    EXPECT_THAT(refusal("POLYGON((500 0,1 0,1 1,500 0))"), HasSubstr("found [500, 0]"));
    EXPECT_THAT(refusal("POINT(0 0)"), HasSubstr("found a point"));
}

}  // namespace
}  // namespace atalaya::intake
