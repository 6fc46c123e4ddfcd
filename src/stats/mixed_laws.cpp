#include "stats/mixed_laws.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "stats/distributions.hpp"

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

std::vector<WeighedPoint> spread(const std::function<double(std::span<const double>)>& log_weight,
                                 const Box& box, std::size_t points) {
    std::vector<WeighedPoint> out;
    for (std::size_t k = 1; k <= points; ++k) {
        auto cube = halton(k, box.low.size());
        for (std::size_t side = 0; side < cube.size(); ++side)
            cube[side] = box.low[side] + cube[side] * (box.high[side] - box.low[side]);
        const double weight = log_weight(cube);
        out.push_back({std::move(cube), weight});
    }
    return out;
}

// The box of the points that are not far below the top, wider by the distance between points.
Box narrowed(const Box& box, const std::vector<WeighedPoint>& points) {
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

double below(const std::vector<StudentLaw>& laws, double x) {
    double sum = 0, all = 0;
    for (const auto& law : laws) {
        sum += law.weight * t_cdf((x - law.location) / law.scale, law.freedom);
        all += law.weight;
    }
    return sum / all;
}

// By steps outward from a guess, then regula falsi, an end that stays twice counting half (Illinois).
double quantile(const std::vector<StudentLaw>& laws, double share, double guess, double step) {
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

double deviation(const std::vector<StudentLaw>& laws, double mean) {
    double sum = 0, all = 0;
    for (const auto& [weight, location, scale, freedom] : laws) {
        const double off = location - mean;
        sum += weight * (scale * scale * freedom / (freedom - 2) + off * off);
        all += weight;
    }
    return std::sqrt(sum / all);
}

}  // namespace

double top_of(const std::vector<WeighedPoint>& points) {
    return std::ranges::max(points, {}, &WeighedPoint::log_weight).log_weight;
}

std::vector<WeighedPoint> likely_points(std::size_t sides,
                                        const std::function<double(std::span<const double>)>& log_weight) {
    Box box{std::vector<double>(sides, 0), std::vector<double>(sides, 1)};
    constexpr std::size_t to_find_the_box = 256, to_sum = 1024;
    for (int pass = 0; pass < 2; ++pass) box = narrowed(box, spread(log_weight, box, to_find_the_box));
    return spread(log_weight, box, to_sum);
}

Forecast mixed_forecast(const std::vector<double>& mean, const std::vector<std::vector<StudentLaw>>& laws,
                        double confidence) {
    Forecast out{.mean = mean};
    const double tail = (1 - confidence) / 2, z = normal_quantile(1 - tail);
    for (std::size_t h = 0; h < mean.size(); ++h) {
        const double sd = deviation(laws[h], mean[h]);
        out.sd.push_back(sd);
        out.low.push_back(quantile(laws[h], tail, mean[h] - z * sd, sd / 2));
        out.high.push_back(quantile(laws[h], 1 - tail, mean[h] + z * sd, sd / 2));
    }
    return out;
}

}  // namespace atalaya::stats
