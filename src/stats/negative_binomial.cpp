#include "stats/negative_binomial.hpp"

#include <algorithm>
#include <cmath>

#include "core/error.hpp"
#include "stats/distributions.hpp"

namespace atalaya::stats {

namespace {

// A p that a distribution function reaches but for rounding is reached.
constexpr double fuzz = 1e-14;

// The count of a normal whose tail is bent by the skewness (Cornish & Fisher, first term): nearly always the quantile
// or one beside it.
std::int64_t near_quantile(double p, double mean, double sd, double skewness) {
    if (!(p > 0 && p < 1)) return 0;
    const double z = normal_quantile(p);
    const double at = std::floor(mean + sd * (z + skewness * (z * z - 1) / 6) + 0.5);
    return static_cast<std::int64_t>(std::clamp(at, 0.0, 9e15));
}

// The first count whose cdf reaches p, looked for from `guess` on in steps that double.
template <class Cdf>
std::int64_t quantile(double p, std::int64_t guess, const Cdf& cdf) {
    expects(p >= 0 && p < 1, "a quantile of counts takes 0 <= p < 1");
    const double wanted = p * (1 - fuzz);
    std::int64_t below = -1, reached = guess;  // cdf < wanted at `below`, or it is before the first count
    if (cdf(guess) < wanted) {
        below = guess;
        for (std::int64_t step = 1; cdf(reached = below + step) < wanted; step *= 2) below = reached;
    } else {
        for (std::int64_t step = 1; reached - step >= 0; step *= 2) {
            if (cdf(reached - step) < wanted) {
                below = reached - step;
                break;
            }
            reached -= step;
        }
    }
    while (reached - below > 1) {
        const std::int64_t middle = below + (reached - below) / 2;
        (cdf(middle) < wanted ? below : reached) = middle;
    }
    return reached;
}

}  // namespace

double negative_binomial_cdf(std::int64_t k, double mean, double size) {
    expects(mean >= 0 && size > 0, "the negative binomial takes mean >= 0 and size > 0");
    if (k < 0) return 0;
    if (mean == 0) return 1;
    return beta_cdf(size / (size + mean), size, static_cast<double>(k) + 1);
}

double negative_binomial_from(std::int64_t k, double mean, double size) {
    expects(mean >= 0 && size > 0, "the negative binomial takes mean >= 0 and size > 0");
    if (k <= 0) return 1;
    if (mean == 0) return 0;
    return beta_cdf(mean / (size + mean), static_cast<double>(k), size);
}

double poisson_from(std::int64_t k, double mean) {
    expects(mean >= 0, "the Poisson takes a mean from 0");
    return k <= 0 ? 1 : gamma_cdf(mean, static_cast<double>(k), 1);
}

std::int64_t negative_binomial_quantile(double p, double mean, double size) {
    if (mean == 0) return 0;
    const double sd = std::sqrt(mean + mean * mean / size), skewness = (1 + 2 * mean / size) / sd;
    return quantile(p, near_quantile(p, mean, sd, skewness),
                    [&](std::int64_t k) { return negative_binomial_cdf(k, mean, size); });
}

std::int64_t poisson_quantile(double p, double mean) {
    const double sd = std::sqrt(mean);
    return quantile(p, mean > 0 ? near_quantile(p, mean, sd, 1 / sd) : 0,
                    [&](std::int64_t k) { return poisson_cdf(k, mean); });
}

}  // namespace atalaya::stats
