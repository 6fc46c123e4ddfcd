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
        if (choosing.distinct_pairs(*areas, *column) == areas->distinct) choosing.mark(*column, Seems::area);
}

}  // namespace atalaya::intake
