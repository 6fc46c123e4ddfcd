// How well the numbers of a process in time and space are known, from the curvature of the log-likelihood at the fit: the inverse of the
// observed information in the logarithms of mu's rate, theta, omega and sigma, by differences of 0.003.
//
// Source: Ogata 1978, Ann. Inst. Stat. Math. 30, 243-261.
#pragma once

#include <optional>

#include "stats/hawkes_space_likelihood.hpp"

namespace atalaya::stats::hawkes_parts {

// None where theta is below 1e-4, omega or sigma at the end of what is sought, or the curvature not that of a maximum;
// sigma at its least is taken as known. Nineteen or thirty-three likelihoods.
std::optional<HawkesSpaceErrors> errors_of(const Told& told, const HawkesSpaceFit& fit);

}  // namespace atalaya::stats::hawkes_parts
