#include <algorithm>
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
    const auto found = stats::hit_scores(places.numbers("observed"), predicted, area);
    if (!found) return refusal(std::string{stats::code(found.error())});
    // In the order of the forecast, as hit_scores() takes them: most first, equal ones as given.
    std::vector<std::size_t> order(area.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return predicted[a] > predicted[b]; });
    double all = 0, so_far = 0;
    for (const double one : area) all += one;
    const double until = asked.number("share");
    Rows rows{figures};
    for (std::size_t k = 0; k < found->size(); ++k) {
        so_far += area[order[k]];
        const auto& hits = (*found)[k];
        rows.add({static_cast<double>(k + 1), so_far / all, hits.observed, hits.predicted, hits.hit_rate,
                  finite(hits.pai), finite(hits.pei), finite(hits.rri)},
                 std::isfinite(hits.pei) && std::isfinite(hits.rri) ? "" : stats::code(stats::Why::no_base));
        if (so_far >= until * all) break;
    }
    return answer("curve", std::move(rows));
}

}  // namespace

Method map_accuracy() {
    return {
        .name = "map_accuracy",
        .version = "1",
        .family = "space_time",
        .tables = {{.name = "places",
                    .columns = {{.name = "observed", .holds = Holds::count},
                                {.name = "predicted"},
                                {.name = "area", .holds = Holds::positive, .optional = true}}}},
        .settings = {number("share", 1, 0.0001, 1)},
        .answers = {{.name = "curve", .columns = named(figures)}},
        .run = run_accuracy,
    };
}

}  // namespace atalaya::methods
