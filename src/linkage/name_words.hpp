// Whether two names are one by their words: the same person is "Rubén Nicolás Vargas Díaz" on one list and "Rubén Vargas",
// "Vargas Díaz Rubén" or "Pepe" on another, which letter by letter are not alike.
//
//     each word of the shorter name has one of its own in the longer that is the same: it sounds the same, is alike by
//     jaro_winkler >= 0.9 (of five letters or more), is short for it (nicknames.hpp) or its initial;
//     two at least are so and neither is an initial, and one of them sounds the same
//
// The order of words says nothing; particles (de, la, dos ...) are no words. A name of more than six words, or of one, is
// never one with another so. A surname that another takes the place of (by marriage) is a different word: then they are not
// one by this.
//
// O(words^2) a pair; 40 bytes for each distinct name.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "linkage/column.hpp"
#include "linkage/phonetic.hpp"

namespace atalaya::linkage {

struct NameWords {
    static constexpr std::size_t most = 6;
    struct Word {
        std::uint32_t sound{};
        std::uint8_t at{}, size{};  // bytes of the name
    };
    std::array<Word, most> words{};
    std::uint8_t count = 0;  // 0: never one with another by its words
};

NameWords words_of_name(std::string_view folded_name, Tongue tongue);
// Of each value of a column, by its id.
std::vector<NameWords> name_words(const Column& names, Tongue tongue);

bool one_by_words(const NameWords& a, std::string_view name_a, const NameWords& b, std::string_view name_b);

}  // namespace atalaya::linkage
