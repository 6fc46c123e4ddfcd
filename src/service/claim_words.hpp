// A claim taken apart: its words, folded, and the numbers among them, in figures or in words of Spanish and Portuguese.
#pragma once

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace atalaya::service {

// A word, or a number with all that belongs to it: "12,5 %", "1 234", "12 mil", "ciento veinte", "40 por ciento".
struct ClaimWord {
    std::string text;  // folded; of a number in figures, as it was written
    bool number = false;
    bool percent = false;
    bool in_words = false;
    bool readable = true;  // false: figures that make no number, such as "1.2.3,4"
    double value{};
    double
        tolerance{};  // half of the last digit that was said: 40 is 39.5 to 40.5, "12 mil" 11,500 to 12,500

    bool is_year() const;  // 1900 to 2099, bare
};

// "1.234", "1,234" and "1 234" are thousands where three digits follow, decimals else, and so is every mark before "%".
// "un" and "una" are articles and no number, but in "un millón"; so is "dos" in Portuguese. O(length).
std::vector<ClaimWord> words_of_claim(std::string_view text);

// The words between single blanks, with one at each end, so that whole words can be looked for.
std::string spaced(std::span<const ClaimWord> words);

// Whether a word is one of some; "robo*" is every word that begins so.
bool is_any_of(std::string_view word, std::span<const std::string_view> known);
bool is_any_of(std::string_view word, std::initializer_list<std::string_view> known);

}  // namespace atalaya::service
