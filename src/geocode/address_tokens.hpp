// The words, numbers and marks of an address written by hand, and what each of them may be: what the parts of an address
// (address_parts.hpp) and its readings (address.hpp) are made of.
#pragma once

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace atalaya::geocode::written {

struct Token {
    enum class Is : std::uint8_t { word, number, mark };
    Is is;
    std::string_view text;
    bool glued = false;  // no blank before it
    bool dotted = false;
};
using Tokens = std::vector<Token>;
using Span = std::span<const Token>;

inline constexpr Token comma{Token::Is::mark, ",", false, false};

inline bool one_of(std::string_view word, std::initializer_list<std::string_view> known) {
    return std::ranges::find(known, word) != known.end();
}
inline bool is_word(const Token& token) {
    return token.is == Token::Is::word;
}
inline bool is_number(const Token& token) {
    return token.is == Token::Is::number;
}
inline bool is_mark(const Token& token, std::string_view mark) {
    return token.is == Token::Is::mark && token.text == mark;
}

// "nro", "altura": a door's number follows.
bool number_sign(std::string_view word);
bool block_word(std::string_view word);
bool lot_word(std::string_view word);
// After a block alone: "Mz. 4, L. 12", "Mz 4 casa 12"; elsewhere the initial of a name, a unit.
bool lot_letter(std::string_view word);
bool kilometre_word(std::string_view word);
// "apto", "piso": within a building.
bool unit_word(std::string_view word);
bool area_word(std::string_view word);
// Before the name of an area that follows a comma, in Mexico, Chile and Colombia; elsewhere in a street's name.
bool settlement_word(std::string_view word);
// "calle", "av", "cra": what kind of street it is.
bool is_way(const Token& token);

// Of folded text; "mz4" is a word and a number, "1234bis" a number and its letter, "1.234" one number. What is in them is
// in `text`. O(n).
Tokens tokens_of(std::string_view text);

// Of twelve figures at most.
std::int64_t value_of(const Token& number);
bool may_be_door(const Token& token);
// Without the marks.
std::string text_of(Span tokens);
bool has_words(Span tokens);
void erase(Tokens& tokens, std::size_t first, std::size_t count);

}  // namespace atalaya::geocode::written
