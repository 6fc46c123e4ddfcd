// What abbreviations in Spanish and Portuguese addresses stand for: one table, of data.
#pragma once

#include <span>
#include <string_view>

#include "geocode/words.hpp"

namespace atalaya::geocode {

struct Abbreviation {
    std::string_view written;  // folded, without its full stop
    std::string_view stands_for;
    Kind kind;
};

// Sorted by what is written. What is written out is in the table too, for its kind.
std::span<const Abbreviation> abbreviations();

// nullptr when the folded word is in no entry. O(log n).
const Abbreviation* abbreviation(std::string_view folded_word);

}  // namespace atalaya::geocode
