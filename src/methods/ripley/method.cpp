#include "stats/points/ripley.hpp"

#include <algorithm>
#include <map>

#include "core/error.hpp"
#include "core/json.hpp"
#include "core/text.hpp"
#include "methods/all.hpp"
#include "methods/beside.hpp"
#include "methods/point_window.hpp"
#include "methods/rows.hpp"

namespace atalaya::methods {

namespace {

const std::map<std::string, stats::EdgeWeight> edges{{"isotropic", stats::EdgeWeight::isotropic},
                                                     {"translation", stats::EdgeWeight::translation},
                                                     {"border", stats::EdgeWeight::border},
                                                     {"none", stats::EdgeWeight::none}};

std::vector<double> distances(const Asked& asked, const stats::Window& window) {
    const double shorter = std::min(window.width(), window.height());
    const double longest = asked.number("longest") > 0 ? asked.number("longest") : shorter / 4;
    if (longest > shorter)
        throw Error{Fault::usage,
                    message("expected a longest distance no more than the shorter side of the window, "
                            "{}; found {}",
                            shorter, longest)};
    // To ten digits, so that points just as far apart as a radius says are within it.
    std::vector<double> r;
    const auto steps = asked.whole("steps");
    for (std::int64_t i = 1; i <= steps; ++i) {
        const double radius = longest * static_cast<double>(i) / static_cast<double>(steps);
        r.push_back(*decimal_number(canonical_number(radius)));
    }
    return r;
}

Result run_ripley(const Asked& asked) {
    const auto points = places_of(asked, "points");
    const auto window = window_of(asked, points);
    const auto r = distances(asked, window);
    const auto edge = edges.at(asked.choice("edge"));
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
    settings.push_back(number("longest", 0, 0, 1e7, "m"));
    settings.push_back(whole("steps", 20, 1, 1000));
    settings.push_back(choice("edge", {"isotropic", "translation", "border", "none"}));
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
