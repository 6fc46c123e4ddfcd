#include "methods/all.hpp"
#include "methods/beside.hpp"
#include "methods/global_answer.hpp"
#include "methods/rows.hpp"
#include "stats/empirical_bayes.hpp"

namespace atalaya::methods {

namespace {

Result run_moran(const Asked& asked) {
    const auto& areas = asked.table("areas");
    const auto beside = methods::beside(asked);
    const auto found = stats::empirical_bayes_moran(areas.numbers("events"), areas.numbers("exposure"),
                                                    weights_of(asked, beside), permutations_of(asked));
    if (!found) return refusal(std::string{stats::code(found.error())});
    auto result = autocorrelation_answer(asked, *found);
    tell_left_out(beside, found->islands, result);
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
        .version = "2",
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
