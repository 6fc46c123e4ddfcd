// What number a claim says, and of what kind.
#pragma once

#include <cstddef>
#include <span>

#include "service/claim_words.hpp"

namespace atalaya::service {

// How many; by what percent (signed); what percent of the whole.
enum class ClaimKind { count, change, share };
// "más de 100", "menos de 100": what says so is true of every number beyond, or short of it.
enum class Bound { none, at_least, at_most };

struct SaidNumber {
    ClaimKind kind{};
    double value{};
    double tolerance = 0.5;
    bool signless = false;  // a change that nobody said to be up or down: either will do
    Bound bound = Bound::none;
    std::size_t first{}, past{};  // its own words, and the first after them

    // Whether a reading that gives `found` is what was said, and how far it is from it (0 to 1 within what was said).
    bool fits(double found) const;
    double away(double found) const;
};

// In Spanish, Portuguese or English, the first that there is of
//
//     a percentage            a change where a word of rising or falling is there (the nearest to it tells the sign),
//                             a share in "40 % de los robos" or beside "concentra" and the like without one, else a change
//                             that may be up or down
//     a multiple              "se duplicaron", "el doble", "cinco veces más": a change
//     a fraction              "la mitad", "un tercio", "uno de cada tres": a change beside a word of rising or falling or a
//                             comparison, a share of the whole else; "la mayoría" is a share of at least a half
//     from one to another     "pasaron de 40 a 55": a change
//     a number that is no year, in figures, then in words; "ningún" and "no hubo" are 0
//
// A multiple or a fraction is within a twentieth of itself (a third 0.317 to 0.350); "casi", "unos", "cerca de" make it a tenth.
// Throws Error{usage} where none is there, and for what counts of months cannot answer: rates per inhabitants, one every
// so many hours or days, days and weeks, percentage points.
SaidNumber said_number(std::span<const ClaimWord> words, const std::string& text);

}  // namespace atalaya::service
