// The places that somebody who knows the city should name first: what was written most often and
// could not be placed. "Naming these 20 places puts 9 % more of the rows on the map."
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "geocode/geocoder.hpp"
#include "geocode/precision.hpp"

namespace atalaya::geocode {

struct PlaceToName {
    std::string text;  // in its most frequent spelling
    std::int64_t rows = 0;
    Reason reason = Reason::unknown_name;
    double share = 0;       // rows of all rows
    double share_with = 0;  // of this place and those before it
    std::vector<Candidate> proposals;
};

class Worklist {
  public:
    // Every row, placed or not. Rows without a place are gathered by what has to be named: the street
    // or place where nothing has its name, whatever the number; else the text. Spellings that differ in
    // case, accents, stops and abbreviations are one. What nobody can name stays out: empty texts, those that
    // say that nothing is known ("S/D", "en la vía pública"), a street without a number, an area; and what is protected.
    void add(std::string_view text, const Answer& answer, std::int64_t rows = 1);

    // Most rows first, then by text. `desk` proposes names; what an ambiguous text may be is
    // proposed as it was answered. O(n log n) for n distinct texts.
    std::vector<PlaceToName> most_wanted(std::size_t most, Geocoder::Desk& desk) const;

  private:
    struct Gathered {
        std::map<std::string, std::int64_t> spellings;
        std::int64_t rows = 0;
        Reason reason = Reason::unknown_name;
        std::vector<Candidate> candidates;
    };
    std::map<std::string, Gathered> gathered_;
    std::int64_t rows_ = 0;
};

}  // namespace atalaya::geocode
