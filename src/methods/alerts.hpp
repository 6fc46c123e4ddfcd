// Methods that judge a series period by period against what came before.
#pragma once

#include <algorithm>
#include <string>

#include "methods/method.hpp"

namespace atalaya::methods {

inline TableSpec series_of_counts(std::vector<ColumnSpec> more = {}) {
    std::vector<ColumnSpec> columns{{.name = "events", .holds = Holds::count}};
    columns.insert(columns.end(), more.begin(), more.end());
    return {.name = "series", .columns = std::move(columns), .order = Order::fixed};
}

// The row from which on periods are judged; 0 as soon as there is enough before.
inline Setting from_setting() {
    return whole("from", 0, 0, 10'000'000);
}
// As an index; no less than `needed`, past the end where the series is shorter.
inline std::size_t first_judged(const Asked& asked, std::size_t needed) {
    const auto from = static_cast<std::size_t>(asked.whole("from"));
    return std::min(std::max(from > 0 ? from - 1 : 0, needed), asked.table("series").rows());
}

}  // namespace atalaya::methods
