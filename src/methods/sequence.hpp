// Whether the rows of a series follow one another: a column that says when each of them is.
//
// A method of series takes the rows as they come, one period each; a month that is not in the file, or rows in
// another order, would be computed as if nothing were amiss. Where the file says the periods, that is refused.
//
// Read are years (2019), quarters (2019-Q2, 2019-T2), months (2019-08, 201908), ISO weeks (2019-W05), days (2019-08-31,
// 20190831, with or without a time) and periods that are but numbered (1, 2, 3); all cells of one kind. The step is the shortest between two rows; days that all have one number in
// their month, or are all its last, are months.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "core/message.hpp"
#include "methods/frame.hpp"

namespace atalaya::methods {

// The column of every table whose rows follow one another (Order::fixed); it may be left out.
inline constexpr std::string_view period_column = "period";

// What is wrong with periods that are given: one that cannot be read, one of another kind, one that comes before the
// row above it, twice, or after a gap; rows are counted from 1. Nothing where they follow one another. O(rows).
std::optional<Message> out_of_sequence(std::string_view column, const Texts& periods);

// The column of the file that says the periods without being named so: one called month, mes, fecha, semana … of
// which every cell is a period and no two are the same. nullptr where there is none: a number from 1 to 12 says no
// period, and the year of a file of months comes twice.
const Column* periods_in(const Frame& given);

// Quarters, months, weeks or days of such a column that come again, where no column says the periods: rows of several series in one
// table, of each area its months. Not of one that is the same in every row, nor of days beside a column of hours. Rows from 0.
struct RepeatedPeriod {
    const Column* column;
    std::size_t row, again;
};
std::optional<RepeatedPeriod> repeated_period(const Frame& given);

// The cells of a column as texts, numbers as they are written (2019, not 2019.0).
Texts as_texts(const Cells& cells);

}  // namespace atalaya::methods
