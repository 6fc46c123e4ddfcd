#include "core/text_place.hpp"

#include <algorithm>

#include "core/text.hpp"

namespace atalaya {

TextPlace place_in(std::string_view text, std::size_t at) {
    const std::string_view before = text.substr(0, std::min(at, text.size()));
    const auto line_end = before.rfind('\n');
    const std::string_view line = line_end == std::string_view::npos ? before : before.substr(line_end + 1);
    return {1 + std::count(before.begin(), before.end(), '\n'),
            1 + static_cast<std::int64_t>(length_utf8(line))};
}

std::size_t utf8_until(std::string_view bytes) {
    std::size_t at = 0;
    while (at < bytes.size()) {
        const auto lead = static_cast<unsigned char>(bytes[at]);
        const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        if (lead >= 0x80 && !is_utf8(bytes.substr(at, length))) break;
        at += length;
    }
    return at;
}

}  // namespace atalaya
