// Columns of numbers that say how many: facts that a row stands for, or residents of an area.
#pragma once

#include "intake/propose/time_columns.hpp"
#include "intake/propose/wide_run.hpp"

namespace atalaya::intake {

struct Amounts {
    const Facts *count = nullptr, *residents = nullptr;
    int count_hint = 0, residents_hint = 0;  // of their names
};

// By name; where no name tells and days are not known, by being the only whole numbers beside columns whose texts and
// months no two rows share: the cells of a table of counts.
Amounts find_amounts(const Choosing& choosing, const TimeColumns& when, const WideRun& wide);

// Whole numbers of which most are 1 and some more, of a column that is nothing else, where none is called a count: null
// none, else the first. O(columns).
const Facts* column_that_may_count(const Choosing& choosing, const TimeColumns& when);

// [count] of tallies, [units] of incidents.
void take_count(Choosing& choosing, const Amounts& amounts, const WideRun& wide);

// TABLE.fractions where cells of the column such as "1.000" may be a thousand or one: their sign is the file's decimal one, or they are
// far beyond all others. A question alone where no key could say the answer. After format.decimal.
void ask_about_thousands(Choosing& choosing, const Facts& column, const std::string& table);

}  // namespace atalaya::intake
