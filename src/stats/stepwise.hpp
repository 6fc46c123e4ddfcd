// Which columns does a regression of counts need? Stepwise in both directions by the Bayesian information criterion.
//
//     BIC = k log n - 2 log-likelihood,      k the coefficients (and theta of a negative binomial)
//
// From the constant alone each step adds or takes away the one column that lowers BIC most, until none does; of equal ones
// the first. A fit that fails counts as no candidate. Fails: as fit_glm does for the constant alone.
// O(steps columns) fits.
//
// Sources: Schwarz 1978, Annals of Statistics 6, 461-464; Caplan & Kennedy 2016, Risk Terrain Modeling, chapter 4.
#pragma once

#include <span>
#include <vector>

#include "stats/glm.hpp"

namespace atalaya::stats {

struct Stepwise {
    std::vector<std::size_t> columns;  // chosen, in order
    Glm fit;                           // the constant first, then those
    double bic{};
};

// Column after column, without the constant, all of one length; a Poisson's or a negative binomial's counts.
Maybe<Stepwise> stepwise_counts(std::span<const std::vector<double>> columns, std::span<const double> y,
                                const GlmModel& model, std::span<const double> offset = {});

// Of counts y about their fitted means. theta infinite or 0: a Poisson.
double count_log_likelihood(std::span<const double> y, std::span<const double> mu, double theta);

}  // namespace atalaya::stats
