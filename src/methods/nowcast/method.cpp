#include "stats/nowcast.hpp"

#include <algorithm>

#include "methods/all.hpp"
#include "methods/rows.hpp"
#include "methods/triangle.hpp"

namespace atalaya::methods {

namespace {

const std::vector<std::string> by_period{"period",  "known", "final",  "missing",
                                         "mack_se", "low",   "median", "high"};
const std::vector<std::string> by_delay{"delay", "complete", "factor", "sigma2"};

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
    if (const auto pooled = std::ranges::count_if(found->periods, &stats::NowcastPeriod::pooled))
        result.notes.push_back({"pooled_periods", {{"rows", std::to_string(pooled)}}});
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
        .tables = {reports_by_delay()},
        .settings = {number("confidence", 0.95, 0.5, 0.9999)},
        .answers = {{.name = "periods", .columns = named(by_period)},
                    {.name = "delays", .columns = named(by_delay)},
                    {.name = "total", .columns = named({"missing", "mack_se", "phi"})}},
        .run = run_nowcast,
    };
}

}  // namespace atalaya::methods
