#include "linkage/name_words.hpp"

#include <algorithm>

#include "core/text.hpp"
#include "linkage/jaro.hpp"
#include "linkage/key.hpp"
#include "linkage/nicknames.hpp"

namespace atalaya::linkage {
namespace {

constexpr double alike = 0.9;
constexpr std::size_t letters_of_alike = 5;

std::string_view text_of(const NameWords::Word& word, std::string_view name) {
    return name.substr(word.at, word.size);
}

bool is_initial_of(std::string_view one, std::string_view other) {
    return one.size() == 1 && other.starts_with(one);
}

bool are_one(std::string_view a, std::string_view b) {
    if (is_initial_of(a, b) || is_initial_of(b, a) || is_short_for(a, b) || is_short_for(b, a)) return true;
    return std::min(a.size(), b.size()) >= letters_of_alike && jaro_winkler(a, b) >= alike;
}

// Words of the longer name that are taken, a bit each.
using Taken = std::uint32_t;

template <class Same>
bool take(const NameWords& longer, Taken& taken, Same same) {
    for (std::size_t j = 0; j < longer.count; ++j) {
        if ((taken >> j & 1u) != 0 || !same(longer.words[j])) continue;
        taken |= 1u << j;
        return true;
    }
    return false;
}

// Whether each word of the shorter name has one of its own in the longer: those that sound the same first.
bool all_are_in(const NameWords& shorter, std::string_view name, const NameWords& longer,
                std::string_view longer_name) {
    Taken taken = 0;
    std::array<bool, NameWords::most> found{};
    std::size_t sounded = 0, whole = 0;  // pairs of words, neither an initial
    for (std::size_t i = 0; i < shorter.count; ++i) {
        const auto& word = shorter.words[i];
        found[i] = take(longer, taken, [&](const NameWords::Word& other) {
            return word.sound != 0 && other.sound == word.sound;
        });
        sounded += found[i] && word.size > 1 ? 1 : 0;
    }
    if (sounded == 0) return false;
    for (std::size_t i = 0; i < shorter.count; ++i) {
        if (found[i]) continue;
        const auto text = text_of(shorter.words[i], name);
        const auto same = [&](const NameWords::Word& other) {
            if (!are_one(text, text_of(other, longer_name))) return false;
            whole += text.size() > 1 && other.size > 1 ? 1 : 0;
            return true;
        };
        if (!take(longer, taken, same)) return false;
    }
    return sounded + whole >= 2;
}

}  // namespace

NameWords words_of_name(std::string_view folded_name, Tongue tongue) {
    NameWords out;
    if (folded_name.size() > 255) return out;
    for (const auto word : split(folded_name, ' ')) {
        if (word.empty() || is_particle(word)) continue;
        if (out.count == NameWords::most) return {};
        const std::uint64_t sound = key_of({phonetic_key(word, tongue)});
        out.words[out.count++] = {static_cast<std::uint32_t>(sound ^ sound >> 32),
                                  static_cast<std::uint8_t>(word.data() - folded_name.data()),
                                  static_cast<std::uint8_t>(word.size())};
    }
    if (out.count < 2) out.count = 0;
    return out;
}

std::vector<NameWords> name_words(const Column& names, Tongue tongue) {
    std::vector<NameWords> out{{}};
    for (std::uint32_t id = 1; id <= names.distinct(); ++id)
        out.push_back(words_of_name(names.value(id), tongue));
    return out;
}

bool one_by_words(const NameWords& a, std::string_view name_a, const NameWords& b, std::string_view name_b) {
    if (a.count == 0 || b.count == 0) return false;
    return (a.count <= b.count && all_are_in(a, name_a, b, name_b)) ||
           (b.count <= a.count && all_are_in(b, name_b, a, name_a));
}

}  // namespace atalaya::linkage
