// A series carried over a change of its code list, by months in which every event was given both codes.
//
// Of the overlap: `kept` events count under both codes, `gained` under the new one alone, `lost` under the old one
// alone. The new code counts, beside the old,
//
//     factor = (kept + gained) / (kept + lost)
//     var(log factor) = phi (kept (1/N - 1/O)^2 + gained / N^2 + lost / O^2)      N = kept + gained, O = kept + lost
//
// by the delta method, the three being independent with variance phi times their mean. What an earlier count x
// would have been under the new code is x * factor, and its interval holds both what is not known of the factor and the
// chance by which x itself would have gained and lost:
//
//     variance = x^2 factor^2 var(log factor) + phi x (g + l (1 - l))            g = gained / O, l = lost / O
//
// It assumes that the shares of the overlap hold for the earlier months: a bridge over few months, or over a
// season, is as good as that. Months after the change are what they are.
//
// Sources: delta method on a ratio, Cochran 1977, Sampling Techniques, 6.4 (log form); bridge coding as in Anderson,
// Minino, Hoyert & Rosenberg 2001, Natl. Vital Stat. Rep. 49(2) (comparability ratios).
#pragma once

#include "stats/change.hpp"
#include "stats/why.hpp"

namespace atalaya::stats {

// Events of the months that carry both codes; all >= 0.
struct DoubleCoded {
    double kept{};
    double gained{};
    double lost{};
};

struct Bridge {
    double factor{};
    double low{}, high{};  // 95 %
    double var_log{};
    double gained_share{}, lost_share{};  // of the old code's events
    double phi = 1;
};

// phi >= 1. Fails: no_events when nothing was coded at all, no_base when one of the two codes has no event.
Maybe<Bridge> bridge(const DoubleCoded& overlap, double phi);

struct Bridged {
    double value{};
    double low{}, high{};  // 95 %, at least 0
};
// An earlier count (>= 0) under the new code.
Bridged bridged(double count, const Bridge& bridge);

// What was counted in a period that the change may lie in; both >= 0.
struct Spanning {
    double before{};  // under the old code, up to the change
    double after{};   // under the new one
};
// All of it under the new code: what came after the change is what it is, and adds nothing to the interval.
Bridged bridged(const Spanning& counted, const Bridge& bridge);

// A period against another, both under the new code: N = x factor + y of x events before and y after the change.
//
//     var(log ratio) = phi (x1 f^2 + y1) / N1^2 + phi (x0 f^2 + y0) / N0^2 + var(log f) (x1 f / N1 - x0 f / N0)^2
//
// percent and its interval are log-normal with that variance, p that of a ratio of 1, both with Student's t of
// phi's degrees of freedom, so that p < 0.05 exactly when 0 % is outside. `now` and `before` of the answer are N1
// and N0. That the months of the overlap may lie in N1 as well is left out of account, which can only widen the
// interval. No percent, and no p, where N0 is 0 (no_base) or N1 is (no_events).
Change compare(const Spanning& now, const Spanning& before, const Bridge& bridge,
               const Dispersion& dispersion);

}  // namespace atalaya::stats
