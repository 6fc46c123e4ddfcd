#include "linkage/jaro.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace atalaya::linkage {

namespace {

constexpr std::size_t word = 64;

std::size_t reach(std::size_t n, std::size_t m) {
    const std::size_t half = std::max(n, m) / 2;
    return half > 0 ? half - 1 : 0;
}

double similarity(std::size_t common, std::size_t swapped, std::size_t n, std::size_t m) {
    if (common == 0) return 0;
    const auto c = static_cast<double>(common);
    return (c / static_cast<double>(n) + c / static_cast<double>(m) +
            (c - static_cast<double>(swapped / 2)) / c) /
           3;
}

// Bits low .. high, high < 64.
std::uint64_t bits(std::size_t low, std::size_t high) {
    return (~std::uint64_t{0} << low) & (~std::uint64_t{0} >> (word - 1 - high));
}

// Where each letter stands in b: a table that is clean between calls.
thread_local std::array<std::uint64_t, 256> places{};

// Neither empty, neither longer than a word; a letter is a byte.
double jaro_in_words(std::string_view a, std::string_view b) {
    const auto at = [](char letter) -> std::uint64_t& { return places[static_cast<unsigned char>(letter)]; };
    for (std::size_t j = 0; j < b.size(); ++j) at(b[j]) |= std::uint64_t{1} << j;

    const std::size_t window = reach(a.size(), b.size());
    std::uint64_t of_a = 0, of_b = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        const std::size_t low = i > window ? i - window : 0;
        if (low >= b.size()) break;
        const auto free = at(a[i]) & ~of_b & bits(low, std::min(b.size() - 1, i + window));
        if (free == 0) continue;
        of_a |= std::uint64_t{1} << i;
        of_b |= free & (~free + 1);
    }
    for (const char letter : b) at(letter) = 0;

    const auto common = static_cast<std::size_t>(std::popcount(of_a));
    std::size_t swapped = 0;
    for (; of_a != 0; of_a &= of_a - 1, of_b &= of_b - 1) {
        swapped += a[static_cast<std::size_t>(std::countr_zero(of_a))] !=
                   b[static_cast<std::size_t>(std::countr_zero(of_b))];
    }
    return similarity(common, swapped, a.size(), b.size());
}

double jaro_at_length(std::u32string_view a, std::u32string_view b) {
    const std::size_t window = reach(a.size(), b.size());
    std::vector<bool> taken(b.size());
    std::u32string of_a;
    for (std::size_t i = 0; i < a.size(); ++i) {
        const std::size_t past = std::min(b.size(), i + window + 1);
        for (std::size_t j = i > window ? i - window : 0; j < past; ++j) {
            if (taken[j] || a[i] != b[j]) continue;
            taken[j] = true;
            of_a += a[i];
            break;
        }
    }
    std::size_t swapped = 0, k = 0;
    for (std::size_t j = 0; j < b.size(); ++j) {
        if (taken[j]) swapped += of_a[k++] != b[j];
    }
    return similarity(of_a.size(), swapped, a.size(), b.size());
}

bool is_ascii(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::u32string letters_of(std::string_view utf8) {
    std::u32string letters;
    for (std::size_t i = 0; i < utf8.size();) {
        const auto first = static_cast<unsigned char>(utf8[i]);
        const std::size_t more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : first >= 0xC2 ? 1 : 0;
        char32_t letter = more == 0 ? first : first & (0x3Fu >> more);
        bool whole = more > 0 && i + more < utf8.size();
        for (std::size_t k = 1; whole && k <= more; ++k) {
            const auto next = static_cast<unsigned char>(utf8[i + k]);
            whole = (next & 0xC0u) == 0x80;
            letter = letter << 6 | (next & 0x3Fu);
        }
        // A byte that belongs to no letter is kept apart from the code points.
        letters += whole || first < 0x80 ? letter : char32_t{0x110000} + first;
        i += whole ? more + 1 : 1;
    }
    return letters;
}

// The same letters under numbers that fit a byte: two words of 64 have at most 128.
std::string numbered(std::u32string_view text, std::u32string& known) {
    std::string numbers;
    for (const char32_t letter : text) {
        auto at = known.find(letter);
        if (at == std::u32string::npos) {
            at = known.size();
            known += letter;
        }
        numbers += static_cast<char>(at);
    }
    return numbers;
}

double jaro_of_letters(std::u32string_view a, std::u32string_view b) {
    if (a.size() > word || b.size() > word) return jaro_at_length(a, b);
    std::u32string known;
    const std::string x = numbered(a, known), y = numbered(b, known);
    return jaro_in_words(x, y);
}

template <class Text>
std::size_t shared_start(const Text& a, const Text& b) {
    const std::size_t most = std::min({std::size_t{4}, a.size(), b.size()});
    std::size_t p = 0;
    while (p < most && a[p] == b[p]) ++p;
    return p;
}

double boosted(double jaro, std::size_t start) {
    return jaro > 0.7 ? jaro + 0.1 * static_cast<double>(start) * (1 - jaro) : jaro;
}

bool fits_words(std::string_view a, std::string_view b) {
    return a.size() <= word && b.size() <= word && is_ascii(a) && is_ascii(b);
}

}  // namespace

double jaro(std::string_view a, std::string_view b) {
    if (a.empty() || b.empty()) return a.empty() && b.empty() ? 1 : 0;
    if (fits_words(a, b)) return jaro_in_words(a, b);
    return jaro_of_letters(letters_of(a), letters_of(b));
}

double most_jaro_winkler(std::size_t common, std::size_t start, std::size_t n, std::size_t m) {
    return boosted(similarity(common, 0, n, m), std::min<std::size_t>(start, 4));
}

double jaro_winkler(std::string_view a, std::string_view b) {
    if (a.empty() || b.empty()) return a.empty() && b.empty() ? 1 : 0;
    if (fits_words(a, b)) return boosted(jaro_in_words(a, b), shared_start(a, b));
    const auto x = letters_of(a), y = letters_of(b);
    return boosted(jaro_of_letters(x, y), shared_start(x, y));
}

}  // namespace atalaya::linkage
