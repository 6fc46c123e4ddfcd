// The value that a JSON text is, or where and why it is none.
#pragma once

#include <string_view>

#include "core/message.hpp"

namespace simdjson::dom {
class element;
class parser;
}  // namespace simdjson::dom

namespace atalaya::geo {

// What `text` says (RFC 8259), a byte order mark before it left out; lives as long as `parser` reads nothing else. Error bad_input
// "WHAT, line 3, column 7: expected JSON, found …", also where it is not UTF-8. O(bytes).
simdjson::dom::element json_root(simdjson::dom::parser& parser, std::string_view text, const Message& what);

}  // namespace atalaya::geo
