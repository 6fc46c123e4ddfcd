// Facts that a delivery tells as new though others told them before, under other keys: "2017" handed over
// once alone and once within "2016 to 2018", each numbering its rows. Neither file shows it; what is known of
// the source does.
//
// By month of the fact: of the delivery's new rows, those that equal a live fact which the delivery does not
// tell, in all that is published of them, one for one. A month is told twice when it has at least `least` new
// rows and `share` of them are equal so. Rows that are alike by chance stay far below it: they would have to
// agree in number too, day by day and place by place.
//
// Sources that cover months need no such check: what a delivery leaves out of its months is withdrawn.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/incident.hpp"

namespace atalaya::store {

class ToldTwice {
  public:
    static constexpr const char* check = "told_twice";  // {"months":["2017-01",...]}
    static constexpr std::int64_t least = 20;
    static constexpr double share = 0.75;

    // `fresh` are the rows whose keys are new. O(n log n) of them.
    ToldTwice(const Incidents& incidents, const std::vector<std::uint32_t>& fresh);

    // The content of one live fact that the delivery does not tell. O(1), and memory for those only that
    // may be equal to a fresh row.
    void meet(std::uint64_t content) {
        if (filter_[content & mask_]) perhaps_.push_back(content);
    }
    // After all were met.
    std::optional<Finding> finding();

  private:
    const Incidents& incidents_;
    std::vector<std::uint32_t> fresh_;  // by content, then row
    std::vector<bool> filter_;
    std::uint64_t mask_;
    std::vector<std::uint64_t> perhaps_;
};

}  // namespace atalaya::store
