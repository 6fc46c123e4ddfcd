// The key of a block: a number for one or more texts.
//
// Equal texts have equal keys on every machine. Different ones share a key once in 2^64, which adds a pair
// to compare and changes no answer. no_key where any of the texts is empty: what is not known
// puts nobody in a block. FNV-1a with a finaliser (MurmurHash3's, A. Appleby). O(bytes).
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string_view>

namespace atalaya::linkage {

inline constexpr std::uint64_t no_key = 0;

inline std::uint64_t key_of(std::initializer_list<std::string_view> texts) {
    std::uint64_t h = 0xcbf29ce484222325u;
    const auto eat = [&h](unsigned char byte) { h = (h ^ byte) * 0x100000001b3u; };
    for (const auto text : texts) {
        if (text.empty()) return no_key;
        for (const char c : text) eat(static_cast<unsigned char>(c));
        eat(0xFF);  // no byte of UTF-8: where a text ends
    }
    h = (h ^ h >> 33) * 0xff51afd7ed558ccdu;
    h = (h ^ h >> 33) * 0xc4ceb9fe1a85ec53u;
    h ^= h >> 33;
    return h == no_key ? 1 : h;
}

}  // namespace atalaya::linkage
