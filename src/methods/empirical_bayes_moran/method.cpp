#include "methods/all.hpp"
#include "methods/beside.hpp"
#include "methods/global_answer.hpp"
#include "methods/rows.hpp"
#include "stats/empirical_bayes.hpp"

namespace atalaya::methods {

namespace {

// The areas that have a rate, with the links between them: weights are of those alone.
struct Rated {
    Numbers events, exposure;
    Beside beside;
    std::int64_t left_out = 0;
};

Rated rated(const Asked& asked) {
    const auto& areas = asked.table("areas");
    const auto &events = areas.numbers("events"), &exposure = areas.numbers("exposure");
    const auto all = methods::beside(asked);
    Rated out;
    out.beside.strangers = all.strangers;
    std::vector<std::uint32_t> place(exposure.size());
    for (std::size_t i = 0; i < exposure.size(); ++i) {
        place[i] = static_cast<std::uint32_t>(out.events.size());
        if (exposure[i] == 0) {
            ++out.left_out;
            continue;
        }
        out.events.push_back(events[i]);
        out.exposure.push_back(exposure[i]);
    }
    auto& [first, of] = out.beside.neighbours;
    for (std::size_t i = 0; i < exposure.size(); ++i) {
        if (exposure[i] == 0) continue;
        for (std::uint32_t k = all.neighbours.first[i]; k < all.neighbours.first[i + 1]; ++k) {
            const auto j = all.neighbours.of[k];
            if (exposure[j] == 0) continue;
            of.push_back(place[j]);
            if (!all.values.empty()) out.beside.values.push_back(all.values[k]);
        }
        first.push_back(static_cast<std::uint32_t>(of.size()));
    }
    return out;
}

Result run_moran(const Asked& asked) {
    const auto areas = rated(asked);
    if (areas.events.empty()) return refusal(std::string{stats::code(stats::Why::no_exposure)});
    const auto found = stats::empirical_bayes_moran(areas.events, areas.exposure,
                                                    weights_of(asked, areas.beside), permutations_of(asked));
    if (!found) return refusal(std::string{stats::code(found.error())});
    auto result = autocorrelation_answer(asked, *found);
    if (areas.left_out > 0) result.excluded.push_back({"areas", "no_exposure", areas.left_out});
    tell_left_out(areas.beside, found->islands, result);
    return result;
}

}  // namespace

Method empirical_bayes_moran() {
    auto settings = neighbour_settings();
    settings.push_back(weight_setting("row"));
    settings.push_back(permutation_setting());
    auto columns = named(autocorrelation_figures(true));
    for (const char* name : {"p_permutation", "p_permutation_error"})
        columns.push_back({.name = name, .optional = true});
    return {
        .name = "empirical_bayes_moran",
        .version = "3",
        .family = "space",
        .tables = {areas_with({{.name = "events", .holds = Holds::count},
                               {.name = "exposure", .unit = "person-year"}}),
                   links_between_areas()},
        .settings = std::move(settings),
        .answers = {{.name = "statistic", .columns = std::move(columns)}},
        .random = true,
        .run = run_moran,
    };
}

}  // namespace atalaya::methods
