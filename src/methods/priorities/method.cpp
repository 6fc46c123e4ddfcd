#include "stats/priorities.hpp"

#include "methods/all.hpp"
#include "methods/covariates.hpp"
#include "methods/rows.hpp"

namespace atalaya::methods {

namespace {

const std::vector<std::string> figures{"score", "rank", "level", "best_rank", "worst_rank", "within_top"};

std::string weight_of(const std::string& criterion) {
    return "weight" + criterion.substr(1);  // x1: weight1
}

Result run_priorities(const Asked& asked) {
    const auto names = covariates_of(asked, "places");
    std::vector<std::vector<double>> criteria;
    stats::PriorityModel model{.factor = asked.number("factor"),
                               .top = static_cast<std::size_t>(asked.whole("top"))};
    for (const auto& name : names) {
        criteria.push_back(asked.table("places").numbers(name));
        model.weights.push_back(asked.number(weight_of(name)));
    }
    if (asked.choice("scale") == "range") model.scale = stats::PriorityScale::range;
    if (asked.choice("scale") == "z") model.scale = stats::PriorityScale::z;
    if (names.empty()) return refusal("no_covariates");
    const auto found = stats::priorities(criteria, model);
    if (!found) return refusal(std::string{stats::code(found.error())});
    Rows places{figures};
    for (const auto& place : found->places)
        places.add({place.score, static_cast<double>(place.rank), static_cast<double>(place.level),
                    static_cast<double>(place.best), static_cast<double>(place.worst), place.within_top});
    double total = 0;
    for (const double weight : model.weights) total += weight;
    Rows weights{{"share", "agreement_without"}};
    for (std::size_t j = 0; j < names.size(); ++j) {
        const auto& without = found->without[j];
        const bool alone = !without && without.error() == stats::Why::too_few_values;
        weights.add({model.weights[j] / total, without.value_or(no_value)},
                    without ? ""
                    : alone ? "no_other_criterion"
                            : stats::code(without.error()));
    }
    Frame criteria_frame = std::move(weights).frame();
    criteria_frame.add("criterion", Texts{names});
    Result result;
    result.tables.emplace("places", std::move(places).frame());
    result.tables.emplace("criteria", std::move(criteria_frame));
    return result;
}

}  // namespace

Method priorities() {
    std::vector<ColumnSpec> columns{{.name = "id", .holds = Holds::text, .optional = true}};
    std::vector<Setting> settings{choice("scale", {"ranks", "range", "z"}), number("factor", 2, 1.01, 100),
                                  whole("top", 10, 1, 1'000'000)};
    for (auto& column : covariate_columns()) {
        settings.push_back(number(weight_of(column.name), 1, 0, 1e6));
        columns.push_back(std::move(column));
    }
    auto shares = named({"share", "agreement_without"});
    shares.push_back({.name = "criterion", .holds = Holds::text});
    return {
        .name = "priorities",
        .version = "2",
        .family = "space",
        .tables = {{.name = "places", .columns = std::move(columns), .least = 2}},
        .settings = std::move(settings),
        .answers = {{.name = "places", .columns = named(figures), .rows = "places"},
                    {.name = "criteria", .columns = std::move(shares)}},
        .run = run_priorities,
    };
}

}  // namespace atalaya::methods
