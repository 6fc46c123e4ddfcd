// The members of a JSON object, and of the objects within it, as names of columns: "lugar": {"barrio": …} is "lugar.barrio".
#pragma once

#include <simdjson.h>

#include <string>
#include <string_view>

namespace atalaya::geo {

inline bool is_geometry(simdjson::dom::object object) {
    return object["type"].error() == simdjson::SUCCESS && object["coordinates"].error() == simdjson::SUCCESS;
}

// give(std::string_view name, simdjson::dom::element value) of each that is no object, in the file's order. A text that is
// an object itself ("{\"barrio\": …}", as catalogues of data write it) is read as one. Lists are values, and so are
// geometries and objects below the fourth level. `value` lives until give() returns.
template <class Give>
void each_leaf(simdjson::dom::object object, const Give& give, const std::string& above = {}, int level = 1) {
    constexpr int deepest = 4;
    for (const auto& [key, value] : object) {
        const std::string name = above.empty() ? std::string{key} : above + "." + std::string{key};
        simdjson::dom::object within;
        std::string_view text;
        simdjson::dom::parser parser;
        const bool holds =
            value.get(within) == simdjson::SUCCESS ||
            (value.get(text) == simdjson::SUCCESS && text.starts_with('{') && text.ends_with('}') &&
             parser.parse(text.data(), text.size()).get(within) == simdjson::SUCCESS);
        if (level < deepest && holds && !is_geometry(within))
            each_leaf(within, give, name, level + 1);
        else
            give(std::string_view{name}, value);
    }
}

}  // namespace atalaya::geo
