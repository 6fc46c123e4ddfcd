// Series of counts or facts that end in zeros which cannot be chance (intake/quality/ends_in_zero.hpp), as a publisher writes
// months that are not loaded yet. They are no data, month by month, until somebody says that they are true zeros: a finding
// ends_in_zero of that category which was explained or waived, in any delivery of the source, confirms those of all.
#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/incident.hpp"
#include "service/world.hpp"

namespace atalaya::store {
class Store;
}

namespace atalaya::service {

// Source and category ("source:code") of the findings of these deliveries that nobody confirmed, as decided until now. Asks
// for decisions only where there is such a finding.
std::set<std::pair<std::string, std::string>> unconfirmed_ends(store::Store& store,
                                                               const std::vector<Receipt>& receipts);

// The cells of 0 at the end of each series of these, up to `last` (month_index), one a month: of counts a series is of an area,
// of facts of the whole city. What matters of a series is its last three years before them. O(cells log cells).
std::vector<MonthCell> zeros_at_ends(const std::vector<MonthCell>& cells, bool by_area, int last);

}  // namespace atalaya::service
