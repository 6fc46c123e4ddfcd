#include "stats/distributed_lags.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>

#include "core/error.hpp"
#include "stats/distributions.hpp"
#include "stats/random.hpp"

namespace atalaya::stats {

namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

// The value of each lag of a day, NaN where that day is not there.
std::vector<double> history(const LagModel& model, const LaggedExposure& exposure, std::size_t day) {
    std::vector<double> out(static_cast<std::size_t>(exposure.lag) + 1, unknown);
    for (std::size_t at = day + 1; at-- > 0;) {
        const auto lag = std::int64_t{model.days[day]} - model.days[at];
        if (lag > exposure.lag) break;
        out[static_cast<std::size_t>(lag)] = exposure.values[at];
    }
    return out;
}

bool all_known(std::span<const double> values) {
    return std::ranges::all_of(values, [](double v) { return std::isfinite(v); });
}

void check(const LagModel& model) {
    const std::size_t n = model.days.size();
    expects(!model.exposures.empty() && model.events.size() == n, "distributed_lags: events and an exposure");
    expects(std::ranges::adjacent_find(model.days, std::greater_equal{}) == model.days.end(), "days ascend");
    expects(model.offset.empty() || model.offset.size() == n, "one offset a day");
    for (const auto& exposure : model.exposures)
        expects(exposure.values.size() == n && exposure.lag >= 0, "one exposure a day");
    for (const auto& column : model.columns) expects(column.size() == n, "columns are of one length");
}

// The cells of a day in the fit and the first exposure by lag; nothing when any of them is unknown.
struct Day {
    std::vector<double> cells;
    std::vector<double> past;
};

std::optional<Day> day_of(const LagModel& model, std::span<const CrossBasis> crossed, std::size_t day) {
    Day out;
    for (std::size_t e = 0; e < crossed.size(); ++e) {
        auto past = history(model, model.exposures[e], day);
        if (!all_known(past)) return {};
        std::vector<double> cells(crossed[e].columns());
        for (std::size_t lag = 0; lag < past.size(); ++lag)
            crossed[e].add(crossed[e].curve(past[lag]), lag, cells);
        out.cells.insert(out.cells.end(), cells.begin(), cells.end());
        if (e == 0) out.past = std::move(past);
    }
    for (const auto& column : model.columns) out.cells.push_back(column[day]);
    if (!all_known(out.cells)) return {};
    return out;
}

}  // namespace

CrossBasis::CrossBasis(const LaggedExposure& exposure) : curve_{exposure.curve} {
    const CurveBasis by_lag{exposure.lags};
    for (int lag = 0; lag <= exposure.lag; ++lag) weights_.push_back(by_lag.at(lag));
}

void CrossBasis::add(std::span<const double> v, std::size_t lag, std::span<double> row) const {
    const auto& w = weights_[lag];
    for (std::size_t j = 0; j < v.size(); ++j)
        for (std::size_t k = 0; k < w.size(); ++k) row[j * w.size() + k] += v[j] * w[k];
}

Maybe<DistributedLags> DistributedLags::fit(const LagModel& model) {
    check(model);
    std::vector<CrossBasis> crossed;
    std::size_t columns = model.columns.size();
    for (const auto& exposure : model.exposures) columns += crossed.emplace_back(exposure).columns();

    DistributedLags out{crossed.front()};
    Regressors x{columns, {}};
    std::vector<double> offset;
    for (std::size_t t = 0; t < model.days.size(); ++t) {
        if (!std::isfinite(model.events[t])) continue;
        auto day = day_of(model, crossed, t);
        if (!day) continue;
        x.add(day->cells);
        out.events_.push_back(model.events[t]);
        out.histories_.push_back(std::move(day->past));
        if (!model.offset.empty()) offset.push_back(model.offset[t]);
    }
    if (out.events_.size() <= columns) return std::unexpected{Why::too_few_values};
    auto glm = fit_glm(x, out.events_, {.quasi = true, .drop_dependent = true}, offset);
    if (!glm) return std::unexpected{glm.error()};
    const auto asked_about = glm->kept.begin() + static_cast<std::ptrdiff_t>(out.basis_.columns());
    if (std::find(glm->kept.begin(), asked_about, false) != asked_about)
        return std::unexpected{Why::singular};
    out.fit_ = std::move(*glm);
    return out;
}

std::vector<double> DistributedLags::contrast(double value, double reference, std::size_t first,
                                              std::size_t last) const {
    auto v = basis_.curve(value);
    const auto at_reference = basis_.curve(reference);
    for (std::size_t j = 0; j < v.size(); ++j) v[j] -= at_reference[j];
    std::vector<double> out(basis_.columns());
    for (std::size_t lag = first; lag <= last; ++lag) basis_.add(v, lag, out);
    return out;
}

double DistributedLags::spread(std::span<const double> contrast) const {
    const std::size_t p = fit_.coefficients.size();
    double sum = 0;
    for (std::size_t a = 0; a < contrast.size(); ++a)
        for (std::size_t b = 0; b < contrast.size(); ++b)
            sum += contrast[a] * fit_.covariance[a * p + b] * contrast[b];
    return std::sqrt(std::max(0.0, sum));
}

LagRatio DistributedLags::ratio(std::span<const double> contrast, double confidence) const {
    const double log_ratio =
        std::inner_product(contrast.begin(), contrast.end(), fit_.coefficients.begin(), 0.0);
    const double reach = normal_quantile(0.5 + confidence / 2) * spread(contrast);
    return {exp_same(log_ratio), exp_same(log_ratio - reach), exp_same(log_ratio + reach)};
}

LagRatio DistributedLags::overall(double value, double reference, double confidence) const {
    return ratio(contrast(value, reference, 0, basis_.lags() - 1), confidence);
}

LagRatio DistributedLags::at_lag(double value, double reference, int lag, double confidence) const {
    const auto at = static_cast<std::size_t>(lag);
    expects(lag >= 0 && at < basis_.lags(), "a lag of the model");
    return ratio(contrast(value, reference, at, at), confidence);
}

double DistributedLags::total() const {
    return std::accumulate(events_.begin(), events_.end(), 0.0);
}

Attributable DistributedLags::attributable(double reference, double confidence, AttributablePart part) const {
    const auto at_reference = basis_.curve(reference);
    const auto counts = [&](double x) {
        if (part == AttributablePart::above) return x > reference;
        return part == AttributablePart::all || x < reference;
    };
    std::vector<double> slope(basis_.columns());
    double sum = 0;
    for (std::size_t t = 0; t < events_.size(); ++t) {
        std::vector<double> row(slope.size());
        for (std::size_t lag = 0; lag < basis_.lags(); ++lag) {
            if (!counts(histories_[t][lag])) continue;
            auto v = basis_.curve(histories_[t][lag]);
            for (std::size_t j = 0; j < v.size(); ++j) v[j] -= at_reference[j];
            basis_.add(v, lag, row);
        }
        const double without =
            exp_same(-std::inner_product(row.begin(), row.end(), fit_.coefficients.begin(), 0.0));
        sum += events_[t] * (1 - without);
        for (std::size_t a = 0; a < slope.size(); ++a) slope[a] += events_[t] * without * row[a];
    }
    const double reach = normal_quantile(0.5 + confidence / 2) * spread(slope);
    return {sum, sum - reach, sum + reach, sum / total()};
}

}  // namespace atalaya::stats
