// At which distances are points clustered or spread out? Ripley's K, Besag's L and the pair correlation.
//
//     K(r) = A / (n (n - 1))  sum over i != j with d_ij <= r of e_ij           pi r^2 by chance
//       isotropic     e_ij = 1 / (part of the circle about i through j that is inside), at most 100
//       translation   e_ij = A / (area of the window and itself moved by j - i)
//     border          K(r) = A / n  sum over i with b_i > r of #{j: d_ij <= r} / #{i: b_i > r},  b_i to the border
//     L(r) = sqrt(K(r) / pi)                                                   r by chance
//     g(r) = A / (n (n - 1) 2 pi r)  sum of k(r - d_ij) e_ij                   1 by chance
//
// k is Epanechnikov's kernel of half-width c / sqrt(n / A), c = 0.15 (Stoyan); edge as for K, border apart. Where no point is as
// far as r from the border, K by border is no_exposure.
//
// Fails: too_few_values below 2 points; not_a_number for one that is missing or outside the window. Requires r ascending,
// >= 0 (> 0 for g), finite, and at most the shorter side for translation. O(n m), m points within the longest r.
//
// Sources: Ripley 1977, J. R. Stat. Soc. B 39, 172-212; Ohser & Stoyan 1981; Diggle 2014, Statistical Analysis of Spatial
// Point Patterns; the envelope: Ripley 1981, Spatial Statistics, section 8.2.
#pragma once

#include <span>
#include <vector>

#include "stats/points/window.hpp"
#include "stats/spatial/autocorrelation.hpp"
#include "stats/why.hpp"

namespace atalaya::stats {

enum class EdgeWeight { none, border, isotropic, translation };

Maybe<std::vector<Maybe<double>>> ripley_k(std::span<const Planar> points, const Window& window,
                                           std::span<const double> r,
                                           EdgeWeight edge = EdgeWeight::isotropic);
double besag_l(double k);

// `edge` is not border.
Maybe<std::vector<double>> pair_correlation(std::span<const Planar> points, const Window& window,
                                            std::span<const double> r,
                                            EdgeWeight edge = EdgeWeight::translation, double stoyan = 0.15);

// Against as many points at random in the window: the largest |L(r) - r| over all r, so one p for all distances, and
// the band that L leaves with chance `level` only, anywhere. Where border gives no L, r is passed over.
struct Envelope {
    double deviation{};   // the largest of the points
    double p = 1;         // (1 + # of replicates as large) / (1 + replicates)
    double half_width{};  // L is within r -+ this
};
Maybe<Envelope> global_envelope(std::span<const Planar> points, const Window& window,
                                std::span<const double> r, EdgeWeight edge = EdgeWeight::isotropic,
                                const Permutations& replicates = {}, double level = 0.05);

}  // namespace atalaya::stats
