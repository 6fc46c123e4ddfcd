// What the detail of a finding (a JSON object) quotes of the rows that it is about, and what is left of it when they are
// erased.
//
// What our own checks say stays: the names under which they file it (layer, column, category, month, rule, by which a
// finding is known), codes, days, counts. Every other text is a quote, so that a check which is new quotes until
// it is listed here. Of a detail of which all goes a position goes too (the keys "lon" and "lat").
//
// Pure; O(bytes of the detail).
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace atalaya::store {

// Which quotes go.
struct QuotesGone {
    bool all = false;
    std::set<std::string> texts{};  // as quote_compared() gives them; where not all

    bool any() const { return all || !texts.empty(); }
};

// A quote and a cell are the same text when this is: case, accents and blanks around say nothing.
std::string quote_compared(std::string_view text);

// The quotes of a detail that say something, those blanked before left out. None of what is no JSON object.
std::vector<std::string> quotes_in(const std::string& detail);

struct Blanked {
    std::string detail;
    std::int64_t texts{};  // that were blanked
};
// `mark` in the place of each quote that goes. With none to blank the detail is returned as it was, to the byte.
Blanked without_quotes(const std::string& detail, const QuotesGone& gone, std::string_view mark);

// Quotes that an erasure blanked.
std::int64_t blanked_quotes(const std::string& detail);

}  // namespace atalaya::store
