// Treated and untreated units that differ beforehand, made comparable by weights from the chance e(x) of having
// been treated, a logistic regression on what is known of them.
//
//     of the treated (ATT)   w = 1 treated, e / (1 - e) untreated
//     of all (ATE)           w = 1 / e treated, 1 / (1 - e) untreated
//
// effect = weighted mean of the treated less that of the untreated (Hajek: weights divided by their sum).
//
// Sources: Rosenbaum & Rubin 1983, Biometrika 70, 41-55; Hirano, Imbens & Ridder 2003, Econometrica 71; Austin 2011,
// Multivar. Behav. Res. 46, 399-424 (balance).
#pragma once

#include <span>
#include <vector>

#include "stats/why.hpp"

namespace atalaya::stats {

struct Balance {
    // Standardised differences of means, treated less untreated, over the treated's standard deviation; no_base
    // where the treated do not vary.
    Maybe<double> before;
    Maybe<double> after;  // with the ATT's weights
};

struct Propensity {
    std::vector<double> coefficients;  // constant first
    std::vector<double> score;         // e(x), one a unit
    double raw_difference{};
    double att{};
    double ate{};
    double att_se{}, ate_se{};     // of the weighted means, the scores taken as known: on the safe side
    double effective_untreated{};  // (sum w)^2 / sum w^2 of the untreated, ATT: how many they count for
    std::vector<Balance> balance;  // one a covariate
};

// `covariates`: columns, one value a unit each; `treated` 0 or 1. Fails: too_few_values (fewer than 2 on a
// side, or no freedom), singular (a covariate explained by others or constant), no_fit (treated and untreated can be
// told apart wholly: nobody to compare), not_a_count (a value that is not finite). O(units covariates^2) a step.
Maybe<Propensity> propensity_weighting(std::span<const double> outcome, std::span<const double> treated,
                                       std::span<const std::vector<double>> covariates);

}  // namespace atalaya::stats
