// Distribution functions and quantiles by their plain names. Values are within
// 1e-12 relative of the truth; figures are digested at 10 significant digits. Gammas of a shape from 1e9 on, and Poissons of
// such counts, are within 1e-6 of a tail of 1e-9.
#pragma once

#include <cstdint>

namespace atalaya::stats {

double normal_cdf(double z);
double normal_quantile(double p);  // 0 < p < 1

// df may be infinity: the normal. df > 0.
double t_cdf(double t, double df);
double t_quantile(double p, double df);  // 0 < p < 1
// Two-sided p of |t|, without cancellation in the tail.
double t_two_sided(double t, double df);

double chi2_cdf(double x, double df);       // x >= 0, df > 0
double chi2_quantile(double p, double df);  // 0 <= p < 1
double gamma_cdf(double x, double shape, double scale);
double gamma_above(double x, double shape, double scale);  // 1 - cdf, without cancellation
double gamma_quantile(double p, double shape, double scale);
double beta_cdf(double x, double a, double b);  // 0 <= x <= 1
double beta_quantile(double p, double a, double b);

double poisson_pmf(std::int64_t k, double mean);  // 0 for k < 0
double poisson_cdf(std::int64_t k, double mean);  // P(X <= k)
double binomial_pmf(std::int64_t k, std::int64_t n, double p);
double binomial_cdf(std::int64_t k, std::int64_t n, double p);

}  // namespace atalaya::stats
