// Days that are written with two numbers before their year, "31/12/2024" or "12/31/2024": which of the two is the day is told by the
// whole column, where one of them is above 12, or has to be said.
//
// And days that are told by a clock that is not the city's.
//
// Between the numbers may be / - or a point; the year has four digits; a time may follow, after a blank.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "methods/frame.hpp"

namespace atalaya::methods {

enum class DayOrder { day_first, month_first };

// The same day as 2024-12-31, with its time (9:05 as 09:05); nothing for any other text, and for days that are not.
std::optional<std::string> iso_of_written(std::string_view text, DayOrder order);

// What a column says of the order of its days.
struct OrderOfDays {
    std::optional<std::size_t> first;  // the first row with a day so written; nothing: there is none
    std::optional<DayOrder> order;     // nothing: not told. Days such as 05/05/2024 are told by either
};
// Where rows contradict each other the order is that of the first of them, and the others are no days by it. O(rows).
OrderOfDays order_of_days(const Texts& cells);

// The texts with days of this order written the other way round, all else as it is.
Texts with_plain_days(const Texts& cells, DayOrder order);

// The first row with an hour by the clock of Greenwich ("2024-06-14T02:30:00Z", "2024-06-14 02:30:00+00"). Nothing where each
// of them is a midnight, which is how some programs write a day.
std::optional<std::size_t> first_by_greenwich(const Texts& cells);

}  // namespace atalaya::methods
