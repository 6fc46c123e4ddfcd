// Generalised linear models of counts and shares, small enough to fit by the thousand.
//
//     g(mu_i) = offset_i + x_i b
//
//     family              link    variance of y_i
//     poisson             log     phi mu / w
//     negative_binomial   log     (mu + mu^2 / theta) / w
//     binomial            logit   phi mu (1 - mu) / w     y a share, w its number of trials
//
// Iteratively reweighted least squares on columns made orthonormal once (Gram-Schmidt, twice), so
// that centring, scale and collinearity of the columns do not matter to the digits. Logarithms and
// exponentials are those of stats/random.hpp: the same bits on every machine.
//
// Sources: McCullagh & Nelder 1989, Generalized Linear Models; Venables & Ripley 2002, section 7.4
// (theta); Newey & West 1987, Econometrica 55, 703-708; Pierce & Schafer 1986 (Anscombe residuals).
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "stats/why.hpp"

namespace atalaya::stats {

// One row per observation, row after row.
struct Regressors {
    std::size_t columns{};
    std::vector<double> values;

    std::size_t rows() const { return columns == 0 ? 0 : values.size() / columns; }
    std::span<const double> row(std::size_t i) const { return {values.data() + i * columns, columns}; }
    void add(std::span<const double> row) { values.insert(values.end(), row.begin(), row.end()); }
};

// Columns side by side, all of one length.
Regressors regressors(std::span<const std::vector<double>> columns);

enum class Family { poisson, negative_binomial, binomial };

struct GlmModel {
    Family family = Family::poisson;
    // Covariance times Pearson's phi (a quasi-likelihood) or phi = 1. The negative binomial's is 1.
    bool quasi = false;
    double theta = 0;             // of the negative binomial; 0: estimated by maximum likelihood
    bool drop_dependent = false;  // leave out columns explained by earlier ones, instead of `singular`
    // Stop at a relative change of the deviance of 1e-8 and keep the weights of the last step for
    // covariance, leverage and dispersion, as R's glm does, instead of 1e-12 and the weights at the fit: for
    // methods whose published figures were made so.
    bool early_stop = false;
};

struct Glm {
    std::vector<double> coefficients;  // 0 where dropped
    std::vector<bool> kept;            // per column
    std::size_t rank{};
    std::vector<double> covariance;  // columns x columns, times the phi used; 0 where dropped
    std::vector<double> fitted;      // mu
    std::vector<double> leverage;    // diagonal of the hat matrix; 0 where the weight is 0
    double dispersion{};             // Pearson's chi-square / freedom, whatever the family
    double scale{};                  // the phi in the covariance: dispersion if quasi, else 1
    double freedom{};                // rows of weight > 0 less rank
    double deviance{};
    double theta{};     // infinity where the counts vary no more than a Poisson's
    double theta_se{};  // 0 where theta was given
    int iterations{};

    double se(std::size_t column) const;
};

// y >= 0 (shares: 0 to 1), finite; offset empty is 0, weights empty is 1, each else one a row; weights
// >= 0, those of 0 take no part but are fitted. Fails: not_a_count (y out of range), too_few_values (no
// freedom left), no_events (every y is 0, or every share 1), singular, no_fit (no convergence in 50
// steps). A group of rows with no events at all fits as about 1e-12, as close to 0 as matters.
// O(rows columns^2) a step, 4 to 8 steps.
Maybe<Glm> fit_glm(const Regressors& x, std::span<const double> y, const GlmModel& model,
                   std::span<const double> offset = {}, std::span<const double> weights = {});

struct Prediction {
    double eta{};  // on the scale of the link, offset included
    double se{};   // of eta, without the noise of a new observation
    double mean{};
};
Prediction predict(const Glm& fit, Family family, std::span<const double> row, double offset = 0);

// Residuals, one a row. A fitted share of 0 or 1 that was met has residual 0.
//     pearson    (y - mu) sqrt(w / V(mu))
//     deviance   sign(y - mu) sqrt(w d)
//     anscombe   3/2 (y^(2/3) mu^(-1/6) - mu^(1/2)) / sqrt(phi (1 - h))     log links only; w takes no part
std::vector<double> pearson_residuals(const Glm& fit, const GlmModel& model, std::span<const double> y,
                                      std::span<const double> weights = {});
std::vector<double> deviance_residuals(const Glm& fit, const GlmModel& model, std::span<const double> y,
                                       std::span<const double> weights = {});
std::vector<double> anscombe_residuals(const Glm& fit, std::span<const double> y, double phi);

struct Hac {
    std::size_t lag{};          // autocovariances up to it, Bartlett weights 1 - l / (lag + 1); 0: White's
    bool small_sample = false;  // times n / (n - rank)
};
// Covariance of the coefficients that allows rows in time order to be correlated:
// B (sum of lagged products of scores) B with B = (X'WX)^-1. Columns dropped stay 0.
std::vector<double> newey_west(const Glm& fit, const GlmModel& model, const Regressors& x,
                               std::span<const double> y, const Hac& hac,
                               std::span<const double> weights = {});
// floor(4 (n / 100)^(2/9)), the usual lag of n rows.
std::size_t usual_lag(std::size_t n);

// Does the larger of two nested fits of the same rows explain more? F of the deviances, over the larger
// one's dispersion. The larger has more rank.
struct Nested {
    double f{};
    double p{};
};
Nested compare_nested(const Glm& small, const Glm& large);

// P(F > f) of Fisher's F. f >= 0, both degrees of freedom > 0.
double f_above(double f, double df1, double df2);

}  // namespace atalaya::stats
