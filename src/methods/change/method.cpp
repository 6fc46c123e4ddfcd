#include "stats/change.hpp"

#include <algorithm>

#include "methods/all.hpp"
#include "methods/rows.hpp"

namespace atalaya::methods {

namespace {

const std::vector<std::string> figures{"percent",      "low",         "high",      "p",
                                       "e_test",       "conditional", "root_z",    "ratio",
                                       "ratio_se_log", "ratio_low",   "ratio_high"};

struct Pair {
    double now, before, n_now, n_before;

    bool comparable() const { return n_now > 0 && n_before > 0; }
};

void add(Rows& rows, const Pair& pair, double phi) {
    if (!pair.comparable()) return rows.none(stats::Why::no_exposure);
    const auto change = stats::compare(pair.now, pair.n_now, pair.before, pair.n_before, phi);
    const auto now = static_cast<std::int64_t>(pair.now), before = static_cast<std::int64_t>(pair.before);
    const auto ratio = stats::rate_ratio(now, before, pair.n_now, pair.n_before);
    const std::vector<double> found{
        or_nothing(change.percent),
        or_nothing(change.low),
        or_nothing(change.high),
        or_nothing(change.p),
        or_nothing(stats::e_test(now, before, pair.n_now, pair.n_before)),
        or_nothing(stats::conditional_test(now, before, pair.n_now, pair.n_before)),
        stats::root_z(pair.now, pair.before),
        ratio ? finite(ratio->ratio) : no_value,
        ratio ? finite(ratio->se_log) : no_value,
        ratio ? finite(ratio->low) : no_value,
        ratio ? finite(ratio->high) : no_value};
    const bool whole = std::none_of(found.begin(), found.end(), [](double x) { return std::isnan(x); });
    const auto why = pair.now == 0 && pair.before == 0 ? stats::Why::no_events : stats::Why::no_base;
    rows.add(found, whole ? "" : stats::code(why));
}

}  // namespace

Method change() {
    return {
        .name = "change",
        .version = "2",
        .family = "rates",
        .tables = {{.name = "cells",
                    .columns = {{.name = "now", .holds = Holds::count},
                                {.name = "before", .holds = Holds::count},
                                {.name = "exposure_now", .unit = "any", .optional = true},
                                {.name = "exposure_before", .unit = "any", .optional = true}}}},
        .settings = {number("phi", 1, 1, 1000)},
        .answers = {{.name = "changes", .columns = named(figures), .rows = "cells"}},
        .run =
            [](const Asked& asked) {
                const auto& cells = asked.table("cells");
                const auto &now = cells.numbers("now"), &before = cells.numbers("before");
                const Numbers one(now.size(), 1);
                const auto& n_now = asked.has("cells", "exposure_now") ? cells.numbers("exposure_now") : one;
                const auto& n_before =
                    asked.has("cells", "exposure_before") ? cells.numbers("exposure_before") : one;
                Rows rows{figures};
                for (std::size_t i = 0; i < now.size(); ++i)
                    add(rows, {now[i], before[i], n_now[i], n_before[i]}, asked.number("phi"));
                return answer("changes", std::move(rows));
            },
    };
}

}  // namespace atalaya::methods
