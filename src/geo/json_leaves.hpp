// The members of a JSON object, and of the objects within it, as names of columns: "lugar": {"barrio": …} is "lugar.barrio".
#pragma once

#include <functional>
#include <string_view>

namespace simdjson::dom {
class element;
class object;
}  // namespace simdjson::dom

namespace atalaya::geo {

using GiveLeaf = std::function<void(std::string_view name, const simdjson::dom::element& value)>;

// Gives each that is no object, in the file's order. A text that is an object itself ("{\"barrio\": …}", as catalogues of
// data write it) is read as one. Lists are values, and so are geometries and objects below the fourth level. `value` lives
// until give() returns. O(bytes).
void each_leaf(const simdjson::dom::object& object, const GiveLeaf& give);

}  // namespace atalaya::geo
