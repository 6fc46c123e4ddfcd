// What the words beside a number make of it: a rise or a fall, a bound, an about.
#pragma once

#include <cstddef>
#include <span>

#include "service/claim_number.hpp"

namespace atalaya::service {

// A number of a claim, and the words [first, past) that it takes up.
struct FoundNumber {
    SaidNumber number;
    std::size_t first{}, past{};
};

// Whether a word says that something rose or fell.
bool moves(const ClaimWord& word);

// -1, 1 or 0 where nothing says it: the word of rising or falling that is nearest to the number at [first, past), in
// three languages. O(words).
int direction(std::span<const ClaimWord> words, std::size_t first, std::size_t past);

// With the bound of "más de" or "menos de" before it; "casi" and "unos" make it twice as wide and a tenth of itself at least.
FoundNumber hedged(std::span<const ClaimWord> words, FoundNumber found);

}  // namespace atalaya::service
