// Writing JSON, so that the same values are the same bytes: keys in the order
// they are given, no blanks, doubles with at most 10 significant digits (what
// digests are taken over). Reading is nlohmann's job, in the few files that need it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace atalaya {

// 10 significant digits, no trailing zeros, "-0" is "0"; "null" when not finite.
std::string canonical_number(double value);

std::string json_quoted(std::string_view utf8);

//     JsonWriter json;
//     json.object().key("value").number(3).key("unit").text("hechos").end();
//     json.str()   {"value":3,"unit":"hechos"}
class JsonWriter {
  public:
    JsonWriter& object();
    JsonWriter& array();
    JsonWriter& end();
    JsonWriter& key(std::string_view name);
    JsonWriter& text(std::string_view value);
    JsonWriter& number(double value);
    JsonWriter& number(std::optional<double> value) { return value ? number(*value) : null(); }
    JsonWriter& integer(std::int64_t value);
    JsonWriter& boolean(bool value);
    JsonWriter& null();
    // Text that already is JSON.
    JsonWriter& raw(std::string_view json);

    const std::string& str() const { return out_; }

  private:
    void separate();

    std::string out_;
    std::vector<char> open_;
    bool comma_ = false;
};

}  // namespace atalaya
