// Territories as people write them: "ciudad", "comuna:1", "barrio:nunez".
#pragma once

#include <compare>
#include <string>
#include <string_view>

namespace atalaya::service {

struct Territory {
    std::string layer;  // "" for the whole city
    std::string code;

    bool is_city() const { return layer.empty(); }
    std::string text() const { return is_city() ? "ciudad" : layer + ":" + code; }
    friend auto operator<=>(const Territory&, const Territory&) = default;
};

// Throws Error{usage} that says what forms there are. Whether the territory exists is
// for the world to say.
Territory parse_territory(std::string_view text);

}  // namespace atalaya::service
