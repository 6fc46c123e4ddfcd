// A series that changes its level from one month to the next, and what it may be.
//
// At a month c the sum B of the w months from c on is compared with the sum A of the w before it, w = 12, or what there
// is on the shorter side (3 at least). What fires: the c of the series with the greatest
//
//     z = (B - r A) / sqrt(phi (B + r^2 A)),   r = 1.5 where w = 12, else 2      (a fall: A and B in each other's place)
//
// when z exceeds the normal quantile of 1 - 0.001 / (months tried in all series), so that one delivery in a thousand tells
// one by chance; the three months from c on all lie beyond the three before it, and half of the change of the means comes
// between the medians of these, so that a slow trend is none; and the larger sum is 50 or more. phi is
// dispersion_by_neighbours of the series, which neither a trend nor the shift itself moves.
//
// What it may be: `moved` where another series shifts the other way within a month, by half to twice as much (facts that went
// from one code to another); `event` where three series or more shift the same way within two months (a lockdown, a strike, a
// new way of recording); else `meaning` (the code stands for something else since, or this alone changed). The check
// cannot tell these apart for sure: it says what it saw.
// False positives: a place whose season more than doubles its counts, over less than two years. O(series x months).
#pragma once

#include <string>
#include <vector>

#include "intake/quality/monthly_series.hpp"

namespace atalaya::intake::quality {

enum class Cause { event, moved, meaning };

struct LevelShift {
    std::string category, area;  // as the series is named
    Month month{};               // c
    int months{};                // w
    double before{}, after{};    // A and B
    Cause cause{};
    std::string other;  // where `moved`: the category that shifts the other way, the nearest in size
    int shared{};       // series that shift the same way, this one among them
};

// At most one for each series, in order of its name.
std::vector<LevelShift> level_shifts(const MonthlySeries& series);

}  // namespace atalaya::intake::quality
