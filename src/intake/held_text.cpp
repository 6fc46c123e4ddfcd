#include "intake/held_text.hpp"

#include <algorithm>

#include "core/text.hpp"
#include "intake/number_written.hpp"

namespace atalaya::intake {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// Bytes of letters that folding leaves as they are count as letters.
bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c & 0x80) != 0;
}

bool is_of_a_word(char c) {
    return is_letter(c) || is_digit(c);
}

// Of one word or of the whole text; "" where there is a letter, or too few digits to say whose it is.
constexpr std::size_t digits_enough = 5;
std::string digits_of(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (is_letter(c)) return {};
        if (is_digit(c)) out += c;
    }
    return out.size() < digits_enough ? std::string{} : out;
}

// Folded, with blanks for the signs of U+0080 to U+00BF and U+2000 to U+203F: “ ” – « º are no letters.
std::string compared(std::string_view text) {
    std::string out = folded(text);
    for (std::size_t i = 0; i + 1 < out.size(); ++i) {
        const bool latin = out[i] == '\xC2', general = out[i] == '\xE2' && out[i + 1] == '\x80';
        if (!latin && !general) continue;
        const std::size_t bytes = std::min<std::size_t>(latin ? 2 : 3, out.size() - i);
        std::fill_n(out.begin() + static_cast<std::ptrdiff_t>(i), bytes, ' ');
    }
    return out;
}

bool stands_in(std::string_view word, std::string_view folded_cell) {
    for (auto at = folded_cell.find(word); at != std::string_view::npos;
         at = folded_cell.find(word, at + 1)) {
        const auto end = at + word.size();
        const bool begins = at == 0 || !is_of_a_word(folded_cell[at - 1]);
        if (begins && (end == folded_cell.size() || !is_of_a_word(folded_cell[end]))) return true;
    }
    return false;
}

std::string_view without_marks(std::string_view word) {
    while (!word.empty() && !is_of_a_word(word.front())) word.remove_prefix(1);
    while (!word.empty() && !is_of_a_word(word.back())) word.remove_suffix(1);
    return word;
}

}  // namespace

HeldText::HeldText(std::string_view text) {
    const std::string all = compared(text);
    for (const auto part : split(all, ' ')) {
        if (const auto word = without_marks(part); !word.empty()) words_.emplace_back(word);
    }
    number_ = digits_of(all);
}

bool HeldText::says_enough() const {
    std::ptrdiff_t letters = 0, digits = 0;
    for (const auto& word : words_) {
        letters += std::ranges::count_if(word, is_letter);
        digits += std::ranges::count_if(word, is_digit);
    }
    return letters + digits >= (letters > 0 ? 3 : 5);
}

bool HeldText::in(std::span<const std::string_view> cells) const {
    std::vector<bool> seen(words_.size());
    std::size_t left = words_.size();
    for (const auto cell : cells) {
        if (cell.empty() || left == 0) continue;
        const std::string said = compared(cell);
        if (!number_.empty() && number_written_in(number_, said)) return true;
        for (std::size_t i = 0; i < words_.size(); ++i) {
            if (seen[i] || !(stands_in(words_[i], said) || number_written_in(digits_of(words_[i]), said)))
                continue;
            seen[i] = true;
            --left;
        }
    }
    return !words_.empty() && left == 0;
}

bool HeldText::told_in(std::string_view cell) const {
    constexpr std::ptrdiff_t telling = 4;
    if (in(cell)) return true;
    const std::string said = compared(cell);
    return std::ranges::any_of(words_, [&](const std::string& word) {
        return std::ranges::count_if(word, is_letter) >= telling && stands_in(word, said);
    });
}

bool any_in(std::span<const HeldText> texts, std::string_view cell) {
    return any_in(texts, std::span{&cell, 1});
}

bool any_in(std::span<const HeldText> texts, std::span<const std::string_view> cells) {
    return std::ranges::any_of(texts, [&](const HeldText& text) { return text.in(cells); });
}

bool any_in(std::span<const HeldText> texts, std::span<const std::string> cells) {
    const std::vector<std::string_view> views(cells.begin(), cells.end());
    return any_in(texts, views);
}

bool any_told_in(std::span<const HeldText> texts, std::string_view cell) {
    return std::ranges::any_of(texts, [&](const HeldText& text) { return text.told_in(cell); });
}

}  // namespace atalaya::intake
