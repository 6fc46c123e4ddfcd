// Numbers as some formats lay them in bytes. The bytes have to be there.
#pragma once

#include <bit>
#include <cstdint>
#include <string_view>

namespace atalaya::intake {

inline std::uint32_t unsigned_at(std::string_view bytes, std::size_t at, std::size_t size) {
    std::uint32_t number = 0;
    for (std::size_t i = size; i-- > 0;) number = number << 8 | static_cast<unsigned char>(bytes[at + i]);
    return number;
}
inline std::uint32_t little_32(std::string_view bytes, std::size_t at) {
    return unsigned_at(bytes, at, 4);
}
inline std::uint32_t little_16(std::string_view bytes, std::size_t at) {
    return unsigned_at(bytes, at, 2);
}
inline std::uint32_t big_32(std::string_view bytes, std::size_t at) {
    return __builtin_bswap32(unsigned_at(bytes, at, 4));
}
inline double little_double(std::string_view bytes, std::size_t at) {
    return std::bit_cast<double>(static_cast<std::uint64_t>(little_32(bytes, at + 4)) << 32 |
                                 little_32(bytes, at));
}

}  // namespace atalaya::intake
