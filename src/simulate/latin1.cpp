#include "simulate/latin1.hpp"

#include "core/error.hpp"

namespace atalaya::simulate {

std::string latin1_from_utf8(std::string_view utf8) {
    std::string out;
    for (std::size_t i = 0; i < utf8.size(); ++i) {
        const auto byte = static_cast<unsigned char>(utf8[i]);
        if (byte < 0x80) {
            out += utf8[i];
            continue;
        }
        expects((byte == 0xC2 || byte == 0xC3) && i + 1 < utf8.size(),
                "latin1_from_utf8: letters up to U+00FF");
        out += static_cast<char>(((byte & 0x03) << 6) | (static_cast<unsigned char>(utf8[++i]) & 0x3F));
    }
    return out;
}

}  // namespace atalaya::simulate
