#include "stats/rolling_scores.hpp"

#include <array>
#include <cmath>

#include "core/error.hpp"
#include "stats/distributions.hpp"
#include "stats/forecast_scores.hpp"

namespace atalaya::stats {

namespace {

constexpr std::array<double, 11> alphas{0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9};

// One value, its forecast, and the mean seasonal step of what was known; 0 where there is none.
struct Scored {
    double y{}, mean{}, sd{};
    bool covered{};
    double scale{};
};

double seasonal_step(std::span<const double> known, std::size_t season) {
    if (known.size() <= season) return 0;
    double sum = 0;
    for (std::size_t t = season; t < known.size(); ++t) sum += std::abs(known[t] - known[t - season]);
    return sum / static_cast<double>(known.size() - season);
}

MeanScores mean_of(std::span<const Scored> scored) {
    MeanScores out{.n = scored.size(),
                   .mase = std::unexpected{Why::no_base},
                   .log_score = std::unexpected{Why::no_events}};
    const auto n = static_cast<double>(scored.size());
    double squares = 0, scaled = 0, log_score = 0, within = 0;
    bool based = !scored.empty(), spread = !scored.empty();
    for (const auto& [y, mean, sd, covered, scale] : scored) {
        const double error = y - mean;
        out.me += error / n;
        out.mae += std::abs(error) / n;
        squares += error * error / n;
        out.crps += crps_normal(y, mean, sd) / n;
        out.wis += wis_normal(y, mean, sd) / n;
        within += covered;
        based = based && scale > 0;
        if (based) scaled += std::abs(error) / scale / n;
        const auto surprise = log_score_normal(y, mean, sd);
        spread = spread && surprise;
        if (spread) log_score += *surprise / n;
    }
    out.rmse = std::sqrt(squares);
    if (!scored.empty()) out.covered = within / n;
    if (based) out.mase = scaled;
    if (spread) out.log_score = log_score;
    return out;
}

std::vector<double> transforms(std::span<const Scored> scored, std::size_t bins) {
    std::vector<double> out(bins);
    for (const auto& one : scored) {
        const double at = one.sd > 0 ? normal_cdf((one.y - one.mean) / one.sd) : one.y >= one.mean;
        const double below = one.sd > 0 ? at : one.y > one.mean;
        const auto share = pit_bins(below, at, bins);
        for (std::size_t j = 0; j < bins; ++j) out[j] += share[j] / static_cast<double>(scored.size());
    }
    return out;
}

}  // namespace

std::span<const double> hub_alphas() {
    return alphas;
}

double wis_normal(double y, double mean, double sd) {
    expects(sd >= 0, "wis_normal takes sd >= 0");
    std::array<CentralInterval, alphas.size()> intervals;
    for (std::size_t k = 0; k < alphas.size(); ++k) {
        const double reach = normal_quantile(1 - alphas[k] / 2) * sd;
        intervals[k] = {alphas[k], mean - reach, mean + reach};
    }
    return weighted_interval_score(y, mean, intervals);
}

Maybe<RollingScores> rolling_scores(std::span<const double> series, const Forecaster& method,
                                    const Horizon& horizon, std::size_t origins, std::size_t bins) {
    expects(origins >= 1 && origins < series.size() && bins >= 1,
            "rolling_scores: origins from 1, fewer than the values; one bin or more");
    std::vector<std::vector<Scored>> by_step(horizon.steps);
    std::vector<Scored> all;
    RollingScores out{.origins = origins};
    Why why = Why::too_few_values;
    for (std::size_t origin = series.size() - origins; origin < series.size(); ++origin) {
        const auto known = series.first(origin);
        const auto made = method(known, horizon);
        if (!made) {
            why = made.error();
            ++out.failed;
            continue;
        }
        const double scale = seasonal_step(known, horizon.season);
        for (std::size_t h = 0; h < horizon.steps && origin + h < series.size(); ++h) {
            const double y = series[origin + h];
            by_step[h].push_back(
                {y, made->mean[h], made->sd[h], y >= made->low[h] && y <= made->high[h], scale});
            all.push_back(by_step[h].back());
        }
    }
    if (all.empty()) return std::unexpected{why};
    for (const auto& scored : by_step) out.by_step.push_back(mean_of(scored));
    out.all = mean_of(all);
    out.pit = transforms(all, bins);
    return out;
}

}  // namespace atalaya::stats
