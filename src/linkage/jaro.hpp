// How alike two short names are, 0 to 1.
//
//     jaro = (c/|a| + c/|b| + (c - t)/c) / 3
//
// c letters of a stand in b at most max(|a|, |b|)/2 - 1 places away, each taken once, from the left;
// t is half (rounded down) the number of places at which the taken letters of a and of b, each in its own
// order, are not the same. 0 when c is 0.
//
//     jaro_winkler = jaro + 0.1 p (1 - jaro)      when jaro > 0.7, else jaro
//
// p is the number of first letters that are equal, 4 at most: whoever writes a name errs less at its start.
//
// Letters are the code points of UTF-8, compared as they are: fold the text first (core/text) so that accents and
// capitals do not count. Two empty texts are 1, an empty one and another 0; bytes that are no UTF-8
// count as a letter each. Letters are taken from the left of a; the other way round the value may differ.
//
// O(|a| + |b|) with words of 64 bits when both have at most 64 letters, O(|a| |b|) beyond. No allocation for ASCII of
// at most 64 letters.
//
// Sources: Jaro 1989, JASA 84, 414-420; Winkler 1990, Proceedings of the Section on Survey Research Methods,
// ASA, 354-359; the limit of 0.7 and the rounding as in the Census Bureau's strcmp95.c, without its
// tables of similar letters.
#pragma once

#include <cstddef>
#include <string_view>

namespace atalaya::linkage {

double jaro(std::string_view a, std::string_view b);
double jaro_winkler(std::string_view a, std::string_view b);

// No less than jaro_winkler of two texts of n and m letters of which at most `common` are in common and at most the first
// `start` are equal. n and m above 0. O(1).
double most_jaro_winkler(std::size_t common, std::size_t start, std::size_t n, std::size_t m);

}  // namespace atalaya::linkage
