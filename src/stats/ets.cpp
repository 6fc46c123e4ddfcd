#include "stats/ets.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/error.hpp"
#include "stats/distributions.hpp"
#include "stats/minimise.hpp"

namespace atalaya::stats {

namespace {

struct EtsStates {
    double level{};
    std::vector<double> seasons;  // of the next period first
    double squares{};
};

EtsStates run_ets(std::span<const double> y, double alpha, double gamma, double level,
                  std::vector<double> seasons) {
    EtsStates state{level, std::move(seasons), 0};
    std::size_t at = 0;
    const std::size_t m = state.seasons.size();
    for (const double value : y) {
        const double error = value - state.level - state.seasons[at];
        state.level += alpha * error;
        state.seasons[at] += gamma * error;
        state.squares += error * error;
        at = (at + 1) % m;
    }
    std::rotate(state.seasons.begin(), state.seasons.begin() + static_cast<std::ptrdiff_t>(at),
                state.seasons.end());
    return state;
}

// The errors are linear in the first states: for given alpha and gamma they come from least squares.
struct EtsStart {
    double level{};
    std::vector<double> seasons;
    double squares{};
};

EtsStart best_start(std::span<const double> y, std::size_t m, double alpha, double gamma) {
    // Columns: response of every error to the level and to each first season but the last, which makes them
    // add up to 0.
    const std::size_t n = y.size(), p = m;
    std::vector<std::vector<double>> columns(p + 1, std::vector<double>(n));
    const auto errors = [&](std::span<const double> values, double level, std::vector<double> seasons,
                            std::vector<double>& out) {
        std::size_t at = 0;
        for (std::size_t t = 0; t < n; ++t) {
            const double error = values[t] - level - seasons[at];
            level += alpha * error;
            seasons[at] += gamma * error;
            out[t] = error;
            at = (at + 1) % m;
        }
    };
    const std::vector<double> zeros(n);
    errors(y, 0, std::vector<double>(m), columns[p]);
    errors(zeros, 1, std::vector<double>(m), columns[0]);
    for (std::size_t j = 0; j + 1 < m; ++j) {
        std::vector<double> unit(m);
        unit[j] = 1;
        unit[m - 1] = -1;
        errors(zeros, 0, unit, columns[j + 1]);
    }
    // Least squares of errors + columns b = 0, by modified Gram-Schmidt.
    std::vector<std::vector<double>> r(p, std::vector<double>(p + 1));
    std::vector<bool> kept(p);
    for (std::size_t a = 0; a < p; ++a) {
        double before = 0;
        for (const double v : columns[a]) before += v * v;
        const double length = std::sqrt(before);
        kept[a] = length > 1e-9;
        if (!kept[a]) continue;
        for (double& v : columns[a]) v /= length;
        r[a][a] = length;
        for (std::size_t b = a + 1; b <= p; ++b) {
            r[a][b] = std::inner_product(columns[a].begin(), columns[a].end(), columns[b].begin(), 0.0);
            for (std::size_t t = 0; t < n; ++t) columns[b][t] -= r[a][b] * columns[a][t];
        }
    }
    std::vector<double> b(p);
    for (std::size_t a = p; a-- > 0;) {
        if (!kept[a]) continue;
        b[a] = -r[a][p];
        for (std::size_t c = a + 1; c < p; ++c) b[a] -= r[a][c] * b[c];
        b[a] /= r[a][a];
    }
    EtsStart out{b[0], std::vector<double>(m), 0};
    for (std::size_t j = 0; j + 1 < m; ++j) out.seasons[j] = b[j + 1], out.seasons[m - 1] -= b[j + 1];
    for (const double v : columns[p]) out.squares += v * v;
    return out;
}

}  // namespace

Maybe<EtsFit> fit_ets(std::span<const double> series, const Horizon& horizon) {
    const std::size_t m = horizon.season;
    if (const auto why = not_to_forecast(series, 2 * m + 2, horizon)) return std::unexpected{*why};
    expects(m >= 2, "fit_ets takes a season of 2 or more");
    // 0 < alpha < 1 and 0 < gamma < 1 - alpha, through logistic curves.
    const auto inside = [](double x) { return 1e-4 + (1 - 2e-4) / (1 + std::exp(-x)); };
    const auto pair_of = [&](std::span<const double> x) {
        const double alpha = inside(x[0]);
        return std::pair{alpha, (1 - alpha) * inside(x[1])};
    };
    const auto squares = [&](std::span<const double> x) {
        const auto [alpha, gamma] = pair_of(x);
        return best_start(series, m, alpha, gamma).squares;
    };
    Minimum best{{}, std::numeric_limits<double>::infinity(), 0};
    for (const double alpha : {-2.0, 0.5}) {
        for (const double gamma : {-6.0, -1.0}) {
            auto found =
                minimise(squares, {alpha, gamma}, {.step = 0.5, .most_evaluations = 400, .rounds = 2});
            if (found.value < best.value) best = std::move(found);
        }
    }
    const auto [alpha, gamma] = pair_of(best.at);
    const auto start = best_start(series, m, alpha, gamma);
    const auto state = run_ets(series, alpha, gamma, start.level, start.seasons);

    const auto n = static_cast<double>(series.size());
    const auto states =
        static_cast<double>(m) + 2;  // alpha, gamma, level, m - 1 seasons and sigma with one more
    EtsFit out{alpha, gamma, start.level, start.seasons, 0, 0, 0, {}};
    out.log_likelihood = -0.5 * n * std::log(std::max(state.squares, 1e-300));
    const double k = states + 1;
    out.aicc = -2 * out.log_likelihood + 2 * k + (n > k + 1 ? 2 * k * (k + 1) / (n - k - 1) : 0);
    out.sigma2 = n > states ? state.squares / (n - states) : state.squares / n;
    double variance = 1;
    for (std::size_t h = 0; h < horizon.steps; ++h) {
        if (h > 0) {
            const double c = alpha + (h % m == 0 ? gamma : 0);
            variance += c * c;
        }
        out.forecast.mean.push_back(state.level + state.seasons[h % m]);
        out.forecast.sd.push_back(std::sqrt(out.sigma2 * variance));
    }
    add_limits(out.forecast, normal_quantile(0.5 + horizon.confidence / 2));
    return out;
}

}  // namespace atalaya::stats
