#include <algorithm>
#include <cmath>

#include "core/error.hpp"
#include "methods/all.hpp"
#include "methods/covariates.hpp"
#include "methods/rows.hpp"
#include "stats/distributions.hpp"
#include "stats/glm.hpp"

namespace atalaya::methods {

namespace {

const std::vector<std::string> terms{"estimate", "se", "z", "p", "ratio", "ratio_low", "ratio_high"};
const std::vector<std::string> of_fit{"dispersion", "deviance", "freedom", "theta"};

stats::GlmModel model_of(const Asked& asked) {
    const auto& family = asked.choice("family");
    stats::GlmModel model;
    model.quasi = family == "quasi_poisson";
    if (family == "negative_binomial") model.family = stats::Family::negative_binomial;
    if (family == "binomial") model.family = stats::Family::binomial;
    return model;
}

// log(exposure) where there is one; nothing when an exposure is not above 0.
std::vector<double> offset_of(const Asked& asked, const Frame& rows) {
    std::vector<double> offset;
    if (asked.has("rows", "exposure"))
        for (const double value : rows.numbers("exposure")) offset.push_back(std::log(value));
    return offset;
}

// Figures of which one that ran away says that there is no finite estimate.
void add_finite(Rows& rows, std::vector<double> figures) {
    const bool all = std::all_of(figures.begin(), figures.end(), [](double f) { return std::isfinite(f); });
    for (auto& figure : figures) figure = finite(figure);
    rows.add(figures, all ? "" : stats::code(stats::Why::no_fit));
}

// Of counts every y is 0 or more; of shares, at most 1 too.
void check_y(const Numbers& y, bool share) {
    const auto wrong = [&](double value) { return value < 0 || (share && value > 1); };
    const auto found = std::ranges::find_if(y, wrong);
    if (found == y.end()) return;
    const auto rows = std::ranges::count_if(y, wrong);
    if (share)
        throw Error{
            Fault::bad_input,
            message("method regression, table rows: expected shares from 0 to 1 in \"y\" with "
                    "family=binomial, found {} (rows so: {}). Divide the cases by their trials and give "
                    "those as \"trials\"",
                    *found, rows)};
    throw Error{Fault::bad_input,
                message("method regression, table rows: expected counts of 0 or more in \"y\", found {} "
                        "(rows so: {})",
                        *found, rows)};
}

Frame terms_of(const Asked& asked, const stats::Glm& fit, const std::vector<std::string>& names) {
    const double z = stats::normal_quantile((1 + asked.number("confidence")) / 2);
    Rows rows{terms};
    Texts words;
    for (std::size_t i = 0; i < names.size(); ++i) {
        const double b = fit.coefficients[i], se = fit.se(i);
        words.push_back(names[i]);
        if (!fit.kept[i]) {
            rows.none(stats::Why::singular);
            continue;
        }
        add_finite(rows, {b, se, b / se, 2 * stats::normal_cdf(-std::abs(b / se)), std::exp(b),
                          std::exp(b - z * se), std::exp(b + z * se)});
    }
    Frame frame = std::move(rows).frame();
    frame.add("term", std::move(words));
    return frame;
}

Result run_regression(const Asked& asked) {
    const auto& table = asked.table("rows");
    auto names = covariates_of(asked, "rows");
    std::vector<std::vector<double>> columns{std::vector<double>(table.rows(), 1.0)};
    for (const auto& name : names) columns.push_back(table.numbers(name));
    names.insert(names.begin(), "constant");

    const auto model = model_of(asked);
    const auto& y = table.numbers("y");
    const bool binomial = model.family == stats::Family::binomial;
    check_y(y, binomial);
    const auto weights = asked.has("rows", "trials") && binomial ? table.numbers("trials") : Numbers{};
    const auto fit = stats::fit_glm(stats::regressors(columns), y, model,
                                    binomial ? std::vector<double>{} : offset_of(asked, table), weights);
    if (!fit) return refusal(std::string{stats::code(fit.error())});

    Result result;
    result.tables.emplace("terms", terms_of(asked, *fit, names));
    const auto residuals = stats::deviance_residuals(*fit, model, y, weights);
    Rows fitted{{"fitted", "residual"}};
    for (std::size_t i = 0; i < y.size(); ++i) add_finite(fitted, {fit->fitted[i], residuals[i]});
    result.tables.emplace("rows", std::move(fitted).frame());
    Rows fit_rows{of_fit};
    const bool has_theta = model.family == stats::Family::negative_binomial && std::isfinite(fit->theta);
    fit_rows.add({fit->dispersion, fit->deviance, fit->freedom, has_theta ? fit->theta : no_value},
                 has_theta ? "" : "no_theta");
    result.tables.emplace("fit", std::move(fit_rows).frame());
    return result;
}

}  // namespace

Method regression() {
    std::vector<ColumnSpec> columns{{.name = "y"},
                                    {.name = "exposure", .holds = Holds::positive, .optional = true},
                                    {.name = "trials", .holds = Holds::positive, .optional = true}};
    for (auto& column : covariate_columns()) columns.push_back(std::move(column));
    auto term_columns = named(terms);
    term_columns.push_back({.name = "term", .holds = Holds::text});
    return {
        .name = "regression",
        .version = "1",
        .family = "evaluation",
        .tables = {{.name = "rows", .columns = std::move(columns)}},
        .settings = {choice("family", {"quasi_poisson", "poisson", "negative_binomial", "binomial"}),
                     number("confidence", 0.95, 0.5, 0.9999)},
        .answers = {{.name = "terms", .columns = std::move(term_columns)},
                    {.name = "rows", .columns = named({"fitted", "residual"}), .rows = "rows"},
                    {.name = "fit", .columns = named(of_fit)}},
        .run = run_regression,
    };
}

}  // namespace atalaya::methods
