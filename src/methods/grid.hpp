// Counts told row by row of areas and days, laid out as areas x periods.
#pragma once

#include <cstdint>
#include <vector>

#include "methods/method.hpp"

namespace atalaya::methods {

// The table "counts": area (an "id" of areas), day, and what is counted; without that column a row is one event.
TableSpec counts_by_day(ColumnSpec counted);

struct Grid {
    std::vector<std::int32_t> days;     // the first day of each period, ascending
    std::vector<double> values;         // by area, then period; 0 where no row tells
    std::int64_t strangers = 0;         // rows of areas that are not there: left out
    std::int64_t before_the_first = 0;  // rows of days too few for a period before the first: left out
    std::size_t periods() const { return days.size(); }
};
// Periods are of `length` days, and the last one ends with the last day that is told of: it is the one that is judged, and is
// as long as the others. Rows of one area and period add up. Throws Error{usage} without a column "id" of areas, Error{bad_input} when there
// are more than 100,000 periods.
Grid grid_of(const Asked& asked, const std::string& counted, std::int32_t length);
// Puts in what was left out.
void tell_left_out(const Grid& grid, Result& result);

}  // namespace atalaya::methods
