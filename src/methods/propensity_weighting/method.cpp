#include "methods/all.hpp"
#include "methods/covariates.hpp"
#include "methods/rows.hpp"
#include "stats/distributions.hpp"
#include "stats/propensity.hpp"

namespace atalaya::methods {

namespace {

const std::vector<std::string> in_all{
    "raw_difference",     "att", "att_se", "att_low", "att_high", "ate", "ate_se", "ate_low", "ate_high",
    "effective_untreated"};

Result run_weighting(const Asked& asked) {
    const auto& units = asked.table("units");
    const auto names = covariates_of(asked, "units");
    std::vector<std::vector<double>> covariates;
    for (const auto& name : names) covariates.push_back(units.numbers(name));
    if (covariates.empty()) return refusal("no_covariates");
    const auto found =
        stats::propensity_weighting(units.numbers("outcome"), units.numbers("treated"), covariates);
    if (!found) return refusal(std::string{stats::code(found.error())});
    const double z = stats::normal_quantile((1 + asked.number("confidence")) / 2);
    const double att = found->att, ate = found->ate;
    const double of_att = z * found->att_se, of_ate = z * found->ate_se;
    Rows sums{in_all};
    sums.add({found->raw_difference, att, found->att_se, att - of_att, att + of_att, ate, found->ate_se,
              ate - of_ate, ate + of_ate, found->effective_untreated});
    Rows balance{{"coefficient", "before", "after"}};
    for (std::size_t i = 0; i < names.size(); ++i) {
        const auto& [before, after] = found->balance[i];
        balance.add({found->coefficients[i + 1], or_nothing(before), or_nothing(after)},
                    before && after ? "" : stats::code(stats::Why::no_base));
    }
    Frame of_covariates = std::move(balance).frame();
    of_covariates.add("covariate", names);
    Rows scores{{"score"}};
    for (const double score : found->score) scores.add({score});
    Result result;
    result.tables.emplace("effect", std::move(sums).frame());
    result.tables.emplace("balance", std::move(of_covariates));
    result.tables.emplace("units", std::move(scores).frame());
    return result;
}

}  // namespace

Method propensity_weighting() {
    std::vector<ColumnSpec> columns{{.name = "outcome"}, {.name = "treated", .holds = Holds::flag}};
    for (auto& column : covariate_columns()) columns.push_back(std::move(column));
    return {
        .name = "propensity_weighting",
        .version = "2",
        .family = "evaluation",
        .tables = {{.name = "units", .columns = std::move(columns)}},
        .settings = {number("confidence", 0.95, 0.5, 0.9999)},
        .answers = {{.name = "effect", .columns = named(in_all)},
                    {.name = "balance",
                     .columns = {{.name = "coefficient"},
                                 {.name = "before"},
                                 {.name = "after"},
                                 {.name = "covariate", .holds = Holds::text}}},
                    {.name = "units", .columns = named({"score"}), .rows = "units"}},
        .run = run_weighting,
    };
}

}  // namespace atalaya::methods
