#include "core/json.hpp"

#include <fmt/format.h>

#include <cmath>

#include "core/error.hpp"
#include "core/text.hpp"

namespace atalaya {

std::string canonical_number(double value) {
    if (!std::isfinite(value)) return "null";
    if (value == 0) return "0";
    return fmt::format("{:.10g}", value);
}

std::string json_quoted(std::string_view text) {
    if (!is_utf8(text)) return json_quoted(utf8_from_latin1(text));  // the name of a file may be any bytes
    std::string out = "\"";
    for (const char c : text) {
        switch (c) {
            case '"': out += "\\\""; break;
            case '\\': out += "\\\\"; break;
            case '\n': out += "\\n"; break;
            case '\r': out += "\\r"; break;
            case '\t': out += "\\t"; break;
            default:
                if (static_cast<unsigned char>(c) < 0x20) {
                    out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
                } else {
                    out += c;
                }
        }
    }
    return out + "\"";
}

void JsonWriter::separate() {
    if (comma_) out_ += ',';
    comma_ = true;
}

JsonWriter& JsonWriter::object() {
    separate();
    out_ += '{';
    open_.push_back('}');
    comma_ = false;
    return *this;
}

JsonWriter& JsonWriter::array() {
    separate();
    out_ += '[';
    open_.push_back(']');
    comma_ = false;
    return *this;
}

JsonWriter& JsonWriter::end() {
    expects(!open_.empty(), "JsonWriter::end closes something that is open");
    out_ += open_.back();
    open_.pop_back();
    comma_ = true;
    return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
    separate();
    out_ += json_quoted(name);
    out_ += ':';
    comma_ = false;
    return *this;
}

JsonWriter& JsonWriter::text(std::string_view value) {
    return raw(json_quoted(value));
}
JsonWriter& JsonWriter::number(double value) {
    return raw(canonical_number(value));
}
JsonWriter& JsonWriter::integer(std::int64_t value) {
    return raw(std::to_string(value));
}
JsonWriter& JsonWriter::boolean(bool value) {
    return raw(value ? "true" : "false");
}
JsonWriter& JsonWriter::null() {
    return raw("null");
}

JsonWriter& JsonWriter::raw(std::string_view json) {
    separate();
    out_ += json;
    return *this;
}

}  // namespace atalaya
