// The index by which points find the areas of a layer. A city's outlines come again with every delivery that is read, and laying
// them out costs more than reading a month of facts: the layers asked for last are kept for who asks for the same.
#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "geo/area.hpp"

namespace atalaya::intake {

// Of geometries as GeoJSON, in this order: AreaIndex::locate gives their numbers. The same texts give the same index as
// long as it is among the last eight that were asked for. Error{bad_input} when one cannot be read. From any thread. O(bytes) where
// it is kept, otherwise what AreaIndex costs.
std::shared_ptr<const geo::AreaIndex> layer_index(std::span<const std::string_view> geometries);

}  // namespace atalaya::intake
