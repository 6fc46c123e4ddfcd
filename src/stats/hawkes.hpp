// Events that raise the chance of more events: a process with intensity
//
//     lambda(t) = mu + sum over t_i before t of a b exp(-b (t - t_i))
//
// where of events of one instant each is before those that follow in the list.
//
// mu events a unit of time come by themselves, each event brings a more on average (the branching ratio, sought up to 1: beyond
// it the process explodes), after 1 / b units on average. The exact log-likelihood of [0, T] by Ozaki's
// recursion in O(n), its maximum by expectation and maximisation (stochastic declustering: who brought whom) and then
// the simplex and Newton's steps (stats/hawkes_summit.hpp). How well the three are known is in stats/hawkes_limits.hpp.
//
// Sources: Hawkes 1971, Biometrika 58, 83-90; Ozaki 1979, Ann. Inst. Stat. Math. 31, 145-155; Mohler et al. 2011, J.
// Am. Stat. Assoc. 106, 100-108.
#pragma once

#include <span>
#include <vector>

#include "stats/why.hpp"

namespace atalaya::stats {

struct Hawkes {
    double mu{};
    double a{};
    double b{};
};

struct HawkesFit {
    Hawkes process;
    double log_likelihood{};
    double poisson_log_likelihood{};  // of a steady rate n / T
    double triggered{};               // share of the events that others brought, at the fit
    std::vector<double> background;   // chance of each event to have come by itself
    int iterations{};                 // of the EM
};

// 1 - exp(-x) of x >= 0, without cancellation.
double one_less_exp(double x);

// Times ascending in (0, T]; mu, b > 0, a >= 0. O(n).
double hawkes_log_likelihood(std::span<const double> times, double end, const Hawkes& process);

// Fails: too_few_events below 5; not_a_count (times not ascending or outside (0, T]). Where no clustering is
// found a is near 0 and b arbitrary. O(n) an iteration of the sums; a few hundred.
Maybe<HawkesFit> fit_hawkes(std::span<const double> times, double end);

}  // namespace atalaya::stats
