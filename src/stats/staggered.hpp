// Difference in differences when areas take up a measure at different times.
//
// With base b = g - 1 from period g on and b = t - 1 before it, the effect in period t on those first
// treated in g is
//
//     ATT(g, t) = mean(Y_t - Y_b | first = g) - mean(Y_t - Y_b | comparison)
//
// against those never treated, or those not yet treated in t and b. Periods before g show whether the two
// moved alike. Averages of the effects from g on, P(g) the share of units:
//
//     simple    all of them, weights P(g)                 dynamic   by t - g, weights P(g)
//     group     by g, over its periods                    calendar  by t, weights P(g)
//
// overall: of dynamic and calendar the mean over their entries from 0 on; of group with weights P(g).
// Standard errors are of influence functions, which carry the estimated weights; a band by the multiplier
// bootstrap holds all entries of a group at once.
//
// Source: Callaway & Sant'Anna 2021, J. Econometrics 225, 200-230 (without covariates).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "stats/why.hpp"

namespace atalaya::stats {

// A balanced panel: outcomes unit after unit, `periods` each. first_treated is a period's index (0-based); none:
// never. Units treated in period 0 have no before and are left out.
struct Panel {
    std::size_t periods{};
    std::vector<double> outcomes;
    std::vector<std::optional<std::size_t>> first_treated;  // one a unit
};

enum class Comparison { never_treated, not_yet_treated };

struct Effect {
    double att{};
    double se{};
    // At a level of confidence for this entry alone, and for all of its table at once.
    double low{}, high{};
    double band_low{}, band_high{};
};

struct GroupTime {
    std::size_t group{};
    std::size_t time{};
    Maybe<Effect> effect;  // too_few_values without comparison units
};

struct Averages {
    std::vector<std::pair<std::ptrdiff_t, Effect>> entries;  // by t - g, g or t
    std::optional<Effect> overall;                           // none without periods from g on
};

struct Staggered {
    std::vector<GroupTime> effects;  // by group, then time, from period 1 on
    std::optional<Effect> simple;
    Averages dynamic, group, calendar;
    // The regression with unit and period effects and one treated column: a mix of effects in which some count
    // with the wrong sign, shown so that it can be held against `simple`. None when it cannot be told apart.
    std::optional<double> two_way;
    std::size_t units{};     // used
    std::size_t excluded{};  // treated from the first period on
};

struct StaggeredModel {
    Comparison comparison = Comparison::never_treated;
    double confidence = 0.95;
    std::uint64_t seed = 1;
    int replicates = 999;  // of the multiplier bootstrap for the bands; 0: bands are the intervals
};

// Fails: too_few_values (no treated group, no comparison at all, one period), not_a_count (an outcome that is not
// finite). O(units (periods + effects)); bands by R replicates also O(units periods (R + 256) / 8 + R effects groups).
Maybe<Staggered> staggered_differences(const Panel& panel, const StaggeredModel& model);

// Two groups, two periods: change of the treated less change of the others, with the standard error of
// the two means' variances over n. Two units or more on each side, else too_few_values.
Maybe<Effect> two_by_two(std::span<const double> treated_change, std::span<const double> other_change,
                         double confidence = 0.95);

}  // namespace atalaya::stats
