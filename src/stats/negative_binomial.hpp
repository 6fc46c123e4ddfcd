// The negative binomial by its mean and size (variance mean + mean^2 / size), and quantiles of counts.
#pragma once

#include <cstdint>

namespace atalaya::stats {

// P(X <= k) and P(X >= k); k below 0 gives 0 and 1. mean >= 0, size > 0.
double negative_binomial_cdf(std::int64_t k, double mean, double size);
double negative_binomial_from(std::int64_t k, double mean, double size);
// P(X >= k) of the Poisson.
double poisson_from(std::int64_t k, double mean);

// The least k with P(X <= k) >= p. 0 <= p < 1. O(log k) distribution functions.
std::int64_t negative_binomial_quantile(double p, double mean, double size);
std::int64_t poisson_quantile(double p, double mean);

}  // namespace atalaya::stats
