#include "stats/change_points.hpp"

#include <algorithm>
#include <cmath>

#include "methods/all.hpp"
#include "methods/rows.hpp"

namespace atalaya::methods {

namespace {

const std::vector<std::string> figures{"row", "low_row", "high_row", "level_before", "level_after"};

double level(std::span<const double> values, std::span<const double> exposures, std::size_t first,
             std::size_t past) {
    double sum = 0, weight = 0;
    for (std::size_t i = first; i < past; ++i) {
        sum += values[i];
        weight += exposures.empty() ? 1 : exposures[i];
    }
    return sum / weight;
}

Result run_changes(const Asked& asked) {
    const auto& series = asked.table("series");
    const auto& values = series.numbers("value");
    const auto& cost = asked.choice("cost");
    stats::ChangeModel model{
        .penalty = asked.choice("penalty") == "sic" ? stats::ChangePenalty::sic : stats::ChangePenalty::mbic,
        .phi = asked.number("phi")};
    if (cost == "mean") model.cost = stats::ChangeCost::mean;
    if (cost == "mean_variance") model.cost = stats::ChangeCost::mean_variance;
    const bool poisson = model.cost == stats::ChangeCost::poisson;
    const bool counts =
        std::ranges::all_of(values, [](double value) { return value >= 0 && value == std::floor(value); });
    if (poisson && !counts) return refusal("not_a_count");
    const std::size_t usual = model.cost == stats::ChangeCost::mean ? 1 : 2;
    const auto least = static_cast<std::size_t>(asked.whole("least"));
    model.least = least > 0 ? least : usual;
    if (model.cost == stats::ChangeCost::mean_variance) model.least = std::max<std::size_t>(model.least, 2);
    const auto exposures =
        poisson && asked.has("series", "exposure") ? series.numbers("exposure") : Numbers{};
    if (values.size() < 2 * model.least) return refusal("too_few_values");
    const auto search = asked.choice("search") == "one" ? stats::one_change : stats::change_points;
    const auto found = search(values, model, exposures);
    Rows rows{figures};
    for (std::size_t i = 0; i < found.at.size(); ++i) {
        const std::size_t first = i > 0 ? found.at[i - 1] : 0;
        const std::size_t past = i + 1 < found.at.size() ? found.at[i + 1] : values.size();
        const auto span =
            stats::span_of_change(values, model, first, found.at[i], past, stats::drop_of_95, exposures);
        rows.add({static_cast<double>(found.at[i] + 1), static_cast<double>(span.first + 1),
                  static_cast<double>(span.last + 1), level(values, exposures, first, found.at[i]),
                  level(values, exposures, found.at[i], past)});
    }
    Rows sums{{"changes", "penalty", "cost"}};
    sums.add({static_cast<double>(found.at.size()), found.penalty, found.cost});
    Result result;
    result.tables.emplace("changes", std::move(rows).frame());
    result.tables.emplace("fit", std::move(sums).frame());
    return result;
}

}  // namespace

Method change_points() {
    return {
        .name = "change_points",
        .version = "4",
        .family = "time",
        .tables = {{.name = "series",
                    .columns = {{.name = "value"},
                                {.name = "exposure", .holds = Holds::positive, .optional = true}},
                    .order = Order::fixed}},
        .settings = {choice("search", {"all", "one"}), choice("cost", {"poisson", "mean", "mean_variance"}),
                     choice("penalty", {"mbic", "sic"}), whole("least", 0, 0, 100'000),
                     number("phi", 1, 0.01, 1000)},
        .answers = {{.name = "changes", .columns = named(figures)},
                    {.name = "fit", .columns = named({"changes", "penalty", "cost"})}},
        .run = run_changes,
    };
}

}  // namespace atalaya::methods
