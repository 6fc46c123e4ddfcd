#include <algorithm>
#include <cmath>
#include <optional>

#include "methods/all.hpp"
#include "methods/rows.hpp"
#include "stats/distributions.hpp"
#include "stats/penalised_poisson.hpp"
#include "stats/stepwise.hpp"

namespace atalaya::methods {

namespace {

constexpr int most_factors = 60;
const std::vector<std::string> of_factor{"penalised", "estimate",  "se",        "p",
                                         "ratio",     "ratio_low", "ratio_high"};

std::string factor_name(int i) {
    return "x" + std::to_string(i);
}

struct Factors {
    std::vector<std::string> names;
    stats::ColumnsOf scaled;    // mean 0 and standard deviation 1, or as they are
    std::vector<double> scale;  // of each; 0 where it does not vary
};

Factors factors_of(const Asked& asked) {
    Factors out;
    const auto& table = asked.table("cells");
    for (int i = 1; i <= most_factors; ++i) {
        const auto name = factor_name(i);
        if (!asked.has("cells", name)) continue;
        auto column = table.numbers(name);
        const double n = static_cast<double>(column.size());
        double mean = 0, squares = 0;
        for (const double value : column) mean += value / n;
        for (const double value : column) squares += (value - mean) * (value - mean);
        const double sd = n > 1 ? std::sqrt(squares / (n - 1)) : 0;
        const bool varies = sd > 1e-12 * std::abs(mean);
        const double scale = !varies ? 0 : asked.flag("standardise") ? sd : 1;
        for (double& value : column) value = scale > 0 ? (value - mean) / scale : 0;
        out.names.push_back(name);
        out.scaled.push_back(std::move(column));
        out.scale.push_back(scale);
    }
    return out;
}

struct Chosen {
    stats::PenalisedPoisson penalised;
    std::optional<stats::PenalisedPath> path;  // none where lambda was given
};

stats::Maybe<Chosen> penalised(const Asked& asked, const Factors& factors, const Numbers& events,
                               const Numbers& offset) {
    const stats::PenalisedModel model{.raising_only = asked.flag("raising_only")};
    if (const double lambda = asked.number("lambda"); lambda > 0) {
        auto fit = stats::penalised_poisson(factors.scaled, events, lambda, model, offset);
        if (!fit) return std::unexpected{fit.error()};
        return Chosen{std::move(*fit), std::nullopt};
    }
    const auto folds = static_cast<std::size_t>(asked.whole("folds"));
    if (folds > events.size()) return std::unexpected{stats::Why::too_few_values};
    auto path = stats::penalised_path(factors.scaled, events, folds, asked.seed, model, offset);
    if (!path) return std::unexpected{path.error()};
    const auto at = asked.choice("choose") == "least_error" ? path->best : path->sparest;
    auto fit = path->fits[at];
    return Chosen{std::move(fit), std::move(*path)};
}

// The better by BIC of the families that were asked for, of the columns that the penalty left.
stats::Maybe<stats::Stepwise> model_of(const Asked& asked, const stats::ColumnsOf& columns,
                                       const Numbers& events, const Numbers& offset) {
    const auto& family = asked.choice("family");
    const auto poisson = stats::stepwise_counts(columns, events, {}, offset);
    if (!poisson || family == "poisson") return poisson;
    const auto binomial =
        stats::stepwise_counts(columns, events, {.family = stats::Family::negative_binomial}, offset);
    // Counts no more spread than a Poisson's have no theta.
    if (!binomial || !std::isfinite(binomial->fit.theta)) return poisson;
    return family == "best" && poisson->bic <= binomial->bic ? poisson : binomial;
}

Rows factor_rows(const Asked& asked, const Factors& factors, const stats::PenalisedPoisson& penalised,
                 const std::vector<std::size_t>& left, const stats::Stepwise& model) {
    const double z = stats::normal_quantile((1 + asked.number("confidence")) / 2);
    Rows rows{of_factor};
    for (std::size_t j = 0; j < factors.names.size(); ++j) {
        std::vector<double> figures(of_factor.size(), no_value);
        if (factors.scale[j] == 0) {
            rows.add(figures, stats::code(stats::Why::constant));
            continue;
        }
        figures[0] = penalised.coefficients[j] / factors.scale[j];
        const auto in_left = std::ranges::find(left, j) - left.begin();
        const auto at =
            std::ranges::find(model.columns, static_cast<std::size_t>(in_left)) - model.columns.begin();
        if (at == std::ssize(model.columns)) {
            rows.add(figures, "not_chosen");
            continue;
        }
        const auto column = static_cast<std::size_t>(at) + 1;
        const double b = model.fit.coefficients[column] / factors.scale[j],
                     se = model.fit.se(column) / factors.scale[j];
        figures = {figures[0],
                   b,
                   se,
                   2 * stats::normal_cdf(-std::abs(b / se)),
                   std::exp(b),
                   std::exp(b - z * se),
                   std::exp(b + z * se)};
        const bool all = std::ranges::all_of(figures, [](double f) { return std::isfinite(f); });
        for (auto& figure : figures) figure = finite(figure);
        rows.add(figures, all ? "" : stats::code(stats::Why::no_fit));
    }
    return rows;
}

// Fitted events, and how many times the risk of the safest cell.
Rows cell_rows(const stats::Stepwise& model, const Numbers& offset) {
    std::vector<double> risk;
    for (std::size_t i = 0; i < model.fit.fitted.size(); ++i)
        risk.push_back(model.fit.fitted[i] / (offset.empty() ? 1 : std::exp(offset[i])));
    const double least = std::ranges::min(risk);
    Rows rows{{"fitted", "risk"}};
    for (std::size_t i = 0; i < risk.size(); ++i) {
        const double relative = finite(risk[i] / least);
        rows.add({model.fit.fitted[i], relative},
                 std::isfinite(relative) ? "" : stats::code(stats::Why::no_fit));
    }
    return rows;
}

Rows path_rows(const Chosen& chosen) {
    Rows rows{{"lambda", "factors", "deviance", "error", "error_se"}};
    const auto& path = chosen.path;
    if (!path) {
        const auto& one = chosen.penalised;
        rows.add({one.lambda, static_cast<double>(one.chosen()), one.deviance, no_value, no_value},
                 "not_validated");
        return rows;
    }
    for (std::size_t s = 0; s < path->fits.size(); ++s)
        rows.add({path->fits[s].lambda, static_cast<double>(path->fits[s].chosen()), path->fits[s].deviance,
                  path->error[s], path->error_se[s]});
    return rows;
}

Result run_terrain(const Asked& asked) {
    const auto& table = asked.table("cells");
    const auto factors = factors_of(asked);
    if (factors.names.empty()) return refusal("no_covariates");
    const auto& events = table.numbers("events");
    Numbers offset;
    if (asked.has("cells", "exposure"))
        for (const double value : table.numbers("exposure")) offset.push_back(std::log(value));
    const auto chosen = penalised(asked, factors, events, offset);
    if (!chosen) return refusal(std::string{stats::code(chosen.error())});

    std::vector<std::size_t> left;
    stats::ColumnsOf columns;
    for (std::size_t j = 0; j < factors.names.size(); ++j) {
        if (chosen->penalised.coefficients[j] == 0) continue;
        left.push_back(j);
        columns.push_back(factors.scaled[j]);
    }
    const auto model = model_of(asked, columns, events, offset);
    if (!model) return refusal(std::string{stats::code(model.error())});

    Rows of_factors = factor_rows(asked, factors, chosen->penalised, left, *model);
    Frame rows = std::move(of_factors).frame();
    rows.add("factor", Texts{factors.names});
    const double theta = model->fit.theta;
    const bool spread = theta > 0 && std::isfinite(theta);
    Rows fit{{"lambda", "left", "chosen", "bic", "deviance", "theta"}};
    fit.add({chosen->penalised.lambda, static_cast<double>(left.size()),
             static_cast<double>(model->columns.size()), model->bic, model->fit.deviance,
             spread ? theta : no_value},
            spread ? "" : "no_theta");
    Result result;
    result.tables.emplace("factors", std::move(rows));
    result.tables.emplace("cells", cell_rows(*model, offset).frame());
    result.tables.emplace("path", path_rows(*chosen).frame());
    result.tables.emplace("fit", std::move(fit).frame());
    return result;
}

}  // namespace

Method risk_terrain() {
    std::vector<ColumnSpec> columns{{.name = "events", .holds = Holds::count},
                                    {.name = "exposure", .holds = Holds::positive, .optional = true}};
    for (int i = 1; i <= most_factors; ++i) columns.push_back({.name = factor_name(i), .optional = true});
    auto of_factors = named(of_factor);
    of_factors.push_back({.name = "factor", .holds = Holds::text});
    return {
        .name = "risk_terrain",
        .version = "1",
        .family = "space",
        .tables = {{.name = "cells", .columns = std::move(columns)}},
        .settings = {number("lambda", 0, 0, 1e6), whole("folds", 5, 2, 20),
                     choice("choose", {"sparest", "least_error"}), flag("standardise", true),
                     flag("raising_only", false), choice("family", {"best", "poisson", "negative_binomial"}),
                     number("confidence", 0.95, 0.5, 0.9999)},
        .answers = {{.name = "factors", .columns = std::move(of_factors)},
                    {.name = "cells", .columns = named({"fitted", "risk"}), .rows = "cells"},
                    {.name = "path",
                     .columns = named({"lambda", "factors", "deviance", "error", "error_se"})},
                    {.name = "fit",
                     .columns = named({"lambda", "left", "chosen", "bic", "deviance", "theta"})}},
        .random = true,
        .run = run_terrain,
    };
}

}  // namespace atalaya::methods
