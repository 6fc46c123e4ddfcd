#include "stats/ets_limits.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

#include "stats/distributions.hpp"
#include "stats/ets_states.hpp"

namespace atalaya::stats {

namespace {

struct Box {
    std::vector<double> low, high;
};

// The k-th point of Halton's sequence, k from 1.
std::vector<double> halton(std::size_t k, std::size_t sides) {
    constexpr std::array<std::size_t, 4> primes{2, 3, 5, 7};
    std::vector<double> out(sides);
    for (std::size_t side = 0; side < sides; ++side) {
        double share = 1;
        for (std::size_t rest = k; rest > 0; rest /= primes[side]) {
            share /= static_cast<double>(primes[side]);
            out[side] += share * static_cast<double>(rest % primes[side]);
        }
    }
    return out;
}

struct Point {
    std::vector<double> cube;
    double log_weight{};
};

// Why a smoothing is as likely as it is.
struct Weighed {
    Start start;
    double freedom{}, log_weight{};
};
Weighed weighed(std::span<const double> series, std::size_t m, std::span<const double> cube) {
    Weighed out{.start = best_start(series, m, smoothing_at(cube), cube.size() > 2)};
    double states = 0, log_root = 0;
    for (std::size_t a = 0; a < out.start.r.size(); ++a) {
        if (!(out.start.r[a][a] > 0)) continue;
        ++states;
        log_root += std::log(out.start.r[a][a]);
    }
    out.freedom = static_cast<double>(series.size()) - states;
    out.log_weight = -log_root - out.freedom / 2 * std::log(std::max(out.start.squares, 1e-300));
    return out;
}

std::vector<Point> spread(std::span<const double> series, std::size_t m, const Box& box, std::size_t points) {
    std::vector<Point> out;
    for (std::size_t k = 1; k <= points; ++k) {
        auto cube = halton(k, box.low.size());
        for (std::size_t side = 0; side < cube.size(); ++side)
            cube[side] = box.low[side] + cube[side] * (box.high[side] - box.low[side]);
        const double log_weight = weighed(series, m, cube).log_weight;
        out.push_back({std::move(cube), log_weight});
    }
    return out;
}

double top_of(const std::vector<Point>& points) {
    return std::ranges::max(points, {}, &Point::log_weight).log_weight;
}

// The box of the points that are not far below the top, wider by the distance between points.
Box narrowed(const Box& box, const std::vector<Point>& points) {
    constexpr double far = 7;
    const std::size_t sides = box.low.size();
    Box out{box.high, box.low};
    const double top = top_of(points);
    for (const auto& point : points) {
        if (point.log_weight < top - far) continue;
        for (std::size_t side = 0; side < sides; ++side) {
            out.low[side] = std::min(out.low[side], point.cube[side]);
            out.high[side] = std::max(out.high[side], point.cube[side]);
        }
    }
    const double apart = std::pow(static_cast<double>(points.size()), -1 / static_cast<double>(sides));
    for (std::size_t side = 0; side < sides; ++side) {
        const double more = apart * (box.high[side] - box.low[side]);
        out.low[side] = std::max(box.low[side], out.low[side] - more);
        out.high[side] = std::min(box.high[side], out.high[side] + more);
    }
    return out;
}

// Of one step ahead by one smoothing.
struct Law {
    double weight{}, location{}, scale{}, freedom{};
};

// x' (X'X)^-1 x by R'w = x.
double leverage(const std::vector<std::vector<double>>& r, const std::vector<double>& x) {
    std::vector<double> w(x.size());
    double sum = 0;
    for (std::size_t a = 0; a < x.size(); ++a) {
        if (!(r[a][a] > 0)) continue;
        w[a] = x[a];
        for (std::size_t b = 0; b < a; ++b) w[a] -= r[b][a] * w[b];
        w[a] /= r[a][a];
        sum += w[a] * w[a];
    }
    return sum;
}

// One row a step ahead.
std::vector<std::vector<Law>> laws_of(std::span<const double> series, const Horizon& horizon,
                                      const std::vector<Point>& points) {
    constexpr double negligible = 12;  // logarithm
    const std::size_t m = horizon.season;
    const double top = top_of(points);
    std::vector<std::vector<Law>> out(horizon.steps);
    for (const auto& point : points) {
        if (point.log_weight < top - negligible) continue;
        const auto [start, freedom, log_weight] = weighed(series, m, point.cube);
        const auto by = smoothing_at(point.cube);
        const auto state = run_ets(series, by, start.states, [](double) {});
        const auto ahead = steps_ahead(by, m, horizon.steps);
        std::vector<double> x(start.r.size());
        for (std::size_t h = 0; h < horizon.steps; ++h) {
            for (std::size_t a = 0; a < x.size(); ++a) x[a] = ahead[h].of(start.ends[a], h);
            const double variance = start.squares / freedom * (ahead[h].variance + leverage(start.r, x));
            out[h].push_back(
                {std::exp(log_weight - top), ahead[h].of(state, h), std::sqrt(variance), freedom});
        }
    }
    return out;
}

double below(const std::vector<Law>& laws, double x) {
    double sum = 0, all = 0;
    for (const auto& law : laws) {
        sum += law.weight * t_cdf((x - law.location) / law.scale, law.freedom);
        all += law.weight;
    }
    return sum / all;
}

// By steps outward from a guess, then regula falsi, an end that stays twice counting half (Illinois).
double quantile(const std::vector<Law>& laws, double share, double guess, double step) {
    double low = guess - step, high = guess + step;
    double at_low = below(laws, low) - share, at_high = below(laws, high) - share;
    for (; at_low > 0; step *= 2) low -= step, at_low = below(laws, low) - share;
    for (; at_high < 0; step *= 2) high += step, at_high = below(laws, high) - share;
    const double close = 1e-9 * (std::abs(guess) + step);
    for (int kept = 0; high - low > close;) {
        const double x = low - at_low * (high - low) / (at_high - at_low), at = below(laws, x) - share;
        if (std::abs(at) < 1e-10) return x;
        if (at < 0) {
            low = x, at_low = at;
            if (kept == 1) at_high /= 2;
            kept = 1;
        } else {
            high = x, at_high = at;
            if (kept == -1) at_low /= 2;
            kept = -1;
        }
    }
    return (low + high) / 2;
}

double deviation(const std::vector<Law>& laws, double mean) {
    double sum = 0, all = 0;
    for (const auto& [weight, location, scale, freedom] : laws) {
        const double off = location - mean;
        sum += weight * (scale * scale * freedom / (freedom - 2) + off * off);
        all += weight;
    }
    return std::sqrt(sum / all);
}

bool without_errors(std::span<const double> series, const EtsFit& fit) {
    double squares = 0;
    for (const double y : series) squares += y * y;
    return fit.sigma2 <= 1e-20 * squares;
}

}  // namespace

Forecast foresee_ets(std::span<const double> series, const Horizon& horizon, EtsTrend trend,
                     const EtsFit& fit) {
    if (without_errors(series, fit)) return fit.forecast;
    const std::size_t sides = trend == EtsTrend::none ? 2 : trend == EtsTrend::additive ? 3 : 4;
    Box box{std::vector<double>(sides, 0), std::vector<double>(sides, 1)};
    constexpr std::size_t to_find_the_box = 256, to_sum = 1024;
    for (int pass = 0; pass < 2; ++pass)
        box = narrowed(box, spread(series, horizon.season, box, to_find_the_box));
    const auto laws = laws_of(series, horizon, spread(series, horizon.season, box, to_sum));
    Forecast out{.mean = fit.forecast.mean};
    const double tail = (1 - horizon.confidence) / 2, z = normal_quantile(1 - tail);
    for (std::size_t h = 0; h < horizon.steps; ++h) {
        const double mean = out.mean[h], sd = deviation(laws[h], mean);
        out.sd.push_back(sd);
        out.low.push_back(quantile(laws[h], tail, mean - z * sd, sd / 2));
        out.high.push_back(quantile(laws[h], 1 - tail, mean + z * sd, sd / 2));
    }
    return out;
}

}  // namespace atalaya::stats
