#include "core/stem.hpp"

#include <algorithm>
#include <array>

#include "core/text.hpp"

namespace atalaya {

namespace {

constexpr std::size_t shortest_stem = 3;

// Endings, the longest first; folded, so that ç is c and ã is a.
constexpr std::array<std::string_view, 43> endings{
    "amientos", "imientos", "aciones", "amentos", "amiento", "iciones", "imentos", "imiento", "adoras",
    "adores",   "amento",   "idores",  "imento",  "acion",   "acoes",   "adora",   "icion",   "icoes",
    "idora",    "iones",    "andos",   "endos",   "acao",    "ares",    "adas",    "ador",    "ados",
    "ando",     "endo",     "icao",    "idas",    "idor",    "idos",    "ada",     "ado",     "aos",
    "ida",      "ido",      "ing",     "ion",     "oes",     "ao",      "ar"};

// What says "not" or "without" is no link.
constexpr std::array<std::string_view, 38> links{
    "a",   "al", "ao", "aos", "as",   "com", "con", "contra", "da",  "das", "de",   "del", "do",
    "dos", "e",  "el", "em",  "en",   "for", "in",  "la",     "las", "los", "na",   "nas", "nos",
    "o",   "of", "os", "ou",  "para", "per", "por", "the",    "un",  "una", "with", "y"};

bool has_digit(std::string_view word) {
    return std::any_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_letter(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || byte >= 0x80;
}

// What the two languages write differently throughout: "roubo" is "robo"; and letters written twice are one.
std::string same_in_both(std::string_view word) {
    std::string out;
    for (std::size_t i = 0; i < word.size(); ++i) {
        const bool ou = word[i] == 'o' && i + 1 < word.size() && word[i + 1] == 'u';
        const bool twice = !out.empty() && out.back() == word[i];
        if (!twice) out += word[i];
        if (ou) ++i;
    }
    return out;
}

}  // namespace

std::string stem(std::string_view word) {
    if (word.size() <= shortest_stem || has_digit(word)) return std::string{word};
    const std::string whole = same_in_both(word);
    std::string_view left = whole;
    const auto cut = [&](std::string_view ending) {
        if (!left.ends_with(ending) || left.size() < ending.size() + shortest_stem) return false;
        left.remove_suffix(ending.size());
        return true;
    };
    if (std::any_of(endings.begin(), endings.end(), cut)) return std::string{left};
    cut("s");
    if (!cut("a") && !cut("o")) cut("e");
    return std::string{left};
}

std::vector<std::string> words_of(std::string_view text) {
    const std::string plain = folded(text);
    std::vector<std::string> words;
    for (std::size_t at = 0; at < plain.size();) {
        std::size_t end = at;
        while (end < plain.size() && is_letter(plain[end])) ++end;
        const auto word = std::string_view{plain}.substr(at, end - at);
        at = std::max(end, at + 1);
        if (!word.empty() && !std::binary_search(links.begin(), links.end(), word)) words.emplace_back(word);
    }
    return words;
}

std::vector<std::string> stems_of(std::string_view text) {
    std::vector<std::string> stems;
    for (const auto& word : words_of(text)) {
        auto found = stem(word);
        if (std::find(stems.begin(), stems.end(), found) == stems.end()) stems.push_back(std::move(found));
    }
    return stems;
}

}  // namespace atalaya
