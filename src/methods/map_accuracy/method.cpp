#include <cmath>

#include "methods/all.hpp"
#include "methods/rows.hpp"
#include "stats/hits.hpp"

namespace atalaya::methods {

namespace {

const std::vector<std::string> figures{"places",   "share_of_area", "observed", "predicted",
                                       "hit_rate", "pai",           "pei",      "rri"};

Result run_accuracy(const Asked& asked) {
    const auto& places = asked.table("places");
    const auto& predicted = places.numbers("predicted");
    const auto area = asked.has("places", "area") ? places.numbers("area") : Numbers(predicted.size(), 1.0);
    const auto ties = asked.choice("ties") == "given" ? stats::Ties::given : stats::Ties::mean;
    const auto found = stats::hit_scores(places.numbers("observed"), predicted, area, ties);
    if (!found) return refusal(std::string{stats::code(found.error())});
    const double until = asked.number("share");
    Rows rows{figures};
    std::int64_t tied = 0;
    for (std::size_t k = 0; k < found->size(); ++k) {
        const auto& hits = (*found)[k];
        rows.add({static_cast<double>(k + 1), hits.share_of_area, hits.observed, hits.predicted,
                  hits.hit_rate, finite(hits.pai), finite(hits.pei), finite(hits.rri)},
                 std::isfinite(hits.pei) && std::isfinite(hits.rri) ? "" : stats::code(stats::Why::no_base));
        tied += hits.tied;
        if (hits.share_of_area >= until) break;
    }
    Result result = answer("curve", std::move(rows));
    if (tied > 0)
        result.notes.push_back({ties == stats::Ties::mean ? "tied_places" : "tied_places_as_given",
                                {{"rows", std::to_string(tied)}}});
    return result;
}

}  // namespace

Method map_accuracy() {
    return {
        .name = "map_accuracy",
        .version = "2",
        .family = "space_time",
        .tables = {{.name = "places",
                    .columns = {{.name = "observed", .holds = Holds::count},
                                {.name = "predicted"},
                                {.name = "area", .holds = Holds::positive, .optional = true}}}},
        .settings = {number("share", 1, 0.0001, 1), choice("ties", {"mean", "given"})},
        .answers = {{.name = "curve", .columns = named(figures)}},
        .run = run_accuracy,
    };
}

}  // namespace atalaya::methods
