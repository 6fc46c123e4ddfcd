#include "render/document.hpp"

#include "core/error.hpp"

namespace atalaya::render {

const std::string& Document::word(std::string_view wanted) const {
    for (const auto& [key, value] : words) {
        if (key == wanted) return value;
    }
    throw std::logic_error{"the document has no word \"" + std::string{wanted} + "\""};
}

}  // namespace atalaya::render
