// What number a claim says, and of what kind.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "service/claim_words.hpp"

namespace atalaya::service {

// How many; by what percent (signed); what percent of the whole; how many for so many residents.
enum class ClaimKind { count, change, share, rate };
// "más de 100", "menos de 100": what says so is true of every number beyond, or short of it.
enum class Bound { none, at_least, at_most };

struct SaidNumber {
    ClaimKind kind{};
    double value{};
    double tolerance = 0.5;
    bool levels = false;    // a change that is said by what it was and what it is: "de 40 a 55"
    bool signless = false;  // a change that nobody said to be up or down: either will do
    Bound bound = Bound::none;
    std::size_t first{}, past{};  // its own words, and the first after them
    double per = 0;               // of a rate: for so many residents
    // Words of figures that say no year though they may look like one: of a rate its number and for how many it is.
    std::vector<std::size_t> figures{};

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
//     a number that is no year (but right after "hubo"), in figures, then in words; "ningún" and "no hubo" are 0
//
// A multiple or a fraction is within a twentieth of itself (a third 0.317 to 0.350); "uno de cada cinco" and "casi", "unos",
// "cerca de" make it a tenth.
// A rate is the number before "por 100.000" or "cada mil habitantes" (nearest to it, or right before it though it looks like a
// year), or of "tasa" without that, for 100,000; of two numbers like years the last is the rate.
// Throws Error{usage} where none is there, and for what counts of months cannot answer: percentages of rates, one every
// so many hours or days, days and weeks, percentage points.
SaidNumber said_number(std::span<const ClaimWord> words, const std::string& text);

}  // namespace atalaya::service
