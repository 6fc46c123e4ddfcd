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

// How much of each error goes into each state, and how much of the slope goes on.
struct Smoothing {
    double alpha{}, gamma{}, beta{}, damping = 1;
};
struct States {
    double level{}, slope{};
    std::vector<double> seasons;  // of the next period first
};

// Runs the states over the values and hands on each error.
template <class Error>
States run_ets(std::span<const double> y, const Smoothing& by, States state, Error each) {
    std::size_t at = 0;
    const std::size_t m = state.seasons.size();
    for (const double value : y) {
        const double carried = by.damping * state.slope;
        const double error = value - state.level - carried - state.seasons[at];
        state.level += carried + by.alpha * error;
        state.slope = carried + by.beta * error;
        state.seasons[at] += by.gamma * error;
        at = (at + 1) % m;
        each(error);
    }
    std::rotate(state.seasons.begin(), state.seasons.begin() + static_cast<std::ptrdiff_t>(at),
                state.seasons.end());
    return state;
}

// The errors are linear in the first states: for given smoothing they come from least squares.
struct Start {
    States states;
    double squares{};
};

Start best_start(std::span<const double> y, std::size_t m, const Smoothing& by, bool sloping) {
    // Columns: response of every error to the level, to each first season but the last, which makes them add up to
    // 0, and to the slope.
    const std::size_t n = y.size(), p = sloping ? m + 1 : m;
    std::vector<std::vector<double>> columns(p + 1);
    const auto errors = [&](std::span<const double> values, const States& first, std::vector<double>& out) {
        out.reserve(n);
        run_ets(values, by, first, [&](double error) { out.push_back(error); });
    };
    const std::vector<double> zeros(n), none(m);
    errors(y, {0, 0, none}, columns[p]);
    errors(zeros, {1, 0, none}, columns[0]);
    for (std::size_t j = 0; j + 1 < m; ++j) {
        std::vector<double> unit(m);
        unit[j] = 1;
        unit[m - 1] = -1;
        errors(zeros, {0, 0, unit}, columns[j + 1]);
    }
    if (sloping) errors(zeros, {0, 1, none}, columns[m]);
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
    Start out{{b[0], sloping ? b[m] : 0, std::vector<double>(m)}, 0};
    for (std::size_t j = 0; j + 1 < m; ++j) {
        out.states.seasons[j] = b[j + 1];
        out.states.seasons[m - 1] -= b[j + 1];
    }
    for (const double v : columns[p]) out.squares += v * v;
    return out;
}

}  // namespace

Maybe<EtsFit> fit_ets(std::span<const double> series, const Horizon& horizon, EtsTrend trend) {
    const std::size_t m = horizon.season;
    const bool sloping = trend != EtsTrend::none, damped = trend == EtsTrend::damped;
    const std::size_t more = damped ? 3 : sloping ? 2 : 0;  // slope, beta, damping
    if (const auto why = not_to_forecast(series, 2 * m + 2 + more, horizon)) return std::unexpected{*why};
    expects(m >= 2, "fit_ets takes a season of 2 or more");
    // 0 < alpha < 1, 0 < gamma < 1 - alpha, 0 < beta < alpha and 0.8 < damping < 0.98, through logistic curves.
    const auto inside = [](double x) { return 1e-4 + (1 - 2e-4) / (1 + std::exp(-x)); };
    const auto smoothing_of = [&](std::span<const double> x) {
        Smoothing by{.alpha = inside(x[0])};
        by.gamma = (1 - by.alpha) * inside(x[1]);
        if (sloping) by.beta = by.alpha * inside(x[2]);
        if (damped) by.damping = 0.8 + 0.18 * inside(x[3]);
        return by;
    };
    const auto squares = [&](std::span<const double> x) {
        return best_start(series, m, smoothing_of(x), sloping).squares;
    };
    Minimum best{{}, std::numeric_limits<double>::infinity(), 0};
    for (const double alpha : {-2.0, 0.5}) {
        for (const double gamma : {-6.0, -1.0}) {
            std::vector<double> from{alpha, gamma};
            if (sloping) from.push_back(-3);
            if (damped) from.push_back(0);
            auto found = minimise(squares, from, {.step = 0.5, .most_evaluations = 400, .rounds = 2});
            if (found.value < best.value) best = std::move(found);
        }
    }
    const auto by = smoothing_of(best.at);
    const auto start = best_start(series, m, by, sloping);
    double sum = 0;
    const auto state = run_ets(series, by, start.states, [&](double error) { sum += error * error; });

    const auto n = static_cast<double>(series.size());
    const auto states =
        static_cast<double>(m + 2 + more);  // alpha, gamma, level, m - 1 seasons, and those of a trend
    EtsFit out{.alpha = by.alpha,
               .gamma = by.gamma,
               .beta = by.beta,
               .damping = by.damping,
               .level = start.states.level,
               .slope = start.states.slope,
               .seasons = start.states.seasons};
    out.log_likelihood = -0.5 * n * std::log(std::max(sum, 1e-300));
    const double k = states + 1;  // and sigma
    out.aicc = -2 * out.log_likelihood + 2 * k + (n > k + 1 ? 2 * k * (k + 1) / (n - k - 1) : 0);
    out.sigma2 = n > states ? sum / (n - states) : sum / n;
    double variance = 1, carried = 0, power = 1;  // carried: damping + damping^2 + ... of the steps so far
    for (std::size_t h = 0; h < horizon.steps; ++h) {
        if (h > 0) {
            const double c = by.alpha + by.beta * carried + (h % m == 0 ? by.gamma : 0);
            variance += c * c;
        }
        power *= by.damping;
        carried += power;
        out.forecast.mean.push_back(state.level + carried * state.slope + state.seasons[h % m]);
        out.forecast.sd.push_back(std::sqrt(out.sigma2 * variance));
    }
    add_limits(out.forecast, normal_quantile(0.5 + horizon.confidence / 2));
    return out;
}

}  // namespace atalaya::stats
