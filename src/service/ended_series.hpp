// Series of counts or facts that end in zeros which cannot be chance (intake/quality/ends_in_zero.hpp), as a publisher writes
// months that are not loaded yet. They are no data, month by month, until somebody says that they are true zeros by explaining or
// waiving the finding ends_in_zero of that category. Where a later delivery opens it again, because there are more of them
// (service/finding_life.hpp), those of before stay confirmed and the others are no data until they are decided too.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/day.hpp"
#include "core/incident.hpp"
#include "service/world.hpp"

namespace atalaya::store {
class Store;
}

namespace atalaya::service {

struct ToldEnd {
    std::string source, category;         // "source:code"
    std::optional<Month> confirmed_to{};  // the last month whose zeros somebody confirmed
    bool is_open = true;                  // there are zeros that nobody confirmed
};

// Of the findings up to a vintage, whose deliveries these are; their states as decided until now. Of a finding that names more
// areas than were confirmed nothing is. Asks for decisions only where there is such a finding.
std::vector<ToldEnd> told_ends(store::Store& store, std::int64_t vintage_no,
                               const std::vector<Receipt>& receipts);

// The cells of 0 at the end of each series of these, up to `last` (month_index), one a month: of counts a series is of an area,
// of facts of the whole city. What matters of a series is its last three years before them. O(cells log cells).
std::vector<MonthCell> zeros_at_ends(const std::vector<MonthCell>& cells, bool by_area, int last);

}  // namespace atalaya::service
