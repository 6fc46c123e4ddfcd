#include "stats/synthetic_control.hpp"

#include <algorithm>

#include "core/error.hpp"
#include "methods/all.hpp"
#include "methods/covariates.hpp"
#include "methods/panel.hpp"
#include "methods/rows.hpp"

namespace atalaya::methods {

namespace {

const std::vector<std::string> in_all{"mean_gap", "before", "after", "ratio", "rank", "p"};

// The one unit that is treated, and from which period on.
void find_treated(const Asked& asked, const PanelRows& rows, stats::SyntheticPanel& panel) {
    const auto& flags = asked.table("panel").numbers("treated");
    std::vector<std::size_t> treated;
    for (std::size_t u = 0; u < rows.units.size(); ++u) {
        const auto on = [&](std::size_t at) { return flags[at] != 0; };
        const auto first = std::find_if(rows.row[u].begin(), rows.row[u].end(), on);
        if (first == rows.row[u].end()) continue;
        if (!std::all_of(first, rows.row[u].end(), on))
            throw Error{Fault::bad_input,
                        message("table panel: expected \"treated\" to stay 1 once it is, in all "
                                "periods of \"{}\"",
                                rows.units[u])};
        treated.push_back(u);
        panel.start = static_cast<std::size_t>(first - rows.row[u].begin());
    }
    if (treated.size() != 1)
        throw Error{Fault::bad_input,
                    message("table panel: expected one unit whose \"treated\" is 1 from some "
                            "period on, found {}",
                            treated.size())};
    panel.treated = treated.front();
}

// Units without a row of predictors are left out; gives how many.
std::int64_t leave_out_unknown(const Asked& asked, PanelRows& rows) {
    if (!asked.has("predictors")) return 0;
    const auto& known = asked.table("predictors").texts("unit");
    std::int64_t left_out = 0;
    for (std::size_t u = rows.units.size(); u-- > 0;) {
        if (std::find(known.begin(), known.end(), rows.units[u]) != known.end()) continue;
        left_out += static_cast<std::int64_t>(rows.row[u].size());
        rows.units.erase(rows.units.begin() + static_cast<std::ptrdiff_t>(u));
        rows.row.erase(rows.row.begin() + static_cast<std::ptrdiff_t>(u));
    }
    return left_out;
}

// The predictors of a table of their own; without it none, and the kernel takes the outcomes before.
void take_predictors(const Asked& asked, const PanelRows& rows, stats::SyntheticPanel& panel) {
    if (!asked.has("predictors")) return;
    const auto& table = asked.table("predictors");
    const auto& known = table.texts("unit");
    const auto names = covariates_of(asked, "predictors");
    panel.predictors = names.size();
    for (const auto& unit : rows.units) {
        const auto at = static_cast<std::size_t>(std::find(known.begin(), known.end(), unit) - known.begin());
        for (const auto& name : names) panel.values.push_back(table.numbers(name)[at]);
    }
}

Frame gaps(const stats::SyntheticControl& found, const stats::SyntheticPanel& panel, const PanelRows& rows) {
    Rows out{{"period", "treated", "synthetic", "gap"}};
    for (std::size_t t = 0; t < panel.periods; ++t) {
        const double value = panel.outcomes[panel.treated * panel.periods + t];
        out.add({rows.periods[t], value, value - found.gap[t], found.gap[t]});
    }
    return std::move(out).frame();
}

Result run_control(const Asked& asked) {
    auto rows = panel_rows(asked, "panel");
    const auto unknown = leave_out_unknown(asked, rows);
    stats::SyntheticPanel panel{.units = rows.units.size(), .periods = rows.periods.size()};
    panel.outcomes = rows.outcomes(asked.table("panel").numbers("value"));
    find_treated(asked, rows, panel);
    take_predictors(asked, rows, panel);
    constexpr std::size_t least_donors = 3;  // of fewer no p is below 1/4, and a blend is hardly one
    if (panel.units < 1 + least_donors) return refusal("few_donors");
    if (panel.start < 2) return refusal("short_before");
    const auto found = stats::synthetic_control(panel);
    if (!found) return refusal(std::string{stats::code(found.error())});
    const auto placebos = stats::placebo_controls(panel, static_cast<unsigned>(asked.threads));
    if (!placebos) return refusal(std::string{stats::code(placebos.error())});

    Rows units{{"weight", "ratio"}};
    for (std::size_t u = 0; u < panel.units; ++u) {
        const auto& ratio = placebos->ratios[u];
        units.add({found->weights[u], or_nothing(ratio)}, ratio ? "" : stats::code(ratio.error()));
    }
    Frame of_units = std::move(units).frame();
    of_units.add("unit", rows.units);
    Rows sums{in_all};
    sums.add({found->mean_gap, found->before, found->after, or_nothing(found->ratio),
              static_cast<double>(placebos->rank), placebos->p},
             found->ratio ? "" : stats::code(found->ratio.error()));
    Result result;
    result.tables.emplace("effect", std::move(sums).frame());
    result.tables.emplace("units", std::move(of_units));
    result.tables.emplace("gaps", gaps(*found, panel, rows));
    if (unknown > 0) result.excluded.push_back({"panel", "no_predictors", unknown});
    if (rows.unbalanced > 0) result.excluded.push_back({"panel", "unbalanced", rows.unbalanced});
    return result;
}

}  // namespace

Method synthetic_control() {
    std::vector<ColumnSpec> predictors{{.name = "unit", .holds = Holds::text}};
    for (auto& column : covariate_columns()) predictors.push_back(std::move(column));
    return {
        .name = "synthetic_control",
        .version = "2",
        .family = "evaluation",
        .tables = {{.name = "panel",
                    .columns = {{.name = "unit", .holds = Holds::text},
                                {.name = "period"},
                                {.name = "value"},
                                {.name = "treated", .holds = Holds::flag}}},
                   {.name = "predictors", .columns = std::move(predictors), .optional = true}},
        .answers =
            {{.name = "effect", .columns = named(in_all)},
             {.name = "units",
              .columns = {{.name = "weight"}, {.name = "ratio"}, {.name = "unit", .holds = Holds::text}}},
             {.name = "gaps", .columns = named({"period", "treated", "synthetic", "gap"})}},
        .run = run_control,
    };
}

}  // namespace atalaya::methods
