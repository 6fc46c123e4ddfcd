// Addresses that nothing may be found at: shelters, people who were moved for their safety,
// homes of judges and police. Asked before a text is geocoded, so that a protected address has
// no position, no candidates and no line in any list made of answers.
//
// It refuses too much rather than too little: a text is refused that holds the number of a
// protected address (with any letter, wherever it stands) and a word like one that its street is
// known by: the last, the first of "Flores, Gral.", the longest, or words that are half of
// its letters. An address without a number is refused where all its words are in the text.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/place.hpp"
#include "core/quantity.hpp"

namespace atalaya::geocode {

struct Protected {
    std::string address;       // as an address or the name of a place; "" where only the position counts
    std::optional<LonLat> at;  // left out: where the geocoder finds the address
    Metres radius{30};         // nothing is found nearer than this
};

// How much words must be alike, as they are written or as they sound: near, one edit in four to six
// letters, two in longer ones; far, half of the letters. Far is for texts that name no other place.
enum class Match : std::uint8_t { near, far };

class DenyList {
  public:
    DenyList() = default;
    explicit DenyList(std::span<const Protected> list);

    // O(words of the text) where it has no number of the list. An address without a number (a name, a
    // corner) is compared with every text.
    bool refuses(std::string_view text, Match match = Match::near) const;

  private:
    struct Entry {
        std::vector<std::string> words;  // of street or name, those that tell; folded
        std::vector<bool> tells_alone;   // by one of these it is known
        std::size_t letters = 0;
        bool whole = false;  // has no number: all its words must be there
    };
    void add(std::vector<std::string> words, std::optional<std::int32_t> number, bool turned);
    bool says(const std::vector<std::string>& words, const Entry& entry, Match match) const;

    std::vector<Entry> entries_;
    std::unordered_map<std::int64_t, std::vector<std::uint32_t>> by_number_;
    std::vector<std::uint32_t> without_number_;
    std::set<std::string> lots_;  // block/lot, whatever the barrio
};

}  // namespace atalaya::geocode
