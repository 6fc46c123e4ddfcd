// How far off a forecast by exponential smoothing may be, what was estimated not taken as known. For given smoothing the
// first states come from least squares, so that the value h steps ahead follows Student's t of n - p degrees of freedom,
//
//     location  the forecast by that smoothing
//     scale^2   s^2 (1 + sum over j < h of c_j^2 + x' (X'X)^-1 x),     s^2 = sum of squares / (n - p)
//
// with X the responses of the n errors to the p first states, x that of the forecast, c_j as in stats/ets.hpp. These laws are mixed
// over the smoothing by its posterior, proportional to |X'X|^(-1/2) (sum of squares)^(-(n - p) / 2): flat over alpha,
// gamma / (1 - alpha), beta / alpha and the damping within what is sought, flat over first states and log sigma.
//
// How the mixture is summed up: stats/mixed_laws.hpp.
//
// Source: Forbes, Snyder & Shami 2000, Bayesian Exponential Smoothing, Monash University working paper 7/2000.
#pragma once

#include <span>

#include "stats/ets.hpp"

namespace atalaya::stats {

// The forecast of the fit with sd (about its mean) and limits of the mixture. Of a series without errors it is the
// fit's own. Series, horizon and trend as of the fit. O(n m^2) each of some 1,500 points.
Forecast foresee_ets(std::span<const double> series, const Horizon& horizon, EtsTrend trend,
                     const EtsFit& fit);

}  // namespace atalaya::stats
