#include "stats/points/ripley.hpp"

#include <algorithm>

#include "methods/all.hpp"
#include "methods/beside.hpp"
#include "methods/distances.hpp"
#include "methods/point_window.hpp"
#include "methods/rows.hpp"

namespace atalaya::methods {

namespace {

Result run_ripley(const Asked& asked) {
    const auto points = places_of(asked, "points");
    const auto window = window_about(asked, points);
    const auto r = distances_of(asked, window);
    const auto edge = edge_of(asked);
    const auto k = stats::ripley_k(points, window, r, edge);
    if (!k) return refusal(std::string{stats::code(k.error())});
    const auto envelope =
        stats::global_envelope(points, window, r, edge, permutations_of(asked), asked.number("level"));
    if (!envelope) return refusal(std::string{stats::code(envelope.error())});
    Rows rows{{"r", "k", "l", "low", "high"}};
    for (std::size_t i = 0; i < r.size(); ++i) {
        const auto& value = (*k)[i];
        rows.add({r[i], or_nothing(value), value ? stats::besag_l(*value) : no_value,
                  std::max(0.0, r[i] - envelope->half_width), r[i] + envelope->half_width},
                 value ? "" : stats::code(value.error()));
    }
    Rows test{{"deviation", "p", "p_error"}};
    test.add(
        {envelope->deviation, envelope->p, simulation_error(envelope->p, permutations_of(asked).replicates)});
    Result result;
    result.tables.emplace("test", std::move(test).frame());
    result.tables.emplace("distances", std::move(rows).frame());
    return result;
}

}  // namespace

Method ripley() {
    auto settings = window_settings();
    for (auto& setting : distance_settings({"isotropic", "translation", "border", "none"}))
        settings.push_back(std::move(setting));
    settings.push_back(whole("permutations", 199, 1, 99'999));
    settings.push_back(number("level", 0.05, 0.0001, 0.5));
    return {
        .name = "ripley",
        .version = "1",
        .family = "space",
        .tables = {points_table()},
        .settings = std::move(settings),
        .answers = {{.name = "test", .columns = named({"deviation", "p", "p_error"})},
                    {.name = "distances", .columns = named({"r", "k", "l", "low", "high"})}},
        .random = true,
        .run = run_ripley,
    };
}

}  // namespace atalaya::methods
