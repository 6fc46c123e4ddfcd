// Events that raise the chance of more events soon and near: a process in time and on the plane with intensity
//
//     lambda(t, s) = mu(s) + sum over t_j < t of theta g(t - t_j) k(s - s_j)
//     g(u) = omega exp(-omega u) / (1 - exp(-omega memory))        for u up to `memory`
//     k    = a Gaussian of standard deviation sigma in x and in y, cut and made whole again at |x|, |y| = `reach`
//     mu(s) = 1 / T  sum over j of p_j ((1 - even) K(s - s_j) / (mass of K about s_j within the region) + even / area)
//
// p_j is the chance of event j to have come by itself, K a Gaussian of sd `bandwidth` and `even` the share of the background
// that lies evenly over the region. theta is how many each event
// brings within memory and reach (the branching ratio), 1 / omega after how long, sigma how far. Cut kernels that are whole are a
// model of their own, so that leaving out what lies beyond is no error; what each event brings inside the region
// and before the end is integrated exactly (products of erf).
//
// Fitted by expectation and maximisation: who brought whom gives p, p gives mu and the three numbers. At an event its own
// kernel is left out of mu and its share spread evenly over the window: else a narrow bandwidth would explain each
// event by itself. So the likelihoods of several bandwidths can be compared: 0 stands for Scott's sd n^(-1/6), halved as long
// as the likelihood rises by more than 1, three times at most.
//
// 1 / omega is sought up to memory and sigma from least_sigma to half the reach: a wider one would be a
// background of another width by another name.
//
// Sources: Mohler, Short, Brantingham, Schoenberg & Tita 2011, J. Am. Stat. Assoc. 106, 100-108; Zhuang, Ogata &
// Vere-Jones 2002, J. Am. Stat. Assoc. 97, 369-380; Ogata 1998, Ann. Inst. Stat. Math. 50, 379-402.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "core/place.hpp"
#include "stats/points/region.hpp"
#include "stats/why.hpp"

namespace atalaya::stats {

struct HawkesSpace {
    double theta{};  // events that one brings
    double omega{};  // 1 / time
    double sigma{};  // metres
};

struct HawkesSpaceModel {
    double reach = 500;       // metres, > 0
    double memory = 60;       // units of time, > 0
    double bandwidth = 0;     // metres; 0: as above
    double least_sigma = 10;  // metres, > 0: how exactly places are known; sigma is not sought below
    int threads = 1;
};

// Standard errors of the logarithms, mu's of its rate; where sigma is at its least it is taken as known, and 0.
struct HawkesSpaceErrors {
    double background{}, theta{}, omega{}, sigma{};
};

struct HawkesSpaceFit {
    HawkesSpace process;
    double bandwidth{};
    double even{};                            // share of the background that is even
    double background_rate{};                 // events a unit of time that come by themselves, in the window
    double triggered{};                       // share of the events that others brought
    double log_likelihood{};                  // per metre² and unit of time
    double alone_log_likelihood{};            // theta = 0, by the same bandwidth
    std::vector<double> background;           // p of each event
    std::vector<double> background_at;        // mu at each event, its own kernel left out
    std::optional<HawkesSpaceErrors> errors;  // none where the curvature is not that of a maximum
    int iterations{};
    bool converged{};
};

inline constexpr double most_hawkes_pairs = 2e8;  // of near and soon events, four bytes each

// Times ascending in (0, end], places in the box of the region. Of events of one instant none brings another.
// Fails: not_a_count (times or places that are not so); too_few_events below 20; too_few_values where end is not
// twice the memory or more; no_fit where theta comes to 1 or more: the process explodes. The same bits for any number of
// threads. O(pairs within reach and memory, and n + nodes of the background) an iteration; some hundred
// iterations for each of two starts and each bandwidth. Throws std::length_error above most_hawkes_pairs.
Maybe<HawkesSpaceFit> fit_hawkes_space(std::span<const double> times, std::span<const Planar> places,
                                       const Region& region, double end, const HawkesSpaceModel& model = {});

// The log-likelihood at a process, for a background known at each event and its integral over window and time.
double hawkes_space_log_likelihood(std::span<const double> times, std::span<const Planar> places,
                                   const Region& region, double end, std::span<const double> background_at,
                                   double background, const HawkesSpace& process,
                                   const HawkesSpaceModel& model = {});

}  // namespace atalaya::stats
