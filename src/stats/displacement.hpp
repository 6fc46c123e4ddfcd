// Did a measure in one area lower its crime, or move it next door?
//
// Sources: Wheeler & Ratcliffe 2018, Crime Science 7:11 (weighted displacement
// difference); Bowers & Johnson 2003, J. Quant. Criminol. 19, 275-301, with the
// formulas of Guerette 2009, POP Center Tool Guide 10, appendix B (quotient).
#pragma once

#include <optional>
#include <span>

#include "stats/why.hpp"

namespace atalaya::stats {

// Counts of an area before and after, and what they are divided by first: the
// length of the periods, or the size of the area. All weights > 0.
struct BeforeAfter {
    double before{};
    double after{};
    double weight_before = 1;
    double weight_after = 1;
};

struct Difference {
    double estimate{};  // change here less change in the control; below 0: crimes avoided
    double se{};
    // Of the normal, 95 %; 0 and the estimate when every count is 0.
    double z{};
    double low{};
    double high{};
};

struct Displacement {
    Difference local;      // the treated area
    Difference displaced;  // the ring around it; all 0 without one
    Difference total;
};

// estimate = (a_t - b_t) - (a_c - b_c) on the divided counts, variance the sum of
// count / weight^2. The ring needs its own control.
Displacement weighted_displacement(const BeforeAfter& treated, const BeforeAfter& control);
Displacement weighted_displacement(const BeforeAfter& treated, const BeforeAfter& control,
                                   const BeforeAfter& ring, const BeforeAfter& ring_control);

struct OffenceDifference {
    Difference difference;
    double harm = 1;  // weight of the offence
};

// Sum of harm * estimate with variance the sum of harm^2 * se^2.
Difference harm_weighted(std::span<const OffenceDifference> offences);

struct DisplacementQuotient {
    double gross_effect{};           // b - a of the treated area
    double net_effect{};             // b/b_c - a/a_c
    double success{};                // a/a_c - b/b_c; below 0: crime fell against the control
    double buffer{};                 // the same of the ring
    std::optional<double> quotient;  // buffer / success, only where success < 0; 1 is all benefit diffused
    double total_net_effect{};
};

// One control for both areas. Fails: no_base when a count of the control is 0.
Maybe<DisplacementQuotient> displacement_quotient(const BeforeAfter& treated, const BeforeAfter& ring,
                                                  const BeforeAfter& control);

}  // namespace atalaya::stats
