// Lines on the ground, such as the axes of streets.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/place.hpp"

namespace atalaya::geo {

using Line = std::vector<LonLat>;

struct LineFeature {
    std::vector<std::pair<std::string, std::string>> properties;  // as read_geojson() writes them
    std::vector<Line> lines;  // empty unless (Multi)LineString; those of fewer than two positions left out

    const std::string* property(std::string_view name) const {
        for (const auto& [known, value] : properties) {
            if (known == name) return &value;
        }
        return nullptr;
    }
};

// A FeatureCollection on WGS 84. Throws Error{bad_input} as read_geojson() does.
std::vector<LineFeature> read_geojson_lines(std::string_view text);

}  // namespace atalaya::geo
