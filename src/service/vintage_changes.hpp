// What two vintages count otherwise, told apart: cells of months that both tell of were corrected; a month that only one of
// them tells of came, or went, whole, and nobody said 0 of it.
#pragma once

#include <string>
#include <vector>

#include "service/world.hpp"
#include "store/vintage_diff.hpp"

namespace atalaya::service {

struct WholeMonths {
    std::string source;
    bool came = true;           // false: the first vintage tells of them and the second does not
    std::vector<Month> months;  // in their order
    std::int64_t facts{}, cells{};
};

struct VintageChanges {
    std::vector<store::CellChange> corrected;
    std::vector<WholeMonths> whole;  // by source, those that came first
};

// `first` and `second` are the worlds between which the cells changed. O(cells log cells).
VintageChanges changes_of(std::vector<store::CellChange> cells, const World& first, const World& second);

}  // namespace atalaya::service
