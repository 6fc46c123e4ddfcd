// Codes of areas without the zeros that they begin with: "1101" in a column where the area is "01101", as spreadsheets leave
// them. No other area is meant, so that the row counts in it; that the file was through a spreadsheet is told.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "intake/counted.hpp"
#include "intake/descriptor.hpp"
#include "intake/gazetteer.hpp"

namespace atalaya::intake {

namespace finding {
inline constexpr const char* area_zero_lost = "area_zero_lost";  // one a layer
}

class AreaZeros {
  public:
    static constexpr std::size_t most_told = 20;

    // An area that a text named. Nothing is noticed where it is unknown, or the text is its code as it is, or other words.
    // O(letters) of a code that begins with 0, else O(1).
    void see(const Gazetteer& gazetteer, int slot, std::int32_t area, std::string_view text,
             std::int64_t line);
    // `later` counted its lines from 1 after `offset` others.
    void add(const AreaZeros& later, std::int64_t offset);
    // A finding area_zero_lost for each layer: {"layer","texts":[{"found","code","rows"}],"others","lines"}, most rows first,
    // most_told at most; no texts of a sealed column.
    void tell(const Gazetteer& gazetteer, const Source& source, std::vector<Finding>& findings) const;

  private:
    struct OfLayer {
        Seen seen;
        std::map<std::pair<std::string, std::string>, std::int64_t> rows;  // by what was found, and the code
    };
    std::map<int, OfLayer> layers_;
};

}  // namespace atalaya::intake
