// ARIMA(0,1,1)(0,1,1)_m, the airline model:
//
//     (1 - B)(1 - B^m) y_t = (1 + theta B)(1 + seasonal_theta B^m) e_t
//
// by the exact likelihood of the differenced series, whose innovations come from the Cholesky factor of its
// banded covariance; sigma^2 is concentrated out. The variance of a forecast is that given the series there is: with
// seasonal_theta near -1 a season is known no better than its few years tell, and it exceeds that of a long series.
//
// Sources: Box & Jenkins 1976, chapter 9, and section 7.4 (the posterior of parameters); Brockwell & Davis 1991, Time
// Series, section 5.2; Thompson & Miller 1986, Journal of Business & Economic Statistics 4, 427-436 (forecasts so mixed).
#pragma once

#include <span>
#include <utility>
#include <vector>

#include "stats/forecasts.hpp"

namespace atalaya::stats {

struct AirlineFit {
    double theta{};  // (1 + theta B)(1 + seasonal_theta B^m), both above -1 and below 1
    double seasonal_theta{};
    double sigma2{};  // maximum likelihood
    double log_likelihood{};
    double aic{};
    Forecast forecast;
};
// Fails: not_a_count; too_few_values below 2 m + 4; no_fit when the differenced series is all 0. Season 2 or
// more. O(n m^2) a trial, some hundred trials.
Maybe<AirlineFit> fit_airline(std::span<const double> series, const Horizon& horizon);

// The forecast of the fit with sd (about its mean) and limits that take no parameter as known. For given theta and
// seasonal_theta a value ahead follows Student's t of n degrees, n values of the differenced series, about its forecast, of the
// variance given the series with the mean square of the errors for sigma^2; these laws are mixed (stats/mixed_laws.hpp) by
// the posterior, proportional to |covariance|^(-1/2) (sum of squares)^(-n / 2): flat over both parameters from -1 to 1 and
// log sigma. Series and horizon as of the fit. O(n m^2) each of some 1,500 points.
Forecast foresee_airline(std::span<const double> series, const Horizon& horizon, const AirlineFit& fit);

// Log-likelihood and sigma^2 at given parameters.
std::pair<double, double> airline_likelihood(std::span<const double> series, std::size_t season, double theta,
                                             double seasonal_theta);

}  // namespace atalaya::stats
