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

}  // namespace atalaya::stats
