#include "methods/local_answer.hpp"

#include "methods/rows.hpp"

namespace atalaya::methods {

namespace {

const std::vector<std::string> figures{"value", "expectation", "variance", "z", "p", "q"};
const std::vector<std::string> by_permutation{"p_permutation", "p_permutation_error"};

Result run_local(const LocalMethod& made, const Asked& asked) {
    const auto beside = methods::beside(asked);
    const auto found = made.kernel(asked, beside);
    if (!found) return refusal(std::string{stats::code(found.error())});
    const auto replicates = permutations_of(asked).replicates;
    auto names = figures;
    if (replicates > 0) names.insert(names.end(), by_permutation.begin(), by_permutation.end());
    Rows rows{names};
    const auto label = made.labels(asked);
    const double level = asked.number("level");
    Texts clusters;
    std::size_t islands = 0;
    for (std::size_t i = 0; i < found->size(); ++i) {
        const auto& test = (*found)[i];
        if (!test) {
            rows.none(test.error());
            clusters.emplace_back();
            islands += test.error() == stats::Why::no_neighbours;
            continue;
        }
        const auto p_of = [&](const stats::Tails& tails) {
            return made.upper ? tails.high : tails.two_sided();
        };
        // A two-sided p is twice that of a tail, and errs by twice as much.
        const auto error_of = [&](double p) {
            return made.upper ? simulation_error(p, replicates) : 2 * simulation_error(p / 2, replicates);
        };
        std::vector<double> row{test->value, test->expectation, test->variance,
                                test->z,     p_of(test->p),     test->q};
        if (replicates > 0) {
            const double p = p_of(test->permutation);
            row.insert(row.end(), {p, error_of(p)});
        }
        rows.add(row);
        clusters.push_back(test->q <= level ? label(i, *test) : "none");
    }
    Frame frame = std::move(rows).frame();
    frame.add("cluster", std::move(clusters));
    Result result;
    result.tables.emplace("areas", std::move(frame));
    tell_left_out(beside, islands, result);
    return result;
}

}  // namespace

Method local_method(LocalMethod made) {
    auto settings = neighbour_settings();
    settings.push_back(weight_setting(made.usual_weights));
    settings.push_back(permutation_setting(9999));
    settings.push_back(number("level", 0.05, 0.0001, 0.5));
    settings.insert(settings.end(), made.settings.begin(), made.settings.end());
    auto columns = named(figures);
    for (const auto& name : by_permutation) columns.push_back({.name = name, .optional = true});
    columns.push_back({.name = "cluster", .holds = Holds::text});
    return {
        .name = made.name,
        .version = made.version,
        .family = "space",
        .tables = {areas_with({made.column}), links_between_areas()},
        .settings = std::move(settings),
        .answers = {{.name = "areas", .columns = std::move(columns), .rows = "areas"}},
        .random = true,
        .run = [made](const Asked& asked) { return run_local(made, asked); },
    };
}

}  // namespace atalaya::methods
