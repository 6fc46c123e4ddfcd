#include "core/name_order.hpp"

#include <algorithm>
#include <compare>
#include <string>

#include "core/composed.hpp"
#include "core/text.hpp"

namespace atalaya {
namespace {

bool is_digit(char c) {
    return '0' <= c && c <= '9';
}

// The digits at the beginning of a text, taken off it.
std::string_view take_number(std::string_view& text) {
    const auto end =
        static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_digit) - text.begin());
    const auto digits = text.substr(0, end);
    text.remove_prefix(end);
    return digits;
}

std::string_view without_zeros(std::string_view digits) {
    return digits.substr(std::min(digits.find_first_not_of('0'), digits.size()));
}

// What the letters say. An ñ becomes an n with the byte after it that comes after every letter, so "nz" is before "ñ".
std::string letters_of(std::string_view name) {
    constexpr std::string_view after_every_n = "n\x7f";
    return folded(replaced(replaced(std::string{name}, "ñ", after_every_n), "Ñ", after_every_n));
}

std::strong_ordering by_numbers(std::string_view a, std::string_view b) {
    const auto x = without_zeros(a), y = without_zeros(b);
    if (x.size() != y.size()) return x.size() <=> y.size();
    return x <=> y;
}

// Blanks first, then digits, then the rest.
int kind_of(char c) {
    return c == ' ' ? 0 : is_digit(c) ? 1 : 2;
}

std::strong_ordering by_letters(std::string_view a, std::string_view b) {
    while (!a.empty() && !b.empty()) {
        if (is_digit(a.front()) && is_digit(b.front())) {
            const auto numbers = by_numbers(take_number(a), take_number(b));
            if (numbers != 0) return numbers;
            continue;
        }
        if (kind_of(a.front()) != kind_of(b.front())) return kind_of(a.front()) <=> kind_of(b.front());
        if (a.front() != b.front()) return a.substr(0, 1) <=> b.substr(0, 1);
        a.remove_prefix(1);
        b.remove_prefix(1);
    }
    return b.empty() <=> a.empty();
}

// Of the letters of ASCII and Latin-1, whose capitals end in the bytes 80 to 9E.
std::string lower(std::string_view utf8) {
    std::string out{utf8};
    for (std::size_t i = 0; i < out.size(); ++i) {
        const auto c = static_cast<unsigned char>(out[i]);
        const bool after_c3 = i > 0 && out[i - 1] == '\xC3';
        const bool capital = after_c3 ? c >= 0x80 && c <= 0x9E && c != 0x97 : c >= 'A' && c <= 'Z';
        if (capital) out[i] = static_cast<char>(c + 0x20);
    }
    return out;
}

}  // namespace

bool name_less(std::string_view whole_a, std::string_view whole_b) {
    const std::string a = composed(whole_a), b = composed(whole_b);
    if (const auto letters = by_letters(letters_of(a), letters_of(b)); letters != 0) return letters < 0;
    if (const auto length = length_utf8(a) <=> length_utf8(b); length != 0) return length < 0;
    if (const auto accents = lower(a) <=> lower(b); accents != 0) return accents < 0;
    if (a != b) return a > b;  // lower before upper: their bytes are the other way round
    return whole_a < whole_b;
}

}  // namespace atalaya
