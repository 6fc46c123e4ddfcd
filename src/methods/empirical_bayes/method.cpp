#include "stats/empirical_bayes.hpp"

#include "methods/all.hpp"
#include "methods/beside.hpp"
#include "methods/rows.hpp"

namespace atalaya::methods {

namespace {

const std::vector<std::string> figures{"raw", "smoothed", "weight", "low", "high"};

using Smoothed = stats::Maybe<std::vector<stats::Maybe<stats::SmoothedRate>>>;

// And which areas have no neighbours to be smoothed with; none has where all are smoothed together.
Smoothed smoothed(const Asked& asked, Result& result, std::vector<bool>& alone) {
    const auto& areas = asked.table("areas");
    const auto &events = areas.numbers("events"), &exposure = areas.numbers("exposure");
    const auto& scope = asked.choice("scope");
    if (scope == "global") return stats::empirical_bayes(events, exposure);
    const auto beside = methods::beside(asked);
    tell_left_out(beside, 0, result);
    for (std::size_t i = 0; i < alone.size(); ++i)
        alone[i] = beside.neighbours.first[i] == beside.neighbours.first[i + 1];
    return stats::local_empirical_bayes(
        events, exposure, beside.neighbours,
        scope == "local" ? stats::LocalMean::of_each_neighbour : stats::LocalMean::of_area);
}

Result run_bayes(const Asked& asked) {
    Result result;
    std::vector<bool> alone(asked.table("areas").rows());
    const auto found = smoothed(asked, result, alone);
    if (!found) return refusal(std::string{stats::code(found.error())});
    const double per = asked.number("per");
    Rows rows{figures};
    const auto& areas = asked.table("areas");
    const auto& exposure = areas.numbers("exposure");
    for (std::size_t i = 0; i < found->size(); ++i) {
        const auto& area = (*found)[i];
        if (!area) {
            rows.none(area.error());
            continue;
        }
        const auto limits = stats::posterior_interval(*area, exposure[i], asked.number("confidence"));
        rows.add({area->raw * per, area->smoothed * per, area->weight, limits ? limits->low * per : no_value,
                  limits ? limits->high * per : no_value},
                 limits                                   ? ""
                 : alone[i]                               ? stats::code(stats::Why::no_neighbours)
                 : limits.error() == stats::Why::constant ? "no_spread"
                                                          : "no_events");
    }
    Rows between{{"a", "b"}};
    if (const auto all = stats::between_areas(areas.numbers("events"), areas.numbers("exposure")))
        between.add({all->a, all->b});
    else
        between.none(all.error());
    result.tables.emplace("rates", std::move(rows).frame());
    result.tables.emplace("between", std::move(between).frame());
    return result;
}

}  // namespace

Method empirical_bayes() {
    auto settings = neighbour_settings();
    settings.insert(settings.begin(), choice("scope", {"global", "local", "local_marshall"}));
    settings.push_back(number("per", 100'000, 1, 1e9));
    settings.push_back(number("confidence", 0.95, 0.5, 0.9999));
    return {
        .name = "empirical_bayes",
        .version = "4",
        .family = "rates",
        .tables = {areas_with({{.name = "events", .holds = Holds::count},
                               {.name = "exposure", .unit = "person-year"}}),
                   links_between_areas()},
        .settings = std::move(settings),
        .answers = {{.name = "rates", .columns = named(figures), .rows = "areas"},
                    {.name = "between", .columns = named({"a", "b"})}},
        .run = run_bayes,
    };
}

}  // namespace atalaya::methods
