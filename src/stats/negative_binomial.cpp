#include "stats/negative_binomial.hpp"

#include <cmath>

#include "core/error.hpp"
#include "stats/distributions.hpp"

namespace atalaya::stats {

namespace {

// A p that a distribution function reaches but for rounding is reached.
constexpr double fuzz = 1e-14;

template <class Cdf>
std::int64_t quantile(double p, double mean, double sd, const Cdf& cdf) {
    expects(p >= 0 && p < 1, "a quantile of counts takes 0 <= p < 1");
    const double wanted = p * (1 - fuzz);
    std::int64_t below = -1;  // cdf < wanted here, or before the first count
    auto reached = static_cast<std::int64_t>(std::ceil(mean + sd));
    for (std::int64_t step = 1 + static_cast<std::int64_t>(sd); cdf(reached) < wanted; step *= 2) {
        below = reached;
        reached += step;
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
    return quantile(p, mean, std::sqrt(mean + mean * mean / size),
                    [&](std::int64_t k) { return negative_binomial_cdf(k, mean, size); });
}

std::int64_t poisson_quantile(double p, double mean) {
    return quantile(p, mean, std::sqrt(mean), [&](std::int64_t k) { return poisson_cdf(k, mean); });
}

}  // namespace atalaya::stats
