#include "stats/structural_breaks.hpp"

#include <algorithm>

#include "methods/all.hpp"
#include "methods/covariates.hpp"
#include "methods/rows.hpp"

namespace atalaya::methods {

namespace {

const std::vector<std::string> figures{"row", "low_row", "high_row"};

stats::Design design_of(const Asked& asked, std::size_t n) {
    const auto& series = asked.table("series");
    const auto names = covariates_of(asked, "series");
    const bool trend = asked.flag("trend");
    stats::Design design{1 + (trend ? 1u : 0u) + names.size(), {}};
    for (std::size_t i = 0; i < n; ++i) {
        std::vector<double> row{1};
        if (trend) row.push_back(static_cast<double>(i + 1));
        for (const auto& name : names) row.push_back(series.numbers(name)[i]);
        design.rows.push_back(std::move(row));
    }
    return design;
}

bool can_be_fitted(std::span<const double> y, const stats::BreakModel& model, double rss) {
    const bool varies = std::ranges::any_of(y, [&](double value) { return value != y.front(); });
    return std::isfinite(rss) && varies && model.design.columns < y.size();
}

Result run_breaks(const Asked& asked) {
    const auto& y = asked.table("series").numbers("value");
    const auto n = y.size();
    stats::BreakModel model{.design = design_of(asked, n)};
    model.least = std::max(model.design.columns + 1,
                           static_cast<std::size_t>(asked.number("share") * static_cast<double>(n)));
    model.most = static_cast<std::size_t>(asked.whole("most"));
    if (n < 2 * model.least) return refusal("too_few_values");
    const auto found = stats::structural_breaks(y, model);
    if (found.rss.empty()) return refusal("singular_in_a_stretch");
    if (!can_be_fitted(y, model, found.rss.front())) return refusal("constant");
    const auto asked_for = asked.whole("breaks");
    const std::size_t count = asked_for < 0 ? found.chosen : static_cast<std::size_t>(asked_for);
    if (count >= found.at.size()) return refusal("too_few_values");
    const auto intervals = stats::break_intervals(y, model, found.at[count], asked.number("level"));
    Rows rows{figures};
    for (std::size_t i = 0; i < found.at[count].size(); ++i) {
        const auto first = [](std::size_t before) { return static_cast<double>(before + 1); };
        const auto& interval = intervals[i];
        if (interval)
            rows.add({first(interval->at), first(interval->low), first(interval->high)});
        else
            rows.add({first(found.at[count][i]), no_value, no_value}, "no_fit");
    }
    Rows fits{{"breaks", "rss", "bic"}};
    for (std::size_t i = 0; i < found.rss.size(); ++i)
        fits.add({static_cast<double>(i), found.rss[i], finite(found.bic[i])},
                 std::isfinite(found.bic[i]) ? "" : "no_fit");
    Result result;
    result.tables.emplace("breaks", std::move(rows).frame());
    result.tables.emplace("fits", std::move(fits).frame());
    return result;
}

}  // namespace

Method structural_breaks() {
    std::vector<ColumnSpec> columns{{.name = "value"}};
    for (auto& column : covariate_columns()) columns.push_back(std::move(column));
    return {
        .name = "structural_breaks",
        .version = "1",
        .family = "time",
        .tables = {{.name = "series", .columns = std::move(columns), .order = Order::fixed}},
        .settings = {number("share", 0.15, 0.01, 0.5), whole("most", 5, 1, 50), whole("breaks", -1, -1, 50),
                     flag("trend", false), number("level", 0.95, 0.5, 0.999)},
        .answers = {{.name = "breaks", .columns = named(figures)},
                    {.name = "fits", .columns = named({"breaks", "rss", "bic"})}},
        .run = run_breaks,
    };
}

}  // namespace atalaya::methods
