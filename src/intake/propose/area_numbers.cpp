#include "intake/propose/area_numbers.hpp"

#include <algorithm>

namespace atalaya::intake {

namespace {

using Columns = std::vector<const Facts*>;

Columns columns_of_time(const TimeColumns& when) {
    Columns columns;
    for (const auto* column : {when.day, when.year, when.month})
        if (column) columns.push_back(column);
    return columns;
}

Columns open_numbers(const Choosing& choosing, const TimeColumns& when) {
    Columns numbers;
    for (const auto& column : choosing.columns())
        if (choosing.is_free(column) && !when.is_part(column) && column.said == column.rows &&
            column.whole == column.rows && column.distinct >= 2 &&
            hint_of(column.tokens, Role::residents) < 7 && hint_of(column.tokens, Role::count) < 7)
            numbers.push_back(&column);
    return numbers;
}

// Whether `areas` tell the number: one of it for each area, or hardly more over a year or longer, as when some areas
// changed their battalion. What is nearly always the same number, as of rare facts, is a count.
bool is_told_by(const Choosing& choosing, const Facts& areas, const Facts& number, std::int64_t months) {
    constexpr std::int64_t long_time = 12, several = 5;
    const auto pairs = choosing.distinct_pairs(areas, number);
    if (pairs == areas.distinct) return true;
    return months >= long_time && number.distinct >= several &&
           number.share(number.values.front().second) < 0.5 && pairs * 2 <= areas.distinct * 3;
}

}  // namespace

void mark_area_numbers(Choosing& choosing, const TimeColumns& when) {
    constexpr std::int64_t fewest_months = 3, fewest_areas = 3;
    Columns time = columns_of_time(when);
    const auto rows = static_cast<std::int64_t>(choosing.look().sample.rows());
    const std::int64_t months = time.empty() ? 0 : choosing.distinct_rows(time);
    if (!when.knows_months() || months < fewest_months) return;
    const Columns numbers = open_numbers(choosing, when);
    const Facts* areas = nullptr;
    for (const auto* column : numbers) {
        const bool come_again = column->distinct >= fewest_areas && column->distinct * months * 2 <= rows * 3;
        time.push_back(column);
        if (come_again && choosing.distinct_rows(time) == rows && !areas) areas = column;
        time.pop_back();
    }
    if (!areas) return;
    for (const auto* column : numbers)
        if (is_told_by(choosing, *areas, *column, months)) choosing.mark(*column, Seems::area);
}

}  // namespace atalaya::intake
