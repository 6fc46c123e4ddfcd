#include "stats/nowcast.hpp"

#include <algorithm>
#include <map>

#include "core/error.hpp"
#include "methods/all.hpp"
#include "methods/rows.hpp"

namespace atalaya::methods {

namespace {

const std::vector<std::string> by_period{"period",  "known", "final",  "missing",
                                         "mack_se", "low",   "median", "high"};
const std::vector<std::string> by_delay{"delay", "complete", "factor", "sigma2"};

// What came in of each period by delay, cumulated; periods oldest first, each as far as it is known: to the delay that the
// newest period has had time for.
struct Told {
    std::vector<double> periods;
    stats::Triangle cumulated;
};

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
        cells[periods[i]][delay] += counts[i];
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

Result run_nowcast(const Asked& asked) {
    const auto told = triangle_of(asked);
    const auto found = stats::chain_ladder(told.cumulated);
    if (!found) return refusal(std::string{stats::code(found.error())});
    const auto intervals = stats::predictive_intervals(*found, asked.number("confidence"));
    Rows rows{by_period};
    for (std::size_t i = 0; i < told.periods.size(); ++i) {
        const auto& period = found->periods[i];
        rows.add({told.periods[i], period.known, period.ultimate, period.missing, period.mack_se,
                  intervals[i].low, intervals[i].median, intervals[i].high});
    }
    Rows delays{by_delay};
    for (std::size_t k = 0; k < found->complete.size(); ++k) {
        const bool last = k >= found->factors.size();
        delays.add({static_cast<double>(k), found->complete[k], last ? no_value : found->factors[k],
                    last ? no_value : found->sigma2[k]},
                   last ? "last_delay" : "");
    }
    Rows sums{{"missing", "mack_se", "phi"}};
    sums.add({found->missing, found->mack_se, found->phi});
    Result result;
    result.tables.emplace("periods", std::move(rows).frame());
    result.tables.emplace("delays", std::move(delays).frame());
    result.tables.emplace("total", std::move(sums).frame());
    return result;
}

}  // namespace

Method nowcast() {
    return {
        .name = "nowcast",
        .version = "1",
        .family = "time",
        .tables = {{.name = "reports",
                    .columns = {{.name = "period"},
                                {.name = "delay", .holds = Holds::count},
                                {.name = "events", .holds = Holds::count}}}},
        .settings = {number("confidence", 0.95, 0.5, 0.9999)},
        .answers = {{.name = "periods", .columns = named(by_period)},
                    {.name = "delays", .columns = named(by_delay)},
                    {.name = "total", .columns = named({"missing", "mack_se", "phi"})}},
        .run = run_nowcast,
    };
}

}  // namespace atalaya::methods
