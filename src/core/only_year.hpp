// How a fact is kept whose month nobody knows though its year is told ("99"): it is in what a year adds up to, and in no month.
// It stands under the first of January of its year, known as `only_year`. Where facts are counted by month its cell stands under the
// second of January, the first day of no month, so that it is never taken for one of January.
#pragma once

#include "core/day.hpp"
#include "core/incident.hpp"

namespace atalaya {

inline constexpr TimeKnown only_year{4};

constexpr bool is_only_year(std::int64_t known) {
    return known == static_cast<std::int64_t>(only_year);
}

inline bool is_only_year(const Incidents& of, std::size_t row) {
    return row < of.known.size() && is_only_year(of.known[row]);
}

// Whether its day is known, or stands within the interval that is: of a fact of which the month is all that is known the
// first day is written, and nothing is meant by it.
inline bool has_day(const Incidents& of, std::size_t row) {
    if (row >= of.known.size()) return true;
    const auto known = static_cast<TimeKnown>(of.known[row]);
    return known < TimeKnown::month || (known == TimeKnown::month && of.has_interval(row));
}

inline Day day_of_only_year(std::chrono::year year) {
    return first_day(year / std::chrono::January);
}
// Of the cells of the months, and of `month` in the ledger.
inline Day cell_of_only_year(Day day) {
    return first_day(month_of(day)) + std::chrono::days{1};
}
inline bool is_cell_of_only_year(Day day) {
    return day != first_day(month_of(day));
}
// How many months a cell is counted over together.
inline int months_of_cell(Day day) {
    return is_cell_of_only_year(day) ? 12 : 1;
}

}  // namespace atalaya
