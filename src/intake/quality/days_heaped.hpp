// Days of the month that facts are heaped on: the 1st and the 15th are where a day that is not known is put.
//
// What fires: a day d of the month that came k times in the span with n rows, when the median of the other days has
// r rows a day and
//
//     n >= 50   and   n > 1.3 k r   and   (n - k r) / sqrt(phi k r) >= 5
//
// phi is that of the other days: the median of their squared residuals (n_j - k_j r)^2 / (k_j r) over the median of a
// chi-square with one degree (0.4549), at least 1; so one heaped day does not hide itself.
// Only whole months count, and fewer than three of them tell nothing: a feast or a demonstration makes one day
// of one month. False positives: a day 30 % above the others over three months or more that is no heap, such as the payday of a country:
// to be explained. O(days).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace atalaya::intake::quality {

struct HeapedDay {
    int day{};  // of the month, 1..31
    std::int64_t rows{};
    double expected{};  // k r
};

// Days since 1970-01-01 of the rows, in any order. Whole months are those between the months of the first and the last
// row, and these two where their first or last day has rows. In order of the day.
std::vector<HeapedDay> days_heaped(std::span<const std::int32_t> days);

}  // namespace atalaya::intake::quality
