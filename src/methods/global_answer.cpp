#include "methods/global_answer.hpp"

#include <cmath>

#include "methods/beside.hpp"
#include "methods/rows.hpp"

namespace atalaya::methods {

namespace {

const std::vector<std::string> by_randomisation{"value", "expectation", "variance", "z", "p_clustered", "p"};
const std::vector<std::string> by_normality{"variance_normality", "z_normality", "p_clustered_normality"};
const std::vector<std::string> by_permutation{"p_permutation", "p_permutation_error"};

void append(std::vector<std::string>& names, const std::vector<std::string>& more) {
    names.insert(names.end(), more.begin(), more.end());
}

Result run_global(const GlobalMethod& made, const Asked& asked) {
    const auto beside = methods::beside(asked);
    const auto found =
        made.kernel(asked.table("areas").numbers("value"), weights_of(asked, beside), permutations_of(asked));
    if (!found) return refusal(std::string{stats::code(found.error())});
    auto result = autocorrelation_answer(asked, *found);
    tell_left_out(beside, found->islands, result);
    return result;
}

}  // namespace

std::vector<std::string> autocorrelation_figures(bool normality) {
    auto names = by_randomisation;
    if (normality) append(names, by_normality);
    return names;
}

Result autocorrelation_answer(const Asked& asked, const stats::Autocorrelation& found) {
    auto names = autocorrelation_figures(found.normality.has_value());
    const auto& by = found.randomisation;
    std::vector<double> figures{found.value, found.expectation, by.variance,
                                by.z,        by.p.high,         by.p.two_sided()};
    if (const auto& normal = found.normality)
        figures.insert(figures.end(), {normal->variance, normal->z, normal->p.high});
    if (const auto& tails = found.permutation) {
        append(names, by_permutation);
        figures.insert(figures.end(),
                       {tails->high, simulation_error(tails->high, permutations_of(asked).replicates)});
    }
    Rows rows{names};
    rows.add(figures, std::isnan(by.variance) ? "variance_below_0" : "");
    return answer("statistic", std::move(rows));
}

Method global_method(GlobalMethod made) {
    auto settings = neighbour_settings();
    settings.push_back(weight_setting(made.usual_weights));
    settings.push_back(permutation_setting());
    auto columns = named(autocorrelation_figures(made.normality));
    for (const auto& name : by_permutation) columns.push_back({.name = name, .optional = true});
    return {
        .name = made.name,
        .version = "2",
        .family = "space",
        .tables = {areas_with({{.name = "value"}}), links_between_areas()},
        .settings = std::move(settings),
        .answers = {{.name = "statistic", .columns = std::move(columns)}},
        .random = true,
        .run = [made](const Asked& asked) { return run_global(made, asked); },
    };
}

}  // namespace atalaya::methods
