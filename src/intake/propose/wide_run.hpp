// Columns side by side that are one column of a long table: a column for each month, or for each category.
#pragma once

#include "intake/propose/time_columns.hpp"

namespace atalaya::intake {

struct WideRun {
    std::vector<const Facts*> columns;
    bool months = false;      // they are called after months; else after categories
    std::string name, value;  // what their heads and cells become: names that no column has

    std::vector<const Facts*> counted() const;  // without those that say that they are totals

    bool any() const { return !columns.empty(); }
    bool has(const Facts& column) const;
    // The name of the column that heads of months become; "" where they are none.
    std::string month() const { return any() && months ? name : std::string{}; }
};

// Six columns at least. Of categories only where time is known and no column counts. Its columns are free no longer.
WideRun find_wide(Choosing& choosing, const TimeColumns& when);

// [wide].
void take_wide(Choosing& choosing, const WideRun& wide);

}  // namespace atalaya::intake
