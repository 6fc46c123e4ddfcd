// A cell of a column of days that says less than a day, as whoever knows no more writes it: the month ("2024-05",
// "05/2024", "2024-05-00", "00/05/2024", "mayo de 2024") or the year alone ("2024", "2024-00-00").
#pragma once

#include <optional>
#include <string_view>

#include "intake/cells.hpp"

namespace atalaya::intake {

namespace finding {
inline constexpr const char* day_unknown =
    "day_unknown";  // rows that count in their month, and on no day of it
}

// `known` is month, or only_year (core/only_year.hpp); the day is the first of what is known. Nothing for what is a day, for
// a format of months, where the year has two digits ("mar-24" may be a day of March), and where the day is said
// without its month.
std::optional<When> parse_coarse_day(std::string_view text, DayFormat format);

// Whether a cell of its own for the day of the month says that nobody knows it: blank, 0 or 99.
bool is_unknown_day(std::string_view text);

}  // namespace atalaya::intake
