#include "stats/funnel_limits.hpp"

#include <algorithm>
#include <cmath>

#include "core/error.hpp"
#include "stats/distributions.hpp"

namespace atalaya::stats {

namespace {

// P(X >= k) and P(X <= k) of a Poisson, for any k from 0 on.
double at_least(double k, double mean) {
    return k > 0 ? gamma_cdf(mean, k, 1) : 1;
}
double at_most(double k, double mean) {
    return gamma_above(mean, k + 1, 1);
}

// Where `rises` passes 0 between a low end at which it is below and a high end at which it is not.
template <class Rises>
double crossing(double low, double high, Rises rises) {
    constexpr int most = 200;
    for (int i = 0; i < most && high - low > 1e-13 * high; ++i) {
        const double middle = low + (high - low) / 2;
        (rises(middle) < 0 ? low : high) = middle;
    }
    return low + (high - low) / 2;
}

double seldom_low(double mean, double tail) {
    if (at_most(0, mean) >= tail) return 0;
    return crossing(0, mean, [&](double k) { return at_most(k, mean) - tail; });
}

double seldom_high(double mean, double tail) {
    double far = mean + 1;
    while (at_least(far, mean) > tail) far *= 2;
    return crossing(mean, far, [&](double k) { return tail - at_least(k, mean); });
}

}  // namespace

Interval ratio_limits(double expected, double tail, double phi) {
    expects(expected > 0 && tail > 0 && tail <= 0.25 && phi >= 1,
            "ratio_limits: expected above 0, a tail up to 0.25, phi from 1");
    const double mean = expected / phi;
    return {seldom_low(mean, tail) / mean, seldom_high(mean, tail) / mean};
}

Interval expected_limits(double observed, double tail, double phi) {
    expects(observed >= 0 && tail > 0 && tail < 0.5 && phi >= 1,
            "expected_limits: observed from 0, a tail between 0 and 0.5, phi from 1");
    const auto of_one = poisson_exact(observed / phi, 1 - 2 * tail);
    return {phi * of_one.low, phi * of_one.high};
}

Interval proportion_limits(double baseline, double of, double tail, double phi) {
    expects(baseline > 0 && baseline < 1 && of > 0 && tail > 0 && tail < 0.5 && phi >= 1,
            "proportion_limits: a baseline between 0 and 1 of something");
    const double reach = normal_quantile(1 - tail) * std::sqrt(phi * baseline * (1 - baseline) / of);
    return {std::max(0.0, baseline - reach), std::min(1.0, baseline + reach)};
}

double ratio_p(double observed, double expected, double phi) {
    expects(observed >= 0 && expected > 0 && phi >= 1, "ratio_p: observed from 0, expected above 0");
    const double k = observed / phi, mean = expected / phi;
    return std::min(1.0, 2 * std::min(at_least(k, mean), at_most(k, mean)));
}

}  // namespace atalaya::stats
