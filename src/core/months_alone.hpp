// Which counts of a whole year are of facts of no known month. A source that counts the months of a year one by one, and beside
// them some facts of the whole of it, knows of those the year alone: they are in its total, in no month, and tell nothing
// about which months it has sent. A year that is told by one count and no month alone is of its twelve months together.
//
// To be asked once all cells of one source were seen. O(log years) each.
#pragma once

#include <set>

#include "core/day.hpp"

namespace atalaya {

class MonthsAlone {
  public:
    // `first` is the first month of those that are counted together.
    void saw(Month first, int months) {
        if (months == 1) years_.insert(static_cast<int>(first.year()));
    }
    bool is_of_no_month(Month first, int months) const {
        return months == 12 && first.month() == std::chrono::January &&
               years_.contains(static_cast<int>(first.year()));
    }

  private:
    std::set<int> years_;  // of which some month is counted alone
};

}  // namespace atalaya
