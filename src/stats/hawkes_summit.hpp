// The last steps to the likeliest self-exciting process. A simplex ends where the likelihood is flat to rounding, some 1e-10 below its
// top, where its numbers are true to 1e-5 only. Newton's steps in the logarithms x of mu, a and b take them to rounding:
//
//     x <- x - H^-1 g,   g, H: exact derivatives of the log-likelihood (stats/hawkes_slopes.hpp)
//
// a stays at 1 where the process would go beyond it. The start is given back where the likelihood does not bend down, as about a = 0,
// and where the steps lead away.
#pragma once

#include <span>

#include "stats/hawkes.hpp"

namespace atalaya::stats {

// Times as of hawkes_log_likelihood(); from: 0 < a <= 1. O(n) a step, twelve at most.
Hawkes hawkes_summit(std::span<const double> times, double end, const Hawkes& from);

}  // namespace atalaya::stats
