// Which of many columns explain counts? A Poisson regression that pays for every coefficient, so that most are 0.
//
//     minimise over a, b    (1/n) sum of (exp(eta_i) - y_i eta_i)  +  lambda sum |b_j|,     eta_i = offset_i + a + x_i b
//
// The constant a is not paid for. lambda_max is the least lambda at which every b is 0. Columns are taken as they are:
// scale them first where one unit of each should cost the same. With `raising_only` every b is 0 or more.
//
// Iteratively reweighted least squares by coordinate descent, over all columns and then over those that are not 0. At
// the least
//
//     |(1/n) sum of x_ij (y_i - mu_i)| <= lambda, equal with the sign of b_j where b_j is not 0       (Karush-Kuhn-Tucker)
//
// Fails: not_a_count (y below 0), no_events, no_fit (no convergence). O(n columns) a sweep, some tens of sweeps.
//
// Sources: Tibshirani 1996, J. R. Stat. Soc. B 58, 267-288; Friedman, Hastie & Tibshirani 2010, J. Stat. Software 33(1).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "stats/glm.hpp"
#include "stats/why.hpp"

namespace atalaya::stats {

// Column after column, without a constant.
using ColumnsOf = std::vector<std::vector<double>>;

struct PenalisedModel {
    bool raising_only = false;
    double close = 1e-10;  // done when no coefficient moves farther; more than 0
};

struct PenalisedPoisson {
    double lambda{};
    double constant{};
    std::vector<double> coefficients;
    double deviance{};

    std::size_t chosen() const;  // coefficients that are not 0
    double eta(const ColumnsOf& x, std::size_t row, double offset = 0) const;
};

// lambda >= 0. Offset empty is 0. `from` is where to begin: the fit of a lambda near by, or nothing.
Maybe<PenalisedPoisson> penalised_poisson(const ColumnsOf& x, std::span<const double> y, double lambda,
                                          const PenalisedModel& model = {},
                                          std::span<const double> offset = {},
                                          const PenalisedPoisson* from = nullptr);

// 0 where no column goes with what the constant alone leaves.
Maybe<double> greatest_lambda(const ColumnsOf& x, std::span<const double> y, const PenalisedModel& model = {},
                              std::span<const double> offset = {});

struct PenalisedPath {
    std::vector<PenalisedPoisson> fits;   // lambda from lambda_max down in equal ratios to `least` of it
    std::vector<double> error, error_se;  // of each: mean deviance a row where it was not fitted, over folds
    std::size_t best{};                   // least error
    std::size_t sparest{};                // the greatest lambda within one standard error of the best
};

// Rows are dealt into folds by the seed. 2 <= folds <= rows, steps >= 2, 0 < least < 1. Fails as penalised_poisson does, with
// constant where lambda_max is 0. (folds + 1) steps fits, those of folds to 1e-6.
Maybe<PenalisedPath> penalised_path(const ColumnsOf& x, std::span<const double> y, std::size_t folds,
                                    std::uint64_t seed, const PenalisedModel& model = {},
                                    std::span<const double> offset = {}, std::size_t steps = 50,
                                    double least = 0.001);

}  // namespace atalaya::stats
