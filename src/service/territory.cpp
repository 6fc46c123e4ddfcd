#include "service/territory.hpp"

#include "core/error.hpp"

namespace atalaya::service {

Territory parse_territory(std::string_view text) {
    if (text == "ciudad" || text == "city" || text == "cidade") return {};
    const auto colon = text.find(':');
    if (colon == std::string_view::npos || colon == 0 || colon + 1 == text.size()) {
        throw Error{Fault::usage, message("territory: expected \"ciudad\" or LAYER:CODE such as comuna:1, "
                                          "found \"{}\"; `atalaya territories` lists them",
                                          text)};
    }
    return {std::string{text.substr(0, colon)}, std::string{text.substr(colon + 1)}};
}

}  // namespace atalaya::service
