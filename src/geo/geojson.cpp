#include <fmt/format.h>
#include <simdjson.h>

#include <cmath>

#include "core/error.hpp"
#include "geo/area.hpp"
#include "geo/projection.hpp"

namespace atalaya::geo {

namespace {

namespace json = simdjson::dom;

// Where in the file something is wrong: "feature 3".
[[noreturn]] void refuse(const Message& where, const Message& expected, const Message& found) {
    throw Error{Fault::bad_input, message("GeoJSON, {}: expected {}, found {}", where, expected, found)};
}

template <class Expected>
json::array array_in(json::element value, const Message& where, const Expected& expected) {
    json::array items;
    if (value.get(items) != simdjson::SUCCESS)
        refuse(where, expected(), verbatim(simdjson::minify(value).substr(0, 40)));
    return items;
}

LonLat read_position(json::element value, const Message& where, const Projection* from) {
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
        return *there;
    }
    if (std::abs(at[0]) > 180 || std::abs(at[1]) > 90) {
        refuse(where, message("{}; say in which system they are, such as crs = \"EPSG:3116\"", expected()),
               verbatim(simdjson::minify(value)));
    }
    return {at[0], at[1]};
}

Ring read_ring(json::element value, const Message& where, const Projection* from) {
    Ring ring;
    for (const json::element position :
         array_in(value, where, [] { return message("a ring of positions"); })) {
        ring.push_back(read_position(position, where, from));
    }
    if (ring.size() < 4)
        refuse(where, message("a ring of at least four positions"), message("{}", ring.size()));
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

// Text as it is, 15.0 as "15", null as "", lists and objects as JSON.
std::string plain(json::element value) {
    switch (value.type()) {
        case json::element_type::STRING: return std::string{std::string_view{value}};
        case json::element_type::NULL_VALUE: return {};
        case json::element_type::DOUBLE: return fmt::format("{}", double{value});
        default: return simdjson::minify(value);
    }
}

Feature read_feature(json::element value, const Message& where, const Projection* from) {
    Feature feature;
    json::object properties;
    if (value["properties"].get(properties) == simdjson::SUCCESS) {
        for (const auto& [name, content] : properties) feature.properties.emplace_back(name, plain(content));
    }
    json::element geometry;
    if (value["geometry"].get(geometry) != simdjson::SUCCESS)
        refuse(where, message("a \"geometry\""), message("none"));
    feature.shape = read_geometry(geometry, where, from);
    return feature;
}

void require_wgs84(json::element collection) {
    json::element crs;
    if (collection["crs"].get(crs) != simdjson::SUCCESS || crs.is_null()) return;  // RFC 7946: it is WGS 84
    std::string_view name;
    if (crs["properties"]["name"].get(name) == simdjson::SUCCESS &&
        (name.ends_with("CRS84") || name.ends_with(":4326") || name.ends_with("CRS:84"))) {
        return;
    }
    refuse(verbatim("crs"), message("WGS 84 (CRS84 or EPSG:4326), or crs = \"EPSG:...\" in [shape]"),
           verbatim(simdjson::minify(crs)));
}

json::element parse(json::parser& parser, std::string_view text) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());

    json::element root;
    const auto fault = parser.parse(text.data(), text.size()).get(root);
    if (fault == simdjson::UTF8_ERROR) {
        refuse(message("text"), message("UTF-8"),
               message("other bytes; say encoding = \"latin-1\" where the source is described"));
    }
    if (fault != simdjson::SUCCESS) {
        refuse(message("text"), message("JSON"),
               message("other text (the reader says: {}). Fetch the file again",
                       simdjson::error_message(fault)));
    }
    return root;
}

}  // namespace

std::vector<Feature> read_geojson(std::string_view text, const Projection* from) {
    json::parser parser;
    const json::element root = parse(parser, text);

    std::string_view type;
    if (root["type"].get(type) != simdjson::SUCCESS) type = {};
    if (type != "FeatureCollection")
        refuse(message("file"), message("a FeatureCollection"),
               type.empty() ? message("no \"type\"") : verbatim(type));
    if (!from) require_wgs84(root);

    json::array features;
    if (root["features"].get(features) != simdjson::SUCCESS)
        refuse(message("file"), message("an array \"features\""), message("none"));
    std::vector<Feature> read;
    for (const json::element feature : features) {
        read.push_back(read_feature(feature, message("feature {}", read.size() + 1), from));
    }
    return read;
}

MultiPolygon parse_geojson_geometry(std::string_view text) {
    json::parser parser;
    return read_geometry(parse(parser, text), message("geometry"), nullptr);
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
