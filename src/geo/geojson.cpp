#include <fmt/format.h>
#include <simdjson.h>

#include <cmath>
#include <unordered_map>

#include "core/composed.hpp"
#include "core/error.hpp"
#include "core/text_place.hpp"
#include "geo/area.hpp"
#include "geo/feature_rows.hpp"
#include "geo/json_leaves.hpp"
#include "geo/json_root.hpp"
#include "geo/lines.hpp"
#include "geo/projection.hpp"
#include "geo/sides.hpp"

namespace atalaya::geo {

namespace {

namespace json = simdjson::dom;

using Properties = std::vector<std::pair<std::string, std::string>>;

// Where in the file something is wrong: "feature 3".
[[noreturn]] void refuse(const Message& where, const Message& expected, const Message& found) {
    throw Error{Fault::bad_input, message("GeoJSON, {}: expected {}, found {}", where, expected, found)};
}

void require_wgs84(json::element collection) {
    json::element crs;
    if (collection["crs"].get(crs) != simdjson::SUCCESS || crs.is_null()) return;  // RFC 7946: it is WGS 84
    std::string_view name;
    if (crs["properties"]["name"].get(name) == simdjson::SUCCESS &&
        (name.ends_with("CRS84") || name.ends_with(":4326") || name.ends_with("CRS:84"))) {
        return;
    }
    refuse(verbatim("crs"),
           message("WGS 84 (CRS84 or EPSG:4326), or crs = \"EPSG:...\" in [shape] or --crs TABLE=EPSG:... of "
                   "`method run`"),
           verbatim(simdjson::minify(crs)));
}

// The features of a FeatureCollection on WGS 84, or of one `elsewhere`.
json::array features_in(json::parser& parser, std::string_view text, bool elsewhere = false) {
    const json::element root = json_root(parser, text, verbatim("GeoJSON"));
    std::string_view type;
    if (root["type"].get(type) != simdjson::SUCCESS) type = {};
    if (type == "Topology") {
        refuse(message("file"), message("a FeatureCollection"),
               message("TopoJSON, whose borders are arcs that areas share. Ask for GeoJSON, or convert "
                       "it (mapshaper IN -o format=geojson OUT)"));
    }
    if (type != "FeatureCollection") {
        refuse(message("file"), message("a FeatureCollection"),
               type.empty() ? message("no \"type\"") : verbatim(type));
    }
    if (!elsewhere) require_wgs84(root);
    // Of two members of a name one alone would be read, and the rest lost without a word.
    const json::object members = root.get_object();
    const auto lists = std::count_if(members.begin(), members.end(),
                                     [](const auto& member) { return member.key == "features"; });
    if (lists > 1)
        refuse(message("file"), message("one array \"features\""), verbatim(std::to_string(lists)));
    json::array features;
    if (root["features"].get(features) != simdjson::SUCCESS)
        refuse(message("file"), message("an array \"features\""), message("none"));
    return features;
}

// Text as it is, 15.0 as "15", null as "", lists as JSON.
std::string plain_text(json::element value) {
    switch (value.type()) {
        case json::element_type::STRING: return std::string{std::string_view{value}};
        case json::element_type::NULL_VALUE: return {};
        case json::element_type::DOUBLE: return fmt::format("{}", double{value});
        default: return simdjson::minify(value);
    }
}

template <class Expected>
json::array array_in(json::element value, const Message& where, const Expected& expected) {
    json::array items;
    if (value.get(items) != simdjson::SUCCESS)
        refuse(where, expected(), verbatim(simdjson::minify(value).substr(0, 40)));
    return items;
}

struct Position {
    LonLat at;
    Planar written;  // as the file has it
};

Position read_position(json::element value, const Message& where, const Projection* from) {
    const auto expected = [] { return message("a position [longitude, latitude] in degrees"); };
    double at[2] = {};
    std::size_t n = 0;
    for (const json::element number : array_in(value, where, expected)) {
        if (n < 2 && number.get(at[n]) != simdjson::SUCCESS)
            refuse(where, expected(), verbatim(simdjson::minify(value)));
        ++n;  // a height may follow; it is not used
    }
    if (n < 2) refuse(where, expected(), verbatim(simdjson::minify(value)));
    if (from) {
        const auto there = from->to_degrees(at[0], at[1]);
        if (!there)
            refuse(where, message("a position of the coordinate reference system that is said"),
                   verbatim(simdjson::minify(value)));
        return {*there, {at[0], at[1]}};
    }
    if (std::abs(at[0]) > 180 || std::abs(at[1]) > 90) {
        refuse(where, message("{}; say in which system they are, such as crs = \"EPSG:3116\"", expected()),
               verbatim(simdjson::minify(value)));
    }
    return {{at[0], at[1]}, {at[0], at[1]}};
}

Ring read_ring(json::element value, const Message& where, const Projection* from) {
    Ring ring;
    std::size_t corners = 0;
    Planar last;
    for (const json::element position :
         array_in(value, where, [] { return message("a ring of positions"); })) {
        const auto [at, written] = read_position(position, where, from);
        if (from && corners > 0) {
            const auto more = between(last, written, *from);
            ring.insert(ring.end(), more.begin(), more.end());
        }
        ring.push_back(at);
        last = written;
        ++corners;
    }
    if (corners < 4) refuse(where, message("a ring of at least four positions"), message("{}", corners));
    if (ring.front() != ring.back()) {
        refuse(where, message("a closed ring, its last position equal to its first"),
               message("[{}, {}] and [{}, {}]", ring.front().lon, ring.front().lat, ring.back().lon,
                       ring.back().lat));
    }
    return ring;
}

Polygon read_polygon(json::element value, const Message& where, const Projection* from) {
    Polygon polygon;
    for (const json::element ring :
         array_in(value, where, [] { return message("a polygon, an array of rings"); })) {
        polygon.push_back(read_ring(ring, where, from));
    }
    return polygon;
}

MultiPolygon read_geometry(json::element geometry, const Message& where, const Projection* from) {
    if (geometry.is_null()) return {};
    std::string_view type;
    if (geometry["type"].get(type) != simdjson::SUCCESS)
        refuse(where, message("a geometry with a \"type\""), message("none"));
    if (type != "Polygon" && type != "MultiPolygon") return {};

    json::element coordinates;
    if (geometry["coordinates"].get(coordinates) != simdjson::SUCCESS)
        refuse(where, message("\"coordinates\""), message("none"));
    MultiPolygon shape;
    if (type == "Polygon") {
        shape.push_back(read_polygon(coordinates, where, from));
    } else {
        for (const json::element polygon :
             array_in(coordinates, where, [] { return message("an array of polygons"); })) {
            shape.push_back(read_polygon(polygon, where, from));
        }
    }
    std::erase_if(shape, [](const Polygon& polygon) { return polygon.empty(); });
    return shape;
}

Properties read_properties(json::element feature) {
    Properties out;
    json::object properties;
    if (feature["properties"].get(properties) == simdjson::SUCCESS) {
        each_leaf(properties, [&](std::string_view name, json::element content) {
            out.emplace_back(composed(name), composed(plain_text(content)));
        });
    }
    return out;
}

Line read_line(json::element value, const Message& where) {
    Line line;
    for (const json::element position : array_in(value, where, [] { return message("a line of positions"); }))
        line.push_back(read_position(position, where, nullptr).at);
    return line;
}

std::vector<Line> read_lines(json::element feature, const Message& where) {
    json::element geometry, coordinates;
    std::string_view type;
    if (feature["geometry"].get(geometry) != simdjson::SUCCESS ||
        geometry["type"].get(type) != simdjson::SUCCESS ||
        geometry["coordinates"].get(coordinates) != simdjson::SUCCESS) {
        return {};
    }
    if (type == "LineString") return {read_line(coordinates, where)};
    std::vector<Line> lines;
    if (type != "MultiLineString") return lines;
    for (const json::element part : array_in(coordinates, where, [] { return message("an array of lines"); }))
        lines.push_back(read_line(part, where));
    return lines;
}

Feature read_feature(json::element value, const Message& where, const Projection* from) {
    Feature feature{read_properties(value), {}};
    json::element geometry;
    if (value["geometry"].get(geometry) != simdjson::SUCCESS)
        refuse(where, message("a \"geometry\""), message("none"));
    feature.shape = read_geometry(geometry, where, from);
    return feature;
}

}  // namespace

std::vector<Feature> read_geojson(std::string_view text, const Projection* from) {
    json::parser parser;
    std::vector<Feature> read;
    for (const json::element feature : features_in(parser, text, from != nullptr)) {
        read.push_back(read_feature(feature, message("feature {}", read.size() + 1), from));
    }
    return read;
}

std::vector<LineFeature> read_geojson_lines(std::string_view text) {
    json::parser parser;
    std::vector<LineFeature> read;
    for (const json::element feature : features_in(parser, text)) {
        const Message where = message("feature {}", read.size() + 1);
        LineFeature one{read_properties(feature), read_lines(feature, where)};
        std::erase_if(one.lines, [](const Line& line) { return line.size() < 2; });
        read.push_back(std::move(one));
    }
    return read;
}

// --- features as rows -------------------------------------------------------------------

struct FeatureRows::Parsed {
    json::parser parser;
    json::array features;
    std::vector<std::string> names;
    std::unordered_map<std::string, std::size_t> column_of;
    std::size_t size = 0;
};

namespace {

std::optional<LonLat> point_of(json::element feature, std::size_t number) {
    json::element geometry;
    std::string_view type;
    if (feature["geometry"].get(geometry) != simdjson::SUCCESS ||
        geometry["type"].get(type) != simdjson::SUCCESS || type != "Point") {
        return std::nullopt;
    }
    LonLat at;
    const auto coordinates = geometry["coordinates"];
    if (coordinates.at(0).get(at.lon) != simdjson::SUCCESS ||
        coordinates.at(1).get(at.lat) != simdjson::SUCCESS) {
        json::array found;
        if (coordinates.get(found) == simdjson::SUCCESS && found.size() == 0)
            return std::nullopt;  // an empty point
        refuse(message("feature {}", number), message("a position [longitude, latitude] in degrees"),
               verbatim(simdjson::minify(geometry).substr(0, 80)));
    }
    return at;
}

}  // namespace

FeatureRows::FeatureRows(std::string_view text, std::size_t most, bool projected)
    : parsed_{std::make_unique<Parsed>()} {
    Parsed& all = *parsed_;
    all.features = features_in(all.parser, text, projected);
    for (const json::element feature : all.features) {
        ++all.size;
        json::object properties;
        if (all.names.size() >= most || feature["properties"].get(properties) != simdjson::SUCCESS) continue;
        each_leaf(properties, [&](std::string_view name, json::element) {
            if (all.column_of.try_emplace(std::string{name}, all.names.size()).second)
                all.names.emplace_back(name);
        });
    }
}

FeatureRows::~FeatureRows() = default;
FeatureRows::FeatureRows(FeatureRows&&) noexcept = default;
FeatureRows& FeatureRows::operator=(FeatureRows&&) noexcept = default;

const std::vector<std::string>& FeatureRows::names() const {
    return parsed_->names;
}

std::size_t FeatureRows::size() const {
    return parsed_->size;
}

void FeatureRows::each(
    const std::function<bool(const std::vector<std::string>&, std::optional<LonLat>)>& give) const {
    std::vector<std::string> cells(parsed_->names.size());
    std::size_t number = 0;
    for (const json::element feature : parsed_->features) {
        ++number;
        for (auto& cell : cells) cell.clear();
        json::object properties;
        if (feature["properties"].get(properties) == simdjson::SUCCESS) {
            each_leaf(properties, [&](std::string_view name, json::element value) {
                const auto column = parsed_->column_of.find(std::string{name});
                if (column != parsed_->column_of.end()) cells[column->second] = plain_text(value);
            });
        }
        if (!give(cells, point_of(feature, number))) return;
    }
}

// --- geometry as text -------------------------------------------------------------------

MultiPolygon parse_geojson_geometry(std::string_view text) {
    json::parser parser;
    return read_geometry(json_root(parser, text, verbatim("GeoJSON")), message("geometry"), nullptr);
}

namespace {

void write(fmt::memory_buffer& out, const Ring& ring) {
    for (std::size_t i = 0; i < ring.size(); ++i) {
        fmt::format_to(fmt::appender(out), "{}[{:.7f},{:.7f}]", i == 0 ? "[" : ",", ring[i].lon, ring[i].lat);
    }
    out.push_back(']');
}

void write(fmt::memory_buffer& out, const Polygon& polygon) {
    for (std::size_t i = 0; i < polygon.size(); ++i) {
        out.push_back(i == 0 ? '[' : ',');
        write(out, polygon[i]);
    }
    out.push_back(']');
}

}  // namespace

std::string geojson_geometry(const MultiPolygon& shape) {
    fmt::memory_buffer out;
    if (shape.size() == 1) {
        out.append(std::string_view{R"({"type":"Polygon","coordinates":)"});
        write(out, shape.front());
    } else {
        out.append(std::string_view{R"({"type":"MultiPolygon","coordinates":[)"});
        for (std::size_t i = 0; i < shape.size(); ++i) {
            if (i > 0) out.push_back(',');
            write(out, shape[i]);
        }
        out.push_back(']');
    }
    out.push_back('}');
    return fmt::to_string(out);
}

}  // namespace atalaya::geo
