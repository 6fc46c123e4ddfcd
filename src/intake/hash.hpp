// A fast 64-bit hash for telling rows apart within and between deliveries: the same on every
// machine, not for secrets. Bytes are taken eight at a time, little end first, and mixed with
// the finaliser of MurmurHash3 (A. Appleby, public domain).
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace atalaya::intake {

constexpr std::uint64_t mixed(std::uint64_t x) {
    x ^= x >> 33;
    x *= 0xff51afd7ed558ccdu;
    x ^= x >> 33;
    x *= 0xc4ceb9fe1a85ec53u;
    x ^= x >> 33;
    return x;
}

// Order matters: combined(combined(0, a), b) is not combined(combined(0, b), a).
constexpr std::uint64_t combined(std::uint64_t hash, std::uint64_t value) {
    return mixed(hash * 0x9e3779b97f4a7c15u + value + 0x2545f4914f6cdd1du);
}

// The first eight bytes of `text`, or all of fewer, as a number.
inline std::uint64_t word_of(std::string_view text) {
    if constexpr (std::endian::native == std::endian::little) {
        if (text.size() >= 8) {
            std::uint64_t word;
            std::memcpy(&word, text.data(), 8);
            return word;
        }
    }
    std::uint64_t word = 0;
    for (std::size_t i = 0; i < text.size() && i < 8; ++i) {
        word |= static_cast<std::uint64_t>(static_cast<unsigned char>(text[i])) << (8 * i);
    }
    return word;
}

inline std::uint64_t hash_of(std::string_view text) {
    std::uint64_t hash = text.size();
    while (!text.empty()) {
        hash = combined(hash, word_of(text));
        text.remove_prefix(text.size() < 8 ? text.size() : 8);
    }
    return hash;
}

}  // namespace atalaya::intake
