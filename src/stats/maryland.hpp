// How much a comparison can show, from 1 to 5, by its design alone: the Maryland Scientific Methods Scale. It is
// attached to every evaluation, whatever came out.
//
//     1  correlation: places or people with and without the measure, once
//     2  before and after, without a comparison; or a comparison that is known to differ
//     3  before and after, with a comparable area without the measure
//     4  before and after in three comparable areas or more, with and without it, other differences controlled for
//     5  areas or people drawn by lot
//
// Source: Sherman et al. 1997, Preventing Crime: What Works, What Doesn't, What's Promising, chapter 2.
#pragma once

#include <string_view>

namespace atalaya::stats {

struct EvaluationDesign {
    bool before_and_after = false;
    bool comparison = false;  // units without the measure
    bool comparable = false;  // they were alike before, by matching, weighting or a parallel course
    int treated_units = 1;
    int comparison_units = 0;
    bool differences_controlled = false;  // by a regression, fixed effects or weights
    bool drawn_by_lot = false;
};

// 1 .. 5. Drawn by lot counts with two units or more on each side; otherwise as what else it is.
int maryland_level(const EvaluationDesign& design);
// "maryland.1" .. "maryland.5", the key of the sentence a reader gets.
std::string_view maryland_key(int level);

}  // namespace atalaya::stats
