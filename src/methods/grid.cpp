#include "methods/grid.hpp"

#include <algorithm>
#include <map>

#include "core/error.hpp"

namespace atalaya::methods {

namespace {

constexpr std::int32_t most_periods = 100'000;

std::map<std::string, std::size_t> numbered_areas(const Asked& asked) {
    if (!asked.has("areas", "id"))
        throw Error{Fault::usage,
                    message("expected a column \"id\" of areas, by which counts name them: --map "
                            "areas.id=COLUMN")};
    std::map<std::string, std::size_t> number;
    const auto& ids = asked.table("areas").texts("id");
    for (std::size_t i = 0; i < ids.size(); ++i) number.emplace(ids[i], i);
    return number;
}

}  // namespace

TableSpec counts_by_day(ColumnSpec counted) {
    counted.optional = true;
    return {.name = "counts",
            .columns = {{.name = "area", .holds = Holds::text},
                        {.name = "day", .holds = Holds::day},
                        std::move(counted)}};
}

Grid grid_of(const Asked& asked, const std::string& counted, std::int32_t length) {
    const auto number = numbered_areas(asked);
    const auto& counts = asked.table("counts");
    const auto& names = counts.texts("area");
    const auto& days = counts.numbers("day");
    const auto values = asked.has("counts", counted) ? counts.numbers(counted) : Numbers(names.size(), 1.0);
    const auto [first, last] = std::minmax_element(days.begin(), days.end());
    // The last period ends with the last day; what is too short to be one before the first is left out.
    const auto past = static_cast<std::int32_t>(*last) + 1;
    const auto periods = std::max(1, (past - static_cast<std::int32_t>(*first)) / length);
    const auto begin = past - periods * length;
    if (periods > most_periods)
        throw Error{Fault::bad_input,
                    message("table counts: expected at most {} periods, found {}; are the days "
                            "right?",
                            most_periods, periods)};
    Grid grid;
    for (std::int32_t i = 0; i < periods; ++i) grid.days.push_back(begin + i * length);
    grid.values.assign(number.size() * grid.periods(), 0);
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (days[i] < begin) {
            ++grid.before_the_first;
            continue;
        }
        const auto area = number.find(names[i]);
        if (area == number.end()) {
            ++grid.strangers;
            continue;
        }
        const auto period = static_cast<std::size_t>((static_cast<std::int32_t>(days[i]) - begin) / length);
        grid.values[area->second * grid.periods() + period] += values[i];
    }
    if (grid.strangers > 0 &&
        grid.strangers + grid.before_the_first == static_cast<std::int64_t>(names.size()))
        throw Error{
            Fault::bad_input,
            message("counts: expected areas by their id, such as \"{}\"; found \"{}\", and no row with "
                    "one of them. Were zeros before a number lost, or is it another column: --map "
                    "areas.id=COLUMN?",
                    number.begin()->first, names.front())};
    return grid;
}

void tell_left_out(const Grid& grid, Result& result) {
    if (grid.strangers > 0) result.excluded.push_back({"counts", "unknown_area", grid.strangers});
    if (grid.before_the_first > 0)
        result.excluded.push_back({"counts", "before_the_first_period", grid.before_the_first});
}

}  // namespace atalaya::methods
