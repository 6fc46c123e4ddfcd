// The samplers of stats/random.hpp, each with its source.
#include <cmath>

#include "stats/random.hpp"

namespace atalaya::stats {

// Marsaglia & Bray 1964 (polar form of Box & Muller): needs log and sqrt only.
double Random::normal(double mean, double sd) {
    for (;;) {
        const double x = uniform(-1, 1);
        const double y = uniform(-1, 1);
        const double s = x * x + y * y;
        if (s > 0 && s < 1) return mean + sd * x * std::sqrt(-2 * log_same(s) / s);
    }
}

double Random::exponential(double mean) {
    return -mean * log_same(uniform());
}

// Marsaglia & Tsang 2000, ACM TOMS 26(3), 363-372; below 1 by their remark
// gamma(a) = gamma(a + 1) U^(1/a).
double Random::gamma(double shape, double scale) {
    expects(shape > 0 && scale >= 0, "Random::gamma takes shape > 0 and scale >= 0");
    const bool small = shape < 1;
    const double d = (small ? shape + 1 : shape) - 1.0 / 3;
    const double c = 1 / std::sqrt(9 * d);
    for (;;) {
        const double x = normal();
        const double root = 1 + c * x;
        if (root <= 0) continue;
        const double v = root * root * root;
        if (log_same(uniform()) >= 0.5 * x * x + d - d * v + d * log_same(v)) continue;
        const double boost = small ? exp_same(log_same(uniform()) / shape) : 1;
        return d * v * boost * scale;
    }
}

namespace {

// Up from 0 until the probability is spent.
std::int64_t poisson_by_inversion(Random& random, double mean) {
    double left = random.uniform();
    double probability = exp_same(-mean);
    std::int64_t k = 0;
    // 200 is beyond any chance for a mean below 10; rounding must not loop.
    while (left > probability && k < 200) {
        left -= probability;
        ++k;
        probability *= mean / static_cast<double>(k);
    }
    return k;
}

// Transformed rejection with squeeze, PTRS: Hormann 1993, Insurance: Mathematics
// and Economics 12(1), 39-45. mean >= 10.
std::int64_t poisson_by_rejection(Random& random, double mean) {
    const double b = 0.931 + 2.53 * std::sqrt(mean);
    const double a = -0.059 + 0.02483 * b;
    const double inverse_alpha = 1.1239 + 1.1328 / (b - 3.4);
    const double squeeze = 0.9277 - 3.6224 / (b - 2);
    const double log_mean = log_same(mean);
    for (;;) {
        const double u = random.uniform() - 0.5;
        const double v = random.uniform();
        const double us = 0.5 - std::abs(u);
        const double k = std::floor((2 * a / us + b) * u + mean + 0.43);
        if (us >= 0.07 && v <= squeeze) return static_cast<std::int64_t>(k);
        if (k < 0 || k > 9e15 || (us < 0.013 && v > us)) continue;
        const auto n = static_cast<std::int64_t>(k);
        if (log_same(v * inverse_alpha / (a / (us * us) + b)) <= k * log_mean - mean - log_factorial(n))
            return n;
    }
}

std::int64_t binomial_by_inversion(Random& random, std::int64_t n, double p) {
    double left = random.uniform();
    double probability = exp_same(static_cast<double>(n) * log_same(1 - p));
    const double odds = p / (1 - p);
    std::int64_t k = 0;
    while (left > probability && k < n) {
        left -= probability;
        probability *= odds * static_cast<double>(n - k) / static_cast<double>(k + 1);
        ++k;
    }
    return k;
}

// Transformed rejection with squeeze, BTRS: Hormann 1993, J. Stat. Comput. Simul.
// 46(1-2), 101-110. n p >= 10, p <= 1/2.
std::int64_t binomial_by_rejection(Random& random, std::int64_t n, double p) {
    const double size = static_cast<double>(n), q = 1 - p;
    const double spread = std::sqrt(size * p * q);
    const double b = 1.15 + 2.53 * spread;
    const double a = -0.0873 + 0.0248 * b + 0.01 * p;
    const double centre = size * p + 0.5;
    const double squeeze = 0.92 - 4.2 / b;
    const double alpha = (2.83 + 5.1 / b) * spread;
    const double log_odds = log_same(p / q);
    const auto mode = static_cast<std::int64_t>(std::floor((size + 1) * p));
    const double top = log_factorial(mode) + log_factorial(n - mode);
    for (;;) {
        const double u = random.uniform() - 0.5;
        const double v = random.uniform();
        const double us = 0.5 - std::abs(u);
        const double at = std::floor((2 * a / us + b) * u + centre);
        if (at < 0 || at > size) continue;
        const auto k = static_cast<std::int64_t>(at);
        if (us >= 0.07 && v <= squeeze) return k;
        const double density =
            top - log_factorial(k) - log_factorial(n - k) + static_cast<double>(k - mode) * log_odds;
        if (log_same(v * alpha / (a / (us * us) + b)) <= density) return k;
    }
}

}  // namespace

std::int64_t Random::poisson(double mean) {
    expects(mean >= 0 && mean <= 1e15, "Random::poisson takes a mean from 0 to 1e15");
    if (mean == 0) return 0;
    return mean < 10 ? poisson_by_inversion(*this, mean) : poisson_by_rejection(*this, mean);
}

std::int64_t Random::binomial(std::int64_t n, double p) {
    expects(n >= 0 && p >= 0 && p <= 1, "Random::binomial takes n >= 0 and p from 0 to 1");
    if (p > 0.5) return n - binomial(n, 1 - p);
    if (n == 0 || p == 0) return 0;
    return static_cast<double>(n) * p < 10 ? binomial_by_inversion(*this, n, p)
                                           : binomial_by_rejection(*this, n, p);
}

std::int64_t Random::negative_binomial(double mean, double phi) {
    expects(mean >= 0, "Random::negative_binomial takes a mean from 0");
    if (mean == 0 || phi <= 1) return poisson(mean);
    return poisson(gamma(mean / (phi - 1), phi - 1));
}

}  // namespace atalaya::stats
