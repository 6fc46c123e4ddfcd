#include <cmath>

#include "methods/all.hpp"
#include "methods/beside.hpp"
#include "methods/rows.hpp"
#include "stats/small_counts.hpp"

namespace atalaya::methods {

namespace {

const std::vector<std::string> figures{"events", "g", "statistic", "p", "p_error", "exact", "configurations"};

Result run_bins(const Asked& asked) {
    const auto& events = asked.table("bins").numbers("events");
    std::vector<std::int64_t> counts;
    std::int64_t total = 0;
    for (const double count : events) {
        counts.push_back(static_cast<std::int64_t>(count));
        total += counts.back();
    }
    const auto& by = asked.choice("deviation");
    const auto draws = permutations_of(asked);
    const auto test =
        stats::exact_bins(counts,
                          by == "chi2" ? stats::BinsStatistic::chi2
                          : by == "ks" ? stats::BinsStatistic::ks
                                       : stats::BinsStatistic::g,
                          {.replicates = draws.replicates, .seed = draws.seed, .threads = draws.threads});
    if (!test) return refusal(std::string{stats::code(test.error())});
    Rows rows{figures};
    rows.add({static_cast<double>(total), test->g, test->statistic, test->p, test->p_error,
              test->exact ? 1.0 : 0.0, finite(test->configurations)},
             std::isfinite(test->configurations) ? "" : "too_many_configurations");
    Rows bins{{"share", "expected"}};
    for (const double count : events)
        bins.add({count / static_cast<double>(total),
                  static_cast<double>(total) / static_cast<double>(events.size())});
    Result result;
    result.tables.emplace("test", std::move(rows).frame());
    result.tables.emplace("bins", std::move(bins).frame());
    return result;
}

}  // namespace

Method small_bins() {
    return {
        .name = "small_bins",
        .version = "3",
        .family = "rates",
        .tables = {{.name = "bins", .columns = {{.name = "events", .holds = Holds::count}}, .least = 2}},
        .settings = {choice("deviation", {"g", "chi2", "ks"}), whole("permutations", 9'999, 20, 99'999)},
        .answers = {{.name = "test", .columns = named(figures)},
                    {.name = "bins", .columns = named({"share", "expected"}), .rows = "bins"}},
        .random = true,
        .run = run_bins,
    };
}

}  // namespace atalaya::methods
