#include "geocode/words.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "core/text.hpp"
#include "geocode/abbreviations.hpp"

namespace atalaya::geocode {

namespace {

constexpr std::size_t most_words = 24;

// Windows-1252 0x80..0x9F as code points; 0 where it has none.
constexpr std::array<unsigned, 32> windows_1252 = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

struct Taken {
    unsigned code;
    std::size_t bytes;
};

// The code point at `at` of two or three bytes; nothing for other lengths.
std::optional<Taken> code_at(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) {
        return static_cast<unsigned>(static_cast<unsigned char>(text[i]));
    };
    if (at + 1 >= text.size()) return {};
    const unsigned first = byte(at);
    if ((first & 0xE0) == 0xC0) return Taken{(first & 0x1F) << 6 | (byte(at + 1) & 0x3F), 2};
    if ((first & 0xF0) != 0xE0 || at + 2 >= text.size()) return {};
    return Taken{(first & 0x0F) << 12 | (byte(at + 1) & 0x3F) << 6 | (byte(at + 2) & 0x3F), 3};
}

// The byte 0x80..0xBF that a code point was decoded from.
std::optional<unsigned> continuation(unsigned code) {
    if (code >= 0x80 && code <= 0xBF) return code;
    for (unsigned i = 0; i < windows_1252.size(); ++i) {
        if (windows_1252[i] == code) return 0x80 + i;
    }
    return {};
}

// One round: "Ã" or "Â" before what was a continuation byte are the two bytes of one letter.
std::string repaired_once(const std::string& text) {
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        const bool lead =
            text[i] == '\xC3' && i + 1 < text.size() && (text[i + 1] == '\x82' || text[i + 1] == '\x83');
        const auto next = lead ? code_at(text, i + 2) : std::nullopt;
        const auto byte = next ? continuation(next->code) : std::nullopt;
        if (!byte) {
            out += text[i++];
            continue;
        }
        out += text[i + 1] == '\x82' ? '\xC2' : '\xC3';
        out += static_cast<char>(*byte);
        i += 2 + next->bytes;
    }
    return out;
}

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}
bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// The ordinal signs º ª ° begin with this byte, letters that folding leaves do not.
bool is_sign(std::string_view text, std::size_t i) {
    return text[i] == '\xC2';
}

// A lone letter is an abbreviation only in its place: "C. 12" begins with a way, "Batlle y
// Ordóñez" is joined; "Pasaje A" and "Calle C" are names.
bool may_stand_for(Kind kind, const std::vector<Word>& before, bool last) {
    if (kind == Kind::way) return before.empty() && !last;
    if (kind == Kind::plain)
        return last && !before.empty() && before.back().kind == Kind::plain;  // "Humberto I"
    return !before.empty() && before.back().kind != Kind::way && !last;
}

// "18 de jul." and "8 d oct": of a date, and of nothing else.
void write_out_months(std::vector<Word>& words) {
    static constexpr std::pair<std::string_view, std::string_view> months[] = {
        {"ene", "enero"},     {"feb", "febrero"},   {"mar", "marzo"},   {"abr", "abril"},
        {"may", "mayo"},      {"jun", "junio"},     {"jul", "julio"},   {"ago", "agosto"},
        {"sep", "setiembre"}, {"set", "setiembre"}, {"oct", "octubre"}, {"nov", "noviembre"},
        {"dic", "diciembre"}};
    for (std::size_t i = 2; i < words.size(); ++i) {
        const bool of = words[i - 1].text == "de" || words[i - 1].text == "don";  // "d" stands for it
        if (!of || !std::ranges::all_of(words[i - 2].text, is_digit)) continue;
        for (const auto& [written, month] : months) {
            if (words[i].text != written && words[i].text != month) continue;
            words[i - 1] = {"de", Kind::link};
            words[i] = {std::string{month}, Kind::plain};
        }
    }
}

}  // namespace

std::string repaired(std::string_view utf8) {
    std::string text{utf8};
    while (text.find("\xC3\x82") != std::string::npos || text.find("\xC3\x83") != std::string::npos) {
        std::string better = repaired_once(text);
        if (better == text) break;
        text = std::move(better);
    }
    return text;
}

std::vector<Word> words_of(std::string_view name) {
    const std::string text = folded(repaired(name));
    std::vector<Word> words;
    for (std::size_t i = 0; i < text.size() && words.size() < most_words;) {
        if (is_sign(text, i)) {
            i += 2;
            continue;
        }
        if (!is_letter(text[i]) && !is_digit(text[i])) {
            ++i;
            continue;
        }
        const std::size_t begin = i;
        while (i < text.size() && (is_letter(text[i]) || is_digit(text[i])) && !is_sign(text, i)) ++i;
        std::string_view word = std::string_view{text}.substr(begin, i - begin);
        const bool number_sign =
            (word == "n" || word == "nro") && i < text.size() && (is_sign(text, i) || word == "nro");
        if (number_sign) continue;
        const bool last = text.find_first_of("abcdefghijklmnopqrstuvwxyz0123456789", i) == std::string::npos;
        const Abbreviation* known = abbreviation(word);
        if (known && (word.size() > 1 || may_stand_for(known->kind, words, last))) {
            words.push_back({std::string{known->stands_for}, known->kind});
            continue;
        }
        while (word.size() > 1 && word[0] == '0' && is_digit(word[1])) word.remove_prefix(1);
        const bool cut = i < text.size() && text[i] == '.' && word.size() >= 3;
        words.push_back({std::string{word}, Kind::plain, cut});
    }
    write_out_months(words);
    return words;
}

std::string sound_of(std::string_view word) {
    if (word.find_first_of("0123456789") != std::string_view::npos) return std::string{word};
    std::string out;
    const auto next = [&](std::size_t i) { return i + 1 < word.size() ? word[i + 1] : '\0'; };
    const auto soft = [](char c) { return c == 'e' || c == 'i' || c == 'y'; };
    for (std::size_t i = 0; i < word.size(); ++i) {
        char c = word[i];
        switch (c) {
            case 'h': continue;
            case 'v': c = 'b'; break;
            case 'w': c = 'u'; break;
            case 'z':
            case 'x': c = 's'; break;
            case 'y': c = 'i'; break;
            case 'c':
                if (next(i) == 'h') {
                    c = 'x', ++i;
                } else {
                    c = soft(next(i)) ? 's' : 'k';
                }
                break;
            case 'q':
                c = 'k';
                if (next(i) == 'u' && i + 2 < word.size() && soft(word[i + 2])) ++i;
                break;
            case 'g':
                if (soft(next(i))) {
                    c = 'j';
                } else if (next(i) == 'u' && i + 2 < word.size() && soft(word[i + 2])) {
                    ++i;
                }
                break;
            case 'p':
                if (next(i) == 'h') c = 'f', ++i;
                break;
            case 'l':
                if (next(i) == 'l') c = 'i', ++i;
                break;
            case 'm':
                if (next(i) == 'b' || next(i) == 'p' || next(i) == 'v') c = 'n';
                break;
            default: break;
        }
        if (out.empty() || out.back() != c) out += c;
    }
    return out.empty() ? std::string{word} : out;
}

}  // namespace atalaya::geocode
