#include "intake/descriptor_place.hpp"

#include <algorithm>
#include <optional>
#include <regex>

#include "core/error.hpp"
#include "intake/number_between.hpp"

namespace atalaya::intake {

namespace {

using Texts = std::vector<std::string>;

// From the coordinate reference system that is written there; none where none is.
std::optional<geo::Projection> projection_of(TomlTable& table) {
    const std::string crs = table.text("crs", "");
    if (crs.empty()) return {};
    try {
        return geo::Projection{crs};
    } catch (const Error&) {
        table.refuse(
            "crs",
            message("\"crs\" should be a system that PROJ knows, such as \"EPSG:3116\"; found \"{}\".", crs));
    }
}

// "column", or ["street", "number"].
Texts one_or_more(TomlTable& table, std::string_view key) {
    return table.holds_text(key) ? Texts{table.text(key)} : table.optional_texts(key);
}

void read_address(AddressRule& rule, TomlTable& table) {
    rule.columns = one_or_more(table, "address");
    rule.crossing = table.text("crossing", "");
    rule.otherwise = table.text("otherwise", "");
    rule.area = table.text("address_area", "");
    for (const char* key : {"crossing", "otherwise", "address_area"}) {
        if (!rule.any() && table.has(key))
            table.refuse(key, message("\"{}\" belongs to an \"address\"; there is none.", key));
    }
}

// An expression with a group, "" where there is none.
std::string pattern_of(TomlTable& table) {
    const std::string pattern = table.text("pattern", "");
    if (pattern.empty()) return pattern;
    try {
        if (std::regex{pattern}.mark_count() > 0) return pattern;
    } catch (const std::regex_error&) {
        // said below
    }
    table.refuse("pattern",
                 message("\"pattern\" should be a regular expression with the part that is meant in "
                         "parentheses, such as \"C-([0-9]+)$\"; found \"{}\".",
                         pattern));
}

}  // namespace

void read_place(Source& source, TomlTable table) {
    read_address(source.place.address, table);
    source.place.from = projection_of(table);
    const char *lon = source.place.from ? "x" : "lon", *lat = source.place.from ? "y" : "lat";
    // Where there is an address there need be no point, but half of one is a slip.
    if (!source.place.address.any() || table.has(lon) || table.has(lat)) {
        source.place.lon = table.text(lon);
        source.place.lat = table.text(lat);
    }
    const auto box = table.optional_numbers("box");
    if (!box.empty()) {
        const bool good = box.size() == 4 && -180 <= box[0] && box[0] < box[2] && box[2] <= 180 &&
                          -90 <= box[1] && box[1] < box[3] && box[3] <= 90;
        if (!good) table.refuse("box", message("\"box\" should be four numbers: west, south, east, north."));
        std::copy(box.begin(), box.end(), source.place.box.begin());
    }
    table.done();
}

void read_areas(Source& source, TomlTable& top) {
    static const Texts choices{"text", "point"};
    for (auto& [layer, table] : top.named_tables("area")) {
        AreaRule rule{.layer = layer,
                      .column = table.text("column"),
                      .within = table.text("within", ""),
                      .pattern = pattern_of(table),
                      .aliases = {}};
        rule.prefer = table.one_of("prefer", choices, "text") == "text" ? Prefer::text : Prefer::point;
        rule.aliases = table.named_texts("aliases");
        table.done();
        source.areas.push_back(std::move(rule));
    }
}

void read_shape(Source& source, TomlTable table) {
    ShapeRule& rule = source.shape;
    rule.layer = table.text("layer");
    rule.code = table.text("code");
    rule.name = table.text("name", "");
    rule.geometry = table.text("geometry", "");
    rule.within = table.text("within", "");
    rule.drawn = table.boolean("drawn", true);
    rule.called = table.optional_words("called");
    rule.valid_from = table.optional_day("valid_from");
    rule.from = projection_of(table);
    if (auto parent = table.optional_table("parent")) {
        rule.parent_layer = parent->text("layer");
        rule.parent = parent->text("column");
        rule.parent_aliases = parent->named_texts("aliases");
        parent->done();
    }
    table.done();
}

void read_places(Source& source, TomlTable table) {
    static const Texts kinds{"streets", "doors", "landmarks", "lots"};
    using What = PlacesRule::What;
    PlacesRule& rule = source.places;
    const std::string what = table.one_of("what", kinds);
    rule.what = static_cast<What>(std::find(kinds.begin(), kinds.end(), what) - kinds.begin());
    rule.name = table.text(rule.what == What::doors ? "street" : rule.what == What::lots ? "block" : "name");
    if (rule.what == What::streets || rule.what == What::landmarks) rule.also = one_or_more(table, "also");
    if (rule.what == What::streets) rule.way = table.text("way", "");
    if (rule.what == What::doors) {
        rule.code = table.text("street_code", "");
        rule.number = table.text("number");
        rule.letter = table.text("letter", "");
    }
    if (rule.what == What::lots) rule.lot = table.text("lot");
    if (rule.what == What::landmarks || rule.what == What::lots)
        rule.radius = number_between(table, "radius", rule.what == What::lots ? 15 : 50, 1, 5'000);
    if (rule.what != What::streets) {
        rule.from = projection_of(table);
        rule.lon = table.text(rule.from ? "x" : "lon");
        rule.lat = table.text(rule.from ? "y" : "lat");
    }
    table.done();
    if (rule.what == What::streets && source.format.type != FileType::geojson)
        table.refuse("what", message("streets come as geojson: their lines are needed."));
}

}  // namespace atalaya::intake
