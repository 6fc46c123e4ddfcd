#include "methods/triangle.hpp"

#include <algorithm>
#include <map>

#include "core/error.hpp"

namespace atalaya::methods {

TableSpec reports_by_delay() {
    return {.name = "reports",
            .columns = {{.name = "period"},
                        {.name = "delay", .holds = Holds::count},
                        {.name = "events", .holds = Holds::count}}};
}

Told triangle_of(const Asked& asked) {
    const auto& table = asked.table("reports");
    const auto &periods = table.numbers("period"), &delays = table.numbers("delay"),
               &counts = table.numbers("events");
    std::map<double, std::map<std::size_t, double>> cells;
    std::size_t longest = 0;
    for (std::size_t i = 0; i < periods.size(); ++i) {
        const auto delay = static_cast<std::size_t>(delays[i]);
        if (delay > 10'000)
            throw Error{
                Fault::bad_input,
                message("table reports: expected delays of at most 10000 periods, found {}", delays[i])};
        longest = std::max(longest, delay);
        if (!cells[periods[i]].emplace(delay, counts[i]).second)
            throw Error{Fault::bad_input,
                        message("table reports: expected each delay of a period once, found delay {} of "
                                "period {} twice; add its rows up",
                                delay, periods[i])};
    }
    Told told;
    const std::size_t n = cells.size();
    stats::Triangle increments;
    for (const auto& [period, of_delay] : cells) {
        const std::size_t age = n - 1 - told.periods.size();
        std::vector<double> row(std::min(age, longest) + 1, 0.0);
        for (const auto& [delay, count] : of_delay) {
            if (delay >= row.size())
                throw Error{
                    Fault::bad_input,
                    message(
                        "table reports: expected no delay longer than the period is old, {} periods; found "
                        "{} in period {}",
                        age, delay, period)};
            row[delay] = count;
        }
        told.periods.push_back(period);
        increments.push_back(std::move(row));
    }
    told.cumulated = stats::cumulative(increments);
    return told;
}

}  // namespace atalaya::methods
