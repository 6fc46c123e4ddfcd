// One treated unit and no other like it: a control made of several, by weights W >= 0 that add up to 1,
//
//     W(V) = argmin (x1 - X0 W)' V (x1 - X0 W)        x: predictors, each over its standard deviation
//     V    = argmin mean over the periods before of (y1 - Y0 W(V))^2,  V diagonal, >= 0, adding up to 1
//
// and the effect is y1 - Y0 W afterwards. W is the point of least norm in a convex hull (Wolfe's algorithm, exact in
// a few steps); V is sought by simplex search from even weights, a local minimum. Without predictors those are the outcomes
// of each period before: V is then their variances, which makes W the least squares over these periods, and nothing is
// sought. A placebo treats every other unit in turn, the treated one among its donors; p is the rank of the treated unit's
// ratio of the mean squared errors after and before.
//
// Sources: Abadie, Diamond & Hainmueller 2010, J. Am. Stat. Assoc. 105, 493-505; Wolfe 1976, Math. Program. 11, 128-149.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "stats/why.hpp"

namespace atalaya::stats {

struct SyntheticPanel {
    std::size_t units{};
    std::size_t periods{};
    std::size_t predictors{};      // 0: the outcomes of each period before start
    std::vector<double> outcomes;  // unit after unit, `periods` each
    std::vector<double> values;    // unit after unit, `predictors` each
    std::size_t treated{};         // which unit
    std::size_t start{};           // the first period with the measure
};

struct SyntheticControl {
    std::vector<double> weights;     // one a unit, that of the treated 0
    std::vector<double> importance;  // V, one a predictor
    std::vector<double> gap;         // treated less its control, each period
    std::vector<double> balance;     // the control's predictors
    double before{};                 // mean squared gap before start
    double after{};                  // and from it on
    double mean_gap{};               // from start on
    Maybe<double> ratio;             // after / before; no_base where before is 0
};

// With given V, for a choice made elsewhere. Fails as synthetic_control; too_few_values too without predictors.
Maybe<SyntheticControl> synthetic_control(const SyntheticPanel& panel, std::span<const double> importance);
// Fails: too_few_values (fewer than 2 donors, no period before or after); not_a_count (a value that is
// not finite); singular (no predictor that varies).
Maybe<SyntheticControl> synthetic_control(const SyntheticPanel& panel);

struct Placebos {
    std::vector<Maybe<double>> ratios;  // one a unit
    std::size_t rank{};                 // of the treated, 1 the largest; ties count against it
    double p{};                         // rank / units that have a ratio
};
// Each unit's own V. The units are taken in turn by `threads`, the result is the same for any number.
Maybe<Placebos> placebo_controls(const SyntheticPanel& panel, unsigned threads = 1);

// The point of least norm in the convex hull of points (rows of `dimensions`), as weights of the points.
std::vector<double> least_norm_weights(std::span<const double> points, std::size_t dimensions);

}  // namespace atalaya::stats
