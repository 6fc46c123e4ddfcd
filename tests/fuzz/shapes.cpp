// GeoJSON, shapes, dBase tables, and geometries in a cell.
#include <simdjson.h>
#include <bit>
#include <cmath>

#include "core/text.hpp"
#include "fuzz/target.hpp"
#include "geo/area.hpp"
#include "geo/feature_rows.hpp"
#include "geo/json_fault.hpp"
#include "intake/dbf.hpp"
#include "intake/geometry_cell.hpp"
#include "intake/shapes.hpp"

namespace atalaya::fuzz {

namespace {

std::string read_geojson(std::string_view text) {
    simdjson::dom::parser parser;
    simdjson::dom::element root;
    const auto fault = parser.parse(text.data(), text.size()).get(root);
    if (is_utf8(text)) {
        const std::size_t at = geo::fault_in_json(text);
        holds(at <= text.size(), "a fault is within the text");
        holds(fault != simdjson::SUCCESS || at == text.size(), "what is JSON has no fault");
    }
    const auto features = geo::read_geojson(text);
    std::size_t polygons = 0;
    for (const auto& feature : features) {
        polygons += feature.shape.size();
        if (feature.shape.empty()) continue;
        const auto written = geo::geojson_geometry(feature.shape);
        holds(geo::parse_geojson_geometry(written).size() == feature.shape.size(),
              "a shape is read as it was written");
    }
    const geo::FeatureRows rows{text, 4096};
    std::size_t cells = 0;
    rows.each([&](const std::vector<std::string>& row, auto) {
        cells += row.size();
        return true;
    });
    holds(rows.size() == features.size(), "a row for each feature");
    holds(cells == rows.size() * rows.names().size(), "a row has the cells of its head");
    return "features " + std::to_string(std::min<std::size_t>(features.size(), 3)) + " polygons " +
           std::to_string(std::min<std::size_t>(polygons, 3));
}

void add_little(std::string& out, std::uint64_t number, int bytes) {
    for (int i = 0; i < bytes; ++i) out += static_cast<char>(number >> 8 * i);
}
void add_big(std::string& out, std::uint32_t number) {
    for (int i = 3; i >= 0; --i) out += static_cast<char>(number >> 8 * i);
}

// Polygons of a square with a hole, and a point.
std::string shp(std::uint32_t type, const std::string& shape) {
    std::string records;
    for (std::uint32_t i = 1; i <= 2; ++i) {
        add_big(records, i);
        add_big(records, static_cast<std::uint32_t>(shape.size() / 2));
        records += shape;
    }
    std::string out;
    add_big(out, 9994);
    out.append(20, '\0');
    add_big(out, static_cast<std::uint32_t>((100 + records.size()) / 2));
    add_little(out, 1000, 4);
    add_little(out, type, 4);
    out.append(64, '\0');
    return out + records;
}
void add_double(std::string& out, double number) {
    add_little(out, std::bit_cast<std::uint64_t>(number), 8);
}
std::string polygon() {
    std::string out;
    add_little(out, 5, 4);
    out.append(32, '\0');
    add_little(out, 2, 4);
    add_little(out, 10, 4);
    add_little(out, 0, 4);
    add_little(out, 5, 4);
    for (const double size : {4.0, 1.0}) {
        const double sign = size > 2 ? 1 : -1;  // a hole turns the other way
        for (const auto& [x, y] : {std::pair{0.0, 0.0}, {0.0, 1.0}, {1.0, 1.0}, {1.0, 0.0}, {0.0, 0.0}}) {
            add_double(out, 5 + (sign > 0 ? x : y) * size);
            add_double(out, 5 + (sign > 0 ? y : x) * size);
        }
    }
    return out;
}
std::string point() {
    std::string out;
    add_little(out, 1, 4);
    add_double(out, 0.5);
    add_double(out, 0.75);
    return out;
}
std::string dbf() {
    std::string fields, out = "\3\x14\3\x09";
    int length = 1;
    for (const auto& [name, type, size] :
         {std::tuple{"id", 'N', 5}, {"dia", 'D', 8}, {"tipo", 'C', 6}, {"si", 'L', 1}}) {
        std::string field = name;
        field.resize(11, '\0');
        field += type;
        field.append(4, '\0');
        field += static_cast<char>(size);
        field.resize(32, '\0');
        fields += field;
        length += size;
    }
    add_little(out, 2, 4);
    add_little(out, 33 + fields.size(), 2);
    add_little(out, static_cast<std::uint64_t>(length), 2);
    out.resize(32, '\0');
    return out + fields + "\r" + "     120200309Robo  T" + "*1.5e320200230Hurto ?" + "\x1A";
}

std::string read_shapes(std::string_view bytes) {
    if (bytes.empty()) return "nothing";
    const char which = bytes[0];
    bytes.remove_prefix(1);
    if (which == 'd' || which == 'l') {
        const intake::DbfTable table{bytes, which == 'd' ? intake::Encoding::utf8 : intake::Encoding::latin1,
                                     "x"};
        std::vector<std::string> cells;
        for (std::size_t i = 0; i < std::min<std::size_t>(table.size(), 1000); ++i) {
            table.read(i, cells);
            table.deleted(i);
            holds(cells.size() == table.names().size(), "a record has the cells of its head");
            for (const auto& cell : cells) holds(is_utf8(cell), "a cell is UTF-8");
        }
        return "table";
    }
    // 's' and the .shp alone, or the length of the index, the index and the .shp.
    std::string_view index;
    if (which != 's' && bytes.size() > 1) {
        const std::size_t length =
            std::min<std::size_t>(static_cast<unsigned char>(bytes[0]), bytes.size() - 1);
        index = bytes.substr(1, length);
        bytes.remove_prefix(1 + length);
    }
    const intake::Shapes shapes{bytes, index, "x"};
    std::size_t rings = 0, points = 0;
    for (std::size_t i = 0; i < std::min<std::size_t>(shapes.size(), 1000); ++i) {
        if (shapes.kind() == intake::Shapes::Kind::points) points += shapes.point(i).has_value();
        if (shapes.kind() == intake::Shapes::Kind::polygons) rings += shapes.polygons(i).size();
    }
    return "kind " + std::to_string(static_cast<int>(shapes.kind())) + (rings ? " rings" : "") +
           (points ? " points" : "");
}

// 'w' and bytes of WKB, or a cell.
std::string read_geometry(std::string_view bytes) {
    if (bytes.empty()) return "nothing";
    const bool raw = bytes.front() == 'w';
    bytes.remove_prefix(1);
    intake::looks_like_geometry(bytes);
    const auto read = raw ? intake::geometry_of_wkb(bytes) : intake::geometry_in(bytes);
    if (!read) return read.error().kind == Message::Kind::sentence ? read.error().text : "refused";
    std::size_t positions = 0;
    for (const auto& polygon : read->shape) {
        holds(!polygon.empty(), "a polygon has a ring");
        for (const auto& ring : polygon) {
            holds(ring.size() >= 4 && ring.front() == ring.back(), "a ring is closed");
            positions += ring.size();
            for (const auto& at : ring)
                holds(std::isfinite(at.lon) && std::isfinite(at.lat), "a position is finite");
        }
    }
    holds(positions * 4 <= bytes.size(), "no more positions than the text has room for");
    if (raw) {
        const auto again = intake::geometry_in(intake::in_hexadecimal(bytes));
        holds(again.has_value() && again->shape == read->shape, "its digits say the same");
    }
    return std::string{read->point ? "point" : "shape"} +
           std::to_string(std::min<std::size_t>(read->shape.size(), 3)) + (read->srid ? " srid" : "");
}

std::string wkb(bool big, std::uint32_t kind, const std::string& rest) {
    std::string out{big ? '\0' : '\1'};
    if (big)
        add_big(out, kind);
    else
        add_little(out, kind, 4);
    return out + rest;
}
std::string ring_of_wkb() {
    std::string out;
    add_little(out, 1, 4);
    add_little(out, 4, 4);
    for (const auto& [x, y] : {std::pair{0.0, 0.0}, {1.0, 0.0}, {1.0, 1.0}, {0.0, 0.0}}) {
        add_double(out, x);
        add_double(out, y);
    }
    return out;
}

}  // namespace

Target wkb() {
    std::string at, srid, two;
    add_double(at, 0.5);
    add_double(at, 0.75);
    add_little(srid, 4326, 4);
    add_little(two, 2, 4);
    const std::string polygon = wkb(false, 3, ring_of_wkb());
    return {
        .name = "wkb",
        .read = read_geometry,
        .seeds = {"w" + wkb(false, 1, at), "w" + wkb(true, 1, at), "w" + wkb(false, 0x20000001, srid + at),
                  "w" + wkb(false, 1001, at + std::string(8, '\0')), "w" + polygon,
                  "w" + wkb(false, 6, two + polygon + polygon), "h" + intake::in_hexadecimal(polygon),
                  "tSRID=4326;POINT(-58.5 -34.25)", "tPOLYGON Z((0 0 1,1 0 1,1 1 1,0 0 1))",
                  "tMULTIPOLYGON(((0 0,4 0,4 4,0 0),(1 1,2 1,2 2,1 1)),((5 5,6 5,6 6,5 5)))"},
        .tokens = {std::string(4, '\0'), std::string(4, '\xFF'), std::string("\0\0\0\0\0\0\xF8\x7F", 8),
                   std::string("\1\3\0\0\0", 5), std::string("\0\0\0\0\3", 5), "\xE9\x03", "SRID=", "EMPTY",
                   "(", ")", ",", " ", "1e400", "-0", "ZM", "\\x"}};
}

Target geojson() {
    return {.name = "geojson",
            .read = read_geojson,
            .seeds = samples(".geojson"),
            .tokens = {"{",
                       "}",
                       "[",
                       "]",
                       ",",
                       ":",
                       "\"",
                       "\\",
                       "\\ud83d\\ude00",
                       "\\ud800",
                       "null",
                       "true",
                       "NaN",
                       "1e400",
                       "1e-400",
                       "18446744073709551616",
                       "-0",
                       "01",
                       ".5",
                       "\"type\":\"Point\"",
                       "\"MultiPolygon\"",
                       "\"coordinates\":[[0,0]]",
                       "\"crs\":7",
                       "\xEF\xBB\xBF",
                       "[[[[[[[[[[[[[[[[[[[["}};
}

Target shapes() {
    std::string index = shp(5, std::string());
    index.resize(100);
    add_big(index, 50);
    add_big(index, 100);
    const std::string areas = shp(5, polygon());
    return {.name = "shapes",
            .read = read_shapes,
            .seeds = {"s" + areas, "s" + shp(1, point()),
                      "i" + std::string(1, static_cast<char>(index.size())) + index + areas, "d" + dbf(),
                      "l" + dbf()},
            .tokens = {std::string(4, '\0'), std::string(4, '\xFF'), std::string("\0\0\0\x7F", 4),
                       std::string("\x7F\0\0\0", 4), std::string("\0\0\0\0\0\0\xF8\x7F", 8),
                       std::string("\1\0\0\0", 4), std::string("\5\0\0\0", 4), "*", "C", "M"}};
}

}  // namespace atalaya::fuzz
