#include "stats/nowcast.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/error.hpp"
#include "stats/glm.hpp"
#include "stats/negative_binomial.hpp"
#include "stats/percentiles.hpp"
#include "stats/random.hpp"

namespace atalaya::stats {

namespace {

std::size_t columns_of(const Triangle& triangle) {
    return triangle.empty() ? 0 : triangle.front().size();
}

// What is wrong with a triangle, if anything.
std::optional<Why> fault(const Triangle& cumulated) {
    if (columns_of(cumulated) < 2) return Why::too_few_values;
    double known = 0;
    for (const auto& row : cumulated) {
        double before = 0;
        for (const double value : row) {
            if (!(value >= before) || !std::isfinite(value)) return Why::not_a_count;
            before = value;
        }
        known += before;
    }
    return known > 0 ? std::nullopt : std::optional{Why::no_events};
}

std::vector<double> factors_of(const Triangle& c) {
    std::vector<double> factors;
    for (std::size_t k = 0; k + 1 < columns_of(c); ++k) {
        double before = 0, after = 0;
        for (const auto& row : c) {
            if (row.size() < k + 2) continue;
            before += row[k];
            after += row[k + 1];
        }
        factors.push_back(before > 0 ? after / before : 1);
    }
    return factors;
}

// Spread of each period's own factors; the last, with one period, as Mack extrapolates it.
std::vector<double> variances_of(const Triangle& c, std::span<const double> factors) {
    std::vector<double> sigma2;
    for (std::size_t k = 0; k < factors.size(); ++k) {
        double sum = 0;
        std::size_t rows = 0;
        for (const auto& row : c) {
            if (row.size() < k + 2 || row[k] <= 0) continue;
            const double own = row[k + 1] / row[k];
            sum += row[k] * (own - factors[k]) * (own - factors[k]);
            ++rows;
        }
        if (rows >= 2) {
            sigma2.push_back(sum / static_cast<double>(rows - 1));
        } else if (k >= 2) {
            const double a = sigma2[k - 2], b = sigma2[k - 1];
            sigma2.push_back(a > 0 ? std::min({b * b / a, a, b}) : 0);
        } else {
            sigma2.push_back(k == 1 ? sigma2[0] : 0);
        }
    }
    return sigma2;
}

// Product of the factors from delay k on.
std::vector<double> growth(std::span<const double> factors) {
    std::vector<double> out(factors.size() + 1, 1);
    for (std::size_t k = factors.size(); k-- > 0;) out[k] = out[k + 1] * factors[k];
    return out;
}

struct Errors {
    std::vector<double> se;
    double total{};
};

// Mack's mean squared errors, of each period and of their sum.
Errors mack_errors(const Triangle& c, std::span<const double> factors, std::span<const double> sigma2,
                   std::span<const NowcastPeriod> periods) {
    const std::size_t n = c.size();
    std::vector<double> before(factors.size());  // sum of C_{j,k} over the periods that made f_k
    for (std::size_t k = 0; k < factors.size(); ++k)
        for (const auto& row : c)
            if (row.size() >= k + 2) before[k] += row[k];
    Errors out{std::vector<double>(n), 0};
    double total = 0;
    for (std::size_t i = 0; i < n; ++i) {
        double own = 0, shared = 0, level = c[i].back();
        for (std::size_t k = c[i].size() - 1; k < factors.size(); ++k) {
            const double relative = sigma2[k] / (factors[k] * factors[k]);
            if (level > 0) own += relative / level;
            if (before[k] > 0) own += relative / before[k], shared += 2 * relative / before[k];
            level *= factors[k];
        }
        const double u = periods[i].ultimate, mse = u * u * own;
        out.se[i] = std::sqrt(mse);
        double later = 0;
        for (std::size_t j = i + 1; j < n; ++j) later += periods[j].ultimate;
        total += mse + u * later * shared;
    }
    out.total = std::sqrt(total);
    return out;
}

// Fitted increments of the past cells: from each period's known total back by the factors.
Triangle fitted_increments(const Triangle& c, std::span<const double> to_last) {
    Triangle out;
    for (const auto& row : c) {
        std::vector<double> fitted;
        double before = 0;
        const double ultimate = row.back() * to_last[row.size() - 1];
        for (std::size_t k = 0; k < row.size(); ++k) {
            const double at = ultimate / to_last[k];
            fitted.push_back(at - before);
            before = at;
        }
        out.push_back(std::move(fitted));
    }
    return out;
}

struct Residuals {
    std::vector<double> pearson;
    double phi = 1;
    double freedom{};
};

Residuals residuals_of(const Triangle& c, const Triangle& fitted) {
    Residuals out;
    double chi2 = 0, cells = 0, rows = 0;
    for (std::size_t i = 0; i < c.size(); ++i) {
        rows += c[i].back() > 0 ? 1 : 0;
        for (std::size_t k = 0; k < c[i].size(); ++k) {
            const double m = fitted[i][k], y = c[i][k] - (k > 0 ? c[i][k - 1] : 0);
            if (!(m > 1e-12)) continue;
            cells += 1;
            out.pearson.push_back((y - m) / std::sqrt(m));
            chi2 += (y - m) * (y - m) / m;
        }
    }
    out.freedom = cells - rows - static_cast<double>(columns_of(c)) + 1;
    if (out.freedom > 0) out.phi = chi2 / out.freedom;
    return out;
}

PredictiveInterval interval_of(std::vector<double> draws, double confidence) {
    std::sort(draws.begin(), draws.end());
    return {quantile_of(draws, (1 - confidence) / 2), quantile_of(draws, 0.5),
            quantile_of(draws, (1 + confidence) / 2)};
}

// A value of mean m and variance phi m: negative binomial above a Poisson's spread, else Poisson.
double drawn(Random& random, double m, double phi) {
    return m > 0 ? static_cast<double>(random.negative_binomial(m, phi)) : 0;
}

}  // namespace

Triangle cumulative(const Triangle& increments) {
    Triangle out = increments;
    for (auto& row : out) std::partial_sum(row.begin(), row.end(), row.begin());
    return out;
}

Maybe<Nowcast> chain_ladder(const Triangle& c) {
    for (std::size_t i = 0; i < c.size(); ++i)
        expects(!c[i].empty() && (i == 0 || c[i].size() <= c[i - 1].size()),
                "chain_ladder: rows of one cell or more, none longer than the one before");
    if (const auto why = fault(c)) return std::unexpected{*why};

    Nowcast out;
    out.factors = factors_of(c);
    out.sigma2 = variances_of(c, out.factors);
    const auto to_last = growth(out.factors);
    for (const double rest : to_last) out.complete.push_back(1 / rest);

    double sum = 0, others = 0;
    for (const auto& row : c) {
        if (row.back() <= 0) continue;
        sum += row.back() * to_last[row.size() - 1];
        others += 1;
    }
    for (const auto& row : c) {
        const double known = row.back();
        const bool pooled = known <= 0 && row.size() < columns_of(c);
        const double ultimate = pooled ? sum / others : known * to_last[row.size() - 1];
        // Of a pooled period only what is still to come is missing.
        const double missing = pooled ? ultimate * (1 - out.complete[row.size() - 1]) : ultimate - known;
        out.periods.push_back({known, pooled ? missing : ultimate, missing, 0, pooled});
        out.missing += missing;
    }
    const auto errors = mack_errors(c, out.factors, out.sigma2, out.periods);
    for (std::size_t i = 0; i < c.size(); ++i) out.periods[i].mack_se = errors.se[i];
    out.mack_se = errors.total;
    out.phi = residuals_of(c, fitted_increments(c, to_last)).phi;
    return out;
}

Maybe<ByRegression> over_dispersed_poisson(const Triangle& c) {
    if (const auto why = fault(c)) return std::unexpected{*why};
    const std::size_t n = c.size(), columns = columns_of(c);
    Regressors x{n + columns - 1, {}};
    std::vector<double> y;
    const auto row = [&](std::size_t i, std::size_t k) {
        std::vector<double> out(x.columns);
        out[i] = 1;
        if (k > 0) out[n + k - 1] = 1;
        return out;
    };
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t k = 0; k < c[i].size(); ++k) {
            x.add(row(i, k));
            y.push_back(c[i][k] - (k > 0 ? c[i][k - 1] : 0));
        }
    const auto fit = fit_glm(x, y, {.quasi = true, .early_stop = true});
    if (!fit) return std::unexpected{fit.error()};
    ByRegression out{std::vector<double>(n), fit->dispersion};
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t k = c[i].size(); k < columns; ++k)
            out.missing[i] += predict(*fit, Family::poisson, row(i, k)).mean;
    return out;
}

std::vector<PredictiveInterval> predictive_intervals(const Nowcast& nowcast, double confidence) {
    expects(confidence > 0 && confidence < 1, "a confidence lies between 0 and 1");
    std::vector<PredictiveInterval> out;
    for (const auto& period : nowcast.periods) {
        const double mean = period.missing;
        if (!(mean > 0)) {
            out.push_back({period.known, period.known, period.known});
            continue;
        }
        const double process = std::max(1.0, nowcast.phi) * mean;
        const double variance = std::max(process, period.mack_se * period.mack_se);
        const auto at = [&](double p) {
            const auto more = variance > mean * (1 + 1e-9)
                                  ? negative_binomial_quantile(p, mean, mean * mean / (variance - mean))
                                  : poisson_quantile(p, mean);
            return period.known + static_cast<double>(more);
        };
        out.push_back({at((1 - confidence) / 2), at(0.5), at((1 + confidence) / 2)});
    }
    return out;
}

Maybe<std::vector<PredictiveInterval>> bootstrap_intervals(const Triangle& c, const Bootstrap& how) {
    expects(how.replicates >= 1 && how.confidence > 0 && how.confidence < 1,
            "bootstrap_intervals: one replicate or more, a confidence between 0 and 1");
    const auto nowcast = chain_ladder(c);
    if (!nowcast) return std::unexpected{nowcast.error()};
    const Triangle fitted = fitted_increments(c, growth(nowcast->factors));
    const Residuals residuals = residuals_of(c, fitted);
    // Residuals of a fit are smaller than those of new triangles by their freedom.
    const double larger = residuals.freedom > 0
                              ? std::sqrt(static_cast<double>(residuals.pearson.size()) / residuals.freedom)
                              : 1;

    std::vector<std::vector<double>> draws(c.size());
    for (int r = 0; r < how.replicates; ++r) {
        Random random{how.seed, static_cast<std::uint64_t>(r)};
        Triangle again = fitted;
        for (auto& row : again)
            for (double& m : row) {
                const double residual = residuals.pearson[random.below(residuals.pearson.size())];
                m = std::max(0.0, m > 1e-12 ? m + larger * residual * std::sqrt(m) : 0);
            }
        again = cumulative(again);
        const auto factors = factors_of(again);
        const auto to_last = growth(factors);
        for (std::size_t i = 0; i < c.size(); ++i) {
            double final = c[i].back();
            if (nowcast->periods[i].pooled) {
                final += drawn(random, nowcast->periods[i].missing, residuals.phi);
            } else {
                const double level = again[i].back();
                for (std::size_t k = c[i].size(); k < columns_of(c); ++k) {
                    const double to = to_last[c[i].size() - 1];
                    final += drawn(random, level * (to / to_last[k] - to / to_last[k - 1]), residuals.phi);
                }
            }
            draws[i].push_back(final);
        }
    }
    std::vector<PredictiveInterval> out;
    for (auto& period : draws) out.push_back(interval_of(std::move(period), how.confidence));
    return out;
}

std::vector<NowcastAlert> farrington_nowcast(std::span<const double> counts, std::size_t from,
                                             std::span<const PredictiveInterval> nowcast,
                                             const FarringtonModel& model,
                                             std::span<const double> population) {
    expects(from + nowcast.size() == counts.size(),
            "farrington_nowcast: an interval for each of the last weeks");
    std::vector<double> series{counts.begin(), counts.end()};
    for (std::size_t j = 0; j < nowcast.size(); ++j) series[from + j] = std::round(nowcast[j].median);

    std::vector<NowcastAlert> out;
    for (std::size_t j = 0; j < nowcast.size(); ++j) {
        const std::size_t week = from + j;
        const auto judged = [&](double count) {
            const double median = series[week];
            series[week] = std::round(count);
            auto found = farrington(series, model, week, week + 1, population).front();
            series[week] = median;
            return found;
        };
        NowcastAlert alert{judged(nowcast[j].low), judged(nowcast[j].median), judged(nowcast[j].high)};
        alert.alarm = alert.low.alarm;
        alert.possible = alert.high.alarm;
        out.push_back(std::move(alert));
    }
    return out;
}

}  // namespace atalaya::stats
