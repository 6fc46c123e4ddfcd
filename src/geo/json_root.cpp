#include "geo/json_root.hpp"

#include <simdjson.h>

#include "core/error.hpp"
#include "core/text_place.hpp"
#include "geo/json_fault.hpp"

namespace atalaya::geo {

simdjson::dom::element json_root(simdjson::dom::parser& parser, std::string_view text, const Message& what) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());

    const auto refuse = [&](std::size_t at, const Message& expected, const Message& found) {
        const TextPlace place = place_in(text, at);
        throw Error{Fault::bad_input, message("{}, line {}, column {}: expected {}, found {}", what,
                                              place.line, place.column, expected, found)};
    };
    simdjson::dom::element root;
    const auto fault = parser.parse(text.data(), text.size()).get(root);
    if (fault == simdjson::UTF8_ERROR) {
        refuse(utf8_until(text), message("UTF-8"),
               message("other bytes; say encoding = \"latin-1\" where the source is described"));
    }
    if (fault != simdjson::SUCCESS) {
        refuse(fault_in_json(text), message("JSON"),
               message("other text (the reader says: {}). Fetch the file again",
                       simdjson::error_message(fault)));
    }
    return root;
}

}  // namespace atalaya::geo
