#include <cmath>

#include "methods/all.hpp"
#include "methods/rows.hpp"
#include "stats/hit_gains.hpp"
#include "stats/hits.hpp"

namespace atalaya::methods {

namespace {

const std::vector<std::string> figures{"places",  "share_of_area", "observed", "predicted", "hit_rate",
                                       "pai",     "pei",           "rri",      "hit_low",   "hit_high",
                                       "pai_low", "pai_high",      "pei_low",  "pei_high"};
constexpr double most_throws = 2e7;  // places times draws: some seconds
const std::vector<std::string> compared{"places",       "share_of_area", "hit_rate", "baseline_hit_rate",
                                        "baseline_pai", "gain",          "gain_low", "gain_high"};
constexpr double most_compared = 1e9;  // places times rows of the curve: some seconds

// Beside another map of the same places, that of the year before: on the same share of the area.
Rows beside_baseline(const Asked& asked, const Numbers& area, stats::Ties ties, std::size_t shown) {
    Rows rows{compared};
    const auto& places = asked.table("places");
    if (!asked.has("places", "baseline")) {
        rows.none("no_baseline");
        return rows;
    }
    const bool told = static_cast<double>(area.size()) * static_cast<double>(shown) <= most_compared;
    const auto gains = *stats::hit_gains(
        places.numbers("observed"), places.numbers("predicted"), places.numbers("baseline"), area, ties,
        shown, asked.number("confidence"), told ? stats::GainLimits::told : stats::GainLimits::none);
    for (std::size_t k = 0; k < gains.size(); ++k) {
        const auto& [share, hit_rate, baseline, gain, limits] = gains[k];
        rows.add({static_cast<double>(k + 1), share, hit_rate, baseline, baseline / share, gain, limits.low,
                  limits.high},
                 told ? "" : "too_many_throws");
    }
    return rows;
}

Result run_accuracy(const Asked& asked) {
    const auto& places = asked.table("places");
    const auto& predicted = places.numbers("predicted");
    const auto area = asked.has("places", "area") ? places.numbers("area") : Numbers(predicted.size(), 1.0);
    const auto ties = asked.choice("ties") == "given" ? stats::Ties::given : stats::Ties::mean;
    const auto found = stats::hit_scores(places.numbers("observed"), predicted, area, ties);
    if (!found) return refusal(std::string{stats::code(found.error())});
    const double until = asked.number("share");
    std::size_t shown = 0;
    while (shown < found->size() && (shown == 0 || (*found)[shown - 1].share_of_area < until)) ++shown;
    const auto draws = static_cast<std::size_t>(asked.whole("draws"));
    const bool thrown = static_cast<double>(found->size()) * static_cast<double>(draws) <= most_throws;
    const auto limits = thrown
                            ? *stats::hit_intervals(places.numbers("observed"), predicted, area, ties, shown,
                                                    {.confidence = asked.number("confidence"),
                                                     .replicates = draws,
                                                     .seed = asked.seed,
                                                     .threads = asked.threads})
                            : std::vector<stats::HitIntervals>{};
    Rows rows{figures};
    std::int64_t tied = 0;
    for (std::size_t k = 0; k < shown; ++k) {
        const auto& hits = (*found)[k];
        const auto at = [&](stats::Interval stats::HitIntervals::*of, double stats::Interval::*end) {
            return thrown ? finite(limits[k].*of.*end) : no_value;
        };
        using stats::HitIntervals, stats::Interval;
        rows.add({static_cast<double>(k + 1), hits.share_of_area, hits.observed, hits.predicted,
                  hits.hit_rate, finite(hits.pai), finite(hits.pei), finite(hits.rri),
                  at(&HitIntervals::hit_rate, &Interval::low), at(&HitIntervals::hit_rate, &Interval::high),
                  at(&HitIntervals::pai, &Interval::low), at(&HitIntervals::pai, &Interval::high),
                  at(&HitIntervals::pei, &Interval::low), at(&HitIntervals::pei, &Interval::high)},
                 !std::isfinite(hits.pei) || !std::isfinite(hits.rri) ? stats::code(stats::Why::no_base)
                 : thrown                                             ? ""
                                                                      : "too_many_throws");
        tied += hits.tied;
    }
    Result result = answer("curve", std::move(rows));
    result.tables.emplace("baseline", beside_baseline(asked, area, ties, shown).frame());
    if (tied > 0)
        result.notes.push_back({ties == stats::Ties::mean ? "tied_places" : "tied_places_as_given",
                                {{"rows", std::to_string(tied)}}});
    return result;
}

}  // namespace

Method map_accuracy() {
    return {
        .name = "map_accuracy",
        .version = "5",
        .family = "space_time",
        .tables = {{.name = "places",
                    .columns = {{.name = "observed", .holds = Holds::count},
                                {.name = "predicted"},
                                {.name = "baseline", .optional = true},
                                {.name = "area", .holds = Holds::positive, .optional = true}}}},
        .settings = {number("share", 1, 0.0001, 1), choice("ties", {"mean", "given"}),
                     number("confidence", 0.95, 0.5, 0.9999), whole("draws", 199, 20, 99'999)},
        .answers = {{.name = "curve", .columns = named(figures)},
                    {.name = "baseline", .columns = named(compared)}},
        .random = true,
        .run = run_accuracy,
    };
}

}  // namespace atalaya::methods
