// The objects of a JSON file that are rows.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace simdjson::dom {
class object;
class parser;
}  // namespace simdjson::dom

namespace atalaya::intake {

// Those of the list that `text` is, in their order; of the one list of objects within the objects that it is
// ({"total": 2, "items": [{…}, {…}]}, as services answer), or one on each line (JSON Lines). They live as long as `parser` reads
// nothing else. Error bad_input: where it is no JSON, by line and column; which lists there are, when there are several; which item is
// no object. O(bytes).
std::vector<simdjson::dom::object> json_objects(simdjson::dom::parser& parser, std::string_view text,
                                                const std::string& file);

}  // namespace atalaya::intake
