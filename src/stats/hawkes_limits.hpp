// How well the three numbers of a self-exciting process are known: limits by profile likelihood. A value of one of them lies
// within while the log-likelihood, highest over the other two, is at most chi2(confidence, 1) / 2 below its maximum:
//
//     { x : 2 (l(fit) - max over the others of l(x, others)) <= chi2 quantile }
//
// Of few events the likelihood is lopsided even in the logarithms, and limits by its curvature at the top are too narrow on
// the long side. Where it never falls so far the limit is 0 below, and above infinity, of a 1: b is not known at all, and a
// may be 0, while a steady rate is hardly less likely than the fit.
//
// Sources: Venzon & Moolgavkar 1988, Applied Statistics 37, 87-94; Ogata 1978, Ann. Inst. Stat. Math. 30, 243-261.
#pragma once

#include <span>

#include "stats/hawkes.hpp"
#include "stats/rates.hpp"
#include "stats/why.hpp"

namespace atalaya::stats {

struct HawkesLimits {
    Interval mu, a, b;  // 0, infinity or (a) 1 where it is open
};

// Times as of the fit; 0 < confidence < 1. Each limit is the first one met from the fit on, to 1e-8 of itself, sought
// up to a millionth or a million times the fit. Fails: no_fit where no clustering was found (a < 1e-6).
// O(n) a likelihood, some three hundred of them.
Maybe<HawkesLimits> hawkes_limits(std::span<const double> times, double end, const Hawkes& fit,
                                  double confidence = 0.95);

}  // namespace atalaya::stats
