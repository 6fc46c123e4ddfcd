#include "stats/change.hpp"

#include <algorithm>

#include "core/error.hpp"
#include "methods/all.hpp"
#include "methods/rows.hpp"
#include "stats/multiple_tests.hpp"

namespace atalaya::methods {

namespace {

const std::vector<std::string> figures{"percent", "low",          "high",        "p",
                                       "q",       "e_test",       "conditional", "root_z",
                                       "ratio",   "ratio_se_log", "ratio_low",   "ratio_high"};

struct Pair {
    double now, before, n_now, n_before;

    bool comparable() const { return n_now > 0 && n_before > 0; }
};

stats::Change change_of(const Pair& pair, double phi) {
    return stats::compare(pair.now, pair.n_now, pair.before, pair.n_before, phi);
}

// The false-discovery rate over the cells that have a p; no number for the others.
Numbers adjusted(const std::vector<Pair>& pairs, double phi) {
    Numbers p;
    std::vector<std::size_t> of;
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        if (!pairs[i].comparable()) continue;
        const double value = or_nothing(change_of(pairs[i], phi).p);
        if (std::isnan(value)) continue;
        p.push_back(value);
        of.push_back(i);
    }
    Numbers out(pairs.size(), no_value);
    const auto q = stats::benjamini_hochberg(p);
    for (std::size_t k = 0; k < of.size(); ++k) out[of[k]] = q[k];
    return out;
}

void add(Rows& rows, const Pair& pair, double q, double phi) {
    if (!pair.comparable()) return rows.none(stats::Why::no_exposure);
    const auto change = change_of(pair, phi);
    const auto now = static_cast<std::int64_t>(pair.now), before = static_cast<std::int64_t>(pair.before);
    const auto ratio = stats::rate_ratio(now, before, pair.n_now, pair.n_before);
    const std::vector<double> found{
        or_nothing(change.percent),
        or_nothing(change.low),
        or_nothing(change.high),
        or_nothing(change.p),
        q,
        or_nothing(stats::e_test(now, before, pair.n_now, pair.n_before)),
        or_nothing(stats::conditional_test(now, before, pair.n_now, pair.n_before)),
        stats::root_z(pair.now, pair.before),
        ratio ? finite(ratio->ratio) : no_value,
        ratio ? finite(ratio->se_log) : no_value,
        ratio ? finite(ratio->low) : no_value,
        ratio ? finite(ratio->high) : no_value};
    const bool whole = std::none_of(found.begin(), found.end(), [](double x) { return std::isnan(x); });
    // A percentage has no base; of 0 now there is one, and the ratio's logarithm alone is missing.
    const auto why = pair.before > 0
                         ? "zero_count"
                         : stats::code(pair.now > 0 ? stats::Why::no_base : stats::Why::no_events);
    rows.add(found, whole ? "" : why);
}

}  // namespace

Method change() {
    return {
        .name = "change",
        .version = "4",
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
                if (asked.has("cells", "exposure_now") != asked.has("cells", "exposure_before"))
                    throw Error{
                        Fault::usage,
                        message(
                            "expected both exposure_now and exposure_before, or neither: found one of them")};
                const Numbers one(now.size(), 1);
                const auto& n_now = asked.has("cells", "exposure_now") ? cells.numbers("exposure_now") : one;
                const auto& n_before =
                    asked.has("cells", "exposure_before") ? cells.numbers("exposure_before") : one;
                const auto negative = [](double n) { return n < 0; };
                if (std::ranges::any_of(n_now, negative) || std::ranges::any_of(n_before, negative))
                    return refusal(std::string{stats::code(stats::Why::not_a_count)});
                std::vector<Pair> pairs;
                for (std::size_t i = 0; i < now.size(); ++i)
                    pairs.push_back({now[i], before[i], n_now[i], n_before[i]});
                const double phi = asked.number("phi");
                const auto q = adjusted(pairs, phi);
                Rows rows{figures};
                for (std::size_t i = 0; i < pairs.size(); ++i) add(rows, pairs[i], q[i], phi);
                return answer("changes", std::move(rows));
            },
    };
}

}  // namespace atalaya::methods
