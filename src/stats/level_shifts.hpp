// Where does the level of monthly counts jump? A search that needs nobody's hint: change points of the counts,
// season and length of the months taken out, kept where the jump stands out from a slow trend.
//
//  1. Season and trend, where there are three years: the median over the years of each month's ratio to the mean of
//     the twelve months around it (centred, half weights at both ends); the median over the months of the log
//     change from a year before, which a jump moves in one year only. Else months of equal days.
//  2. phi: how much more than a Poisson's neighbouring months differ: the mean of the nine smallest of ten
//     (x1 e2 - x2 e1)^2 / (e1 e2 (x1 + x2)), over the 0.6232 that it is of a normal's squares, at least 1; times
//     n / (n - 12) where a season was fitted. e = days x season x trend. Jumps hardly move it.
//  3. Changes: change_points() of the counts with exposures e, poisson, mbic, segments of 3 months or more.
//  4. Step: up to 24 months on each side, none beyond the next change, are fitted with a common slope and a step
//     (log link, weights of the counts, phi); a change whose step is within 3.5 standard errors is not told:
//     a series that drifts in a way of its own has change points and no step.
//
// Silent below 12 usable months. Of 400 series of five years without a jump (5 to 2,000 events a month, phi 1 to 4,
// trends of -5 to 10 % a year) at most 2 % are told to have one. Of series of 100 a month with phi 2 a fall to a half is
// found in 97 %, one to two thirds in half, one to nine tenths hardly ever (tests).
//
// Sources: Killick, Fearnhead & Eckley 2012 (see change_points.hpp); Cleveland & Tiao 1976, J. Am. Stat. Assoc.
// 71, 581-587, for the ratios to a moving mean.
#pragma once

#include <span>
#include <vector>

#include "core/day.hpp"
#include "stats/change_points.hpp"

namespace atalaya::stats {

struct LevelShift {
    Month month{};               // the first of the new level
    Month earliest{}, latest{};  // months that the counts cannot tell from it (likelihood ratio, 95 %)
    double ratio{};              // new level over old, season and slope aside
    double low{}, high{};        // 95 %
};

struct LevelShifts {
    std::vector<LevelShift> shifts;  // by month
    double phi = 1;
    bool season = false;  // was taken out
    int months = 0;       // that were used
};

// counts[i] belongs to first + i; months that are not usable are left out as if they had not been.
LevelShifts level_shifts(Month first, std::span<const double> counts, const std::vector<bool>& usable);

}  // namespace atalaya::stats
