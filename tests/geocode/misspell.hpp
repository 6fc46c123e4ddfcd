// Addresses as people write them: a listed one, with the slips and shortcuts of every day, drawn
// from a seeded stream. The faults are those of the brief of the geocoder: a letter swapped, dropped or
// doubled, b for v and s for z, an abbreviation, the first name or the article left out, all capitals.
#pragma once

#include <algorithm>
#include <cctype>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/text.hpp"
#include "geocode/abbreviations.hpp"
#include "geocode/words.hpp"
#include "stats/random.hpp"

namespace atalaya::geocode {

class Misspeller {
  public:
    explicit Misspeller(std::uint64_t seed) : random_{seed, stats::stream_of("geocode/misspell")} {}

    // The street's name with one fault, or two in three of ten. It may come out as it was
    // where a fault has nothing to work on.
    std::string street(std::string_view name) {
        std::vector<std::string> words;
        for (const auto part : split(name, ' ')) {
            if (!part.empty()) words.emplace_back(part);
        }
        const int faults = random_.chance(0.3) ? 2 : 1;
        for (int i = 0; i < faults; ++i) make_fault(words);
        return cased(join(words, " "));
    }

    // With number and letter, in one of the usual ways; the barrio after a comma where it is given.
    std::string address(std::string_view name, int number, std::string_view letter,
                        std::string_view barrio = {}) {
        static constexpr std::string_view before[] = {" ", " ", " ", " Nº ", " nro. ", ", ", " al "};
        std::string out =
            street(name) + std::string{before[random_.below(std::size(before))]} + std::to_string(number);
        if (!letter.empty())
            out += (random_.chance(0.2) ? "" : " ") +
                   (random_.chance(0.5) ? std::string{letter} : folded(letter));
        if (!barrio.empty()) out += ", " + cased(std::string{barrio});
        return out;
    }

  private:
    static bool is_kind(const std::string& word, Kind kind) {
        const auto* known = abbreviation(folded(replaced(word, ".", "")));
        return known && known->kind == kind;
    }
    static bool is_number(const std::string& word) {
        return word.find_first_of("0123456789") != std::string::npos;
    }

    void make_fault(std::vector<std::string>& words) {
        for (int tries = 0; tries < 8; ++tries) {
            const auto fault = random_.below(8);
            if (fault < 4 ? letter_fault(words, fault) : word_fault(words, fault)) return;
        }
    }

    // Swapped, dropped, doubled, or of the same sound; never the first letter, which people get right.
    bool letter_fault(std::vector<std::string>& words, std::uint64_t fault) {
        std::vector<std::size_t> long_words;
        for (std::size_t i = 0; i < words.size(); ++i) {
            const bool ascii = std::ranges::all_of(
                words[i], [](char c) { return std::isalpha(static_cast<unsigned char>(c)); });
            if (words[i].size() >= 4 && ascii && !is_kind(words[i], Kind::way)) long_words.push_back(i);
        }
        if (long_words.empty()) return false;
        std::string& word = words[long_words[random_.below(long_words.size())]];
        const std::size_t at = 1 + random_.below(word.size() - 2);
        switch (fault) {
            case 0: std::swap(word[at], word[at + 1]); return true;
            case 1: word.erase(at, 1); return true;
            case 2: word.insert(at, 1, word[at]); return true;
            default: return sound_fault(word);
        }
    }

    bool sound_fault(std::string& word) {
        static constexpr std::pair<char, char> pairs[] = {{'B', 'V'}, {'V', 'B'}, {'S', 'Z'},
                                                          {'Z', 'S'}, {'Y', 'I'}, {'G', 'J'}};
        std::vector<std::size_t> places;
        for (std::size_t i = 1; i < word.size(); ++i) {
            if (std::string_view{"BVSZ"}.find(word[i]) != std::string_view::npos) places.push_back(i);
        }
        if (places.empty()) return false;
        char& letter = word[places[random_.below(places.size())]];
        for (const auto& [from, to] : pairs) {
            if (letter == from) {
                letter = to;
                break;
            }
        }
        return true;
    }

    bool word_fault(std::vector<std::string>& words, std::uint64_t fault) {
        const auto plain = std::ranges::count_if(words, [](const std::string& w) {
            return !is_kind(w, Kind::way) && !is_kind(w, Kind::title) && !is_kind(w, Kind::link) &&
                   !is_number(w);
        });
        for (std::size_t i = 0; i < words.size(); ++i) {
            const auto* known = abbreviation(folded(words[i]));
            if (fault == 4 && known && (known->kind == Kind::way || known->kind == Kind::title)) {
                words[i] = random_.chance(0.5) ? std::string{known->stands_for} : words[i] + ".";
                return true;
            }
            const bool numbered =
                i + 1 < words.size() && is_number(words[i + 1]);  // "CALLE 16" is nothing without
            if (fault == 5 && known && (known->kind == Kind::way || known->kind == Kind::title) &&
                plain > 0 && !numbered && words.size() > 1) {
                words.erase(words.begin() + static_cast<std::ptrdiff_t>(i));
                return true;
            }
            if (fault == 6 && known && known->kind == Kind::link && words[i].size() > 1 && plain > 0) {
                words.erase(words.begin() + static_cast<std::ptrdiff_t>(i));
                return true;
            }
            if (fault == 7 && !known && plain >= 2 && words[i].size() >= 4 && !is_number(words[i]) &&
                i + 1 < words.size() && !is_number(words[i + 1])) {
                if (random_.chance(0.5)) {
                    words[i] = words[i].substr(0, 1) + ".";
                } else {
                    words.erase(words.begin() + static_cast<std::ptrdiff_t>(i));
                }
                return true;
            }
        }
        return false;
    }

    // ALL CAPITALS, all small, or Each Word; without accents now and then.
    std::string cased(std::string text) {
        const auto way = random_.below(3);
        if (way == 0) return text;
        text = folded(text);
        bool begins = way == 2;
        for (char& c : text) {
            if (begins) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
            begins = way == 2 && c == ' ';
        }
        return text;
    }

    stats::Random random_;
};

}  // namespace atalaya::geocode
