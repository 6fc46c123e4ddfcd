#include "geo/json_leaves.hpp"

#include <simdjson.h>

#include <string>

namespace atalaya::geo {

namespace {

namespace json = simdjson::dom;

bool is_geometry(json::object object) {
    return object["type"].error() == simdjson::SUCCESS && object["coordinates"].error() == simdjson::SUCCESS;
}

// The object that `value` is, or that its text is.
bool holds_object(json::element value, json::parser& parser, json::object& within) {
    std::string_view text;
    if (value.get(within) == simdjson::SUCCESS) return true;
    if (value.get(text) != simdjson::SUCCESS || !text.starts_with('{') || !text.ends_with('}')) return false;
    return parser.parse(text.data(), text.size()).get(within) == simdjson::SUCCESS;
}

void each_leaf_below(json::object object, const std::string& above, int level, const GiveLeaf& give) {
    constexpr int deepest = 4;
    for (const auto& [key, value] : object) {
        const std::string name = above + std::string{key};
        json::parser parser;
        json::object within;
        if (level < deepest && holds_object(value, parser, within) && !is_geometry(within))
            each_leaf_below(within, name + ".", level + 1, give);
        else
            give(name, value);
    }
}

}  // namespace

void each_leaf(const json::object& object, const GiveLeaf& give) {
    each_leaf_below(object, "", 1, give);
}

}  // namespace atalaya::geo
