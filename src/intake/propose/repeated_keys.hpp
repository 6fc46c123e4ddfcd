// What the rows tell that share a number of facts.
#pragma once

#include "intake/propose/time_columns.hpp"

namespace atalaya::intake {

// The column that says the kind of each fact, nullptr where none plainly does.
const Facts* plain_kind(const Choosing& choosing, const TimeColumns& when);

// Rows beyond the first of each cell of `columns` (blank ones aside), held against the first one.
struct RepeatedKeys {
    std::int64_t rows = 0, other_day = 0, other_kind = 0;
    const Facts* of_person = nullptr;  // a column of persons (sex, age ...) in which the most of them differ

    // Of which the day is the same, but for one in twenty: that is no chance.
    bool tell_one_day() const { return rows > 0 && other_day * 20 <= rows; }
    bool tell_one_fact() const { return tell_one_day() && other_kind * 20 <= rows; }
};
RepeatedKeys repeated_keys(const Choosing& choosing, const TimeColumns& when,
                           const std::vector<const Facts*>& columns, const Facts* kind);  // O(rows x columns)

}  // namespace atalaya::intake
