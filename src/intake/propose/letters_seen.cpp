#include "intake/propose/letters_seen.hpp"

#include <array>

#include "intake/code_pages.hpp"

namespace atalaya::intake {

namespace {

constexpr std::u16string_view lower = u"áéíóúñüçãõâêôà", upper = u"ÁÉÍÓÚÑÜÇÃÕÂÊÔÀ",
                              signs = u"°ºª¿¡“”‘’–—…•€«»·´½¼²³\u00A0";

enum class Sort : std::uint8_t { none, lower, upper, sign };

std::array<Sort, 256> sorts_in(Encoding encoding) {
    std::array<Sort, 256> sorts{};
    for (unsigned byte = 0x80; byte < 0x100; ++byte) {
        const auto letter = letter_of(encoding, static_cast<unsigned char>(byte));
        const auto is_of = [&](std::u16string_view set) { return set.find(letter) != set.npos; };
        sorts[byte] = is_of(lower)   ? Sort::lower
                      : is_of(upper) ? Sort::upper
                      : is_of(signs) ? Sort::sign
                                     : Sort::none;
    }
    return sorts;
}

bool is_lower(char c) {
    return c >= 'a' && c <= 'z';
}
bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}

// The letters around a byte: those of its word that are ASCII.
struct Around {
    bool letter_before, letter_after;
    bool lower_before, all_upper;
};
Around around(std::string_view text, std::size_t at) {
    const auto in_word = [&](std::size_t i) {
        return is_lower(text[i]) || is_upper(text[i]) || static_cast<signed char>(text[i]) < 0;
    };
    std::size_t begin = at, end = at + 1;
    while (begin > 0 && in_word(begin - 1)) --begin;
    while (end < text.size() && in_word(end)) ++end;
    int uppers = 0, lowers = 0;
    for (std::size_t i = begin; i < end; ++i) uppers += is_upper(text[i]), lowers += is_lower(text[i]);
    return {begin<at, at + 1 < end, at> 0 && is_lower(text[at - 1]), uppers >= 2 && lowers == 0};
}

bool speaks(Sort sort, const Around& word) {
    switch (sort) {
        case Sort::lower: return !word.all_upper;
        case Sort::upper: return !word.lower_before;
        case Sort::sign: return !word.letter_before || !word.letter_after;
        case Sort::none: return false;
    }
    return false;
}

}  // namespace

void LettersSeen::line(std::string_view text) {
    // All that Latin-1 has and Windows-1252 has not is none of the letters that speak.
    static const auto of_windows = sorts_in(Encoding::windows1252), of_dos = sorts_in(Encoding::cp850),
                      of_macintosh = sorts_in(Encoding::macintosh);
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto byte = static_cast<unsigned char>(text[at]);
        if (byte < 0x80) continue;
        const Around word = around(text, at);
        ++bytes_;
        windows_ += speaks(of_windows[byte], word);
        dos_ += speaks(of_dos[byte], word);
        macintosh_ += speaks(of_macintosh[byte], word);
    }
}

}  // namespace atalaya::intake
