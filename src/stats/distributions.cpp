#include "stats/distributions.hpp"

#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/erf.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>

#include "core/error.hpp"

namespace atalaya::stats {

namespace {

// In double throughout: long double is not the same on every processor. A value
// out of range comes back as infinity or NaN, not as an exception.
using boost::math::policies::domain_error;
using boost::math::policies::errno_on_error;
using boost::math::policies::overflow_error;
using boost::math::policies::pole_error;
using boost::math::policies::policy;
using boost::math::policies::promote_double;
constexpr policy<promote_double<false>, domain_error<errno_on_error>, overflow_error<errno_on_error>,
                 pole_error<errno_on_error>>
    in_double{};

// From this shape on the series of the gamma take too many terms in the tails, and the cube root of its variable over the
// shape is normal to 1e-8 of its deviation (Wilson and Hilferty 1931, PNAS 17, 684-688).
constexpr double as_normal = 1e9;

double cube_root_score(double x, double shape) {
    return (std::cbrt(x / shape) - 1 + 1 / (9 * shape)) * 3 * std::sqrt(shape);
}

double gamma_below(double shape, double x) {
    return shape < as_normal ? boost::math::gamma_p(shape, x, in_double)
                             : normal_cdf(cube_root_score(x, shape));
}

double gamma_beyond(double shape, double x) {
    return shape < as_normal ? boost::math::gamma_q(shape, x, in_double)
                             : normal_cdf(-cube_root_score(x, shape));
}

bool open_unit(double p) {
    return p > 0 && p < 1;
}

}  // namespace

double normal_cdf(double z) {
    return 0.5 * boost::math::erfc(-z / std::sqrt(2.0), in_double);
}

double normal_quantile(double p) {
    expects(open_unit(p), "normal_quantile takes 0 < p < 1");
    return -std::sqrt(2.0) * boost::math::erfc_inv(2 * p, in_double);
}

double t_two_sided(double t, double df) {
    expects(df > 0, "Student's t has df > 0");
    if (std::isinf(df)) return boost::math::erfc(std::abs(t) / std::sqrt(2.0), in_double);
    if (std::isinf(t)) return 0;
    // P(|T| > t) = I(df / (df + t^2); df/2, 1/2), from the other side where that rounds to 1.
    const double x = df / (df + t * t);
    if (x > 0.5) return boost::math::ibetac(0.5, df / 2, t * t / (df + t * t), in_double);
    return boost::math::ibeta(df / 2, 0.5, x, in_double);
}

double t_cdf(double t, double df) {
    const double tail = t_two_sided(t, df) / 2;
    return t < 0 ? tail : 1 - tail;
}

double t_quantile(double p, double df) {
    expects(open_unit(p) && df > 0, "t_quantile takes 0 < p < 1 and df > 0");
    if (std::isinf(df)) return normal_quantile(p);
    if (p == 0.5) return 0;
    const double both = 2 * std::min(p, 1 - p);
    double y = 0;  // 1 - x, kept apart so that a t near 0 keeps its digits
    const double x = boost::math::ibeta_inv(df / 2, 0.5, both, &y, in_double);
    const double t = std::sqrt(df * y / x);
    return p < 0.5 ? -t : t;
}

double chi2_cdf(double x, double df) {
    return gamma_cdf(x, df / 2, 2);
}
double chi2_quantile(double p, double df) {
    return gamma_quantile(p, df / 2, 2);
}

double gamma_cdf(double x, double shape, double scale) {
    expects(x >= 0 && shape > 0 && scale > 0, "gamma_cdf takes x >= 0, shape > 0 and scale > 0");
    return gamma_below(shape, x / scale);
}

double gamma_above(double x, double shape, double scale) {
    expects(x >= 0 && shape > 0 && scale > 0, "gamma_above takes x >= 0, shape > 0 and scale > 0");
    return gamma_beyond(shape, x / scale);
}

double gamma_quantile(double p, double shape, double scale) {
    expects(p >= 0 && p < 1 && shape > 0 && scale > 0,
            "gamma_quantile takes 0 <= p < 1, shape > 0 and scale > 0");
    if (shape < as_normal || p == 0) return scale * boost::math::gamma_p_inv(shape, p, in_double);
    const double root = 1 - 1 / (9 * shape) + normal_quantile(p) / (3 * std::sqrt(shape));
    return scale * shape * root * root * root;
}

double beta_cdf(double x, double a, double b) {
    expects(x >= 0 && x <= 1 && a > 0 && b > 0, "beta_cdf takes 0 <= x <= 1, a > 0 and b > 0");
    return boost::math::ibeta(a, b, x, in_double);
}

double beta_quantile(double p, double a, double b) {
    expects(p >= 0 && p <= 1 && a > 0 && b > 0, "beta_quantile takes 0 <= p <= 1, a > 0 and b > 0");
    return boost::math::ibeta_inv(a, b, p, in_double);
}

double poisson_pmf(std::int64_t k, double mean) {
    expects(mean >= 0, "poisson_pmf takes a mean from 0");
    if (k < 0) return 0;
    if (mean == 0) return k == 0 ? 1 : 0;
    return boost::math::gamma_p_derivative(static_cast<double>(k) + 1, mean, in_double);
}

double poisson_cdf(std::int64_t k, double mean) {
    expects(mean >= 0, "poisson_cdf takes a mean from 0");
    if (k < 0) return 0;
    if (mean == 0) return 1;
    return gamma_beyond(static_cast<double>(k) + 1, mean);
}

double binomial_pmf(std::int64_t k, std::int64_t n, double p) {
    expects(n >= 0 && p >= 0 && p <= 1, "binomial_pmf takes n >= 0 and p from 0 to 1");
    if (k < 0 || k > n) return 0;
    if (p == 0) return k == 0 ? 1 : 0;
    if (p == 1) return k == n ? 1 : 0;
    const auto successes = static_cast<double>(k), failures = static_cast<double>(n - k);
    return boost::math::ibeta_derivative(successes + 1, failures + 1, p, in_double) /
           (static_cast<double>(n) + 1);
}

double binomial_cdf(std::int64_t k, std::int64_t n, double p) {
    expects(n >= 0 && p >= 0 && p <= 1, "binomial_cdf takes n >= 0 and p from 0 to 1");
    if (k < 0) return 0;
    if (k >= n) return 1;
    return boost::math::ibetac(static_cast<double>(k) + 1, static_cast<double>(n - k), p, in_double);
}

}  // namespace atalaya::stats
