// What a month or a week is expected to bring, from earlier years.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "core/day.hpp"
#include "stats/dispersion.hpp"

namespace atalaya::stats {

// Whole counts, both ends included.
struct CountRange {
    double low{};
    double high{};
};

enum class ExpectedFrom {
    same_months,  // the mean of the same month of three or more earlier years
    last_year,    // one or two years only: the latest of them
};

struct Expected {
    double mean{};
    CountRange range95;
    CountRange range50;
    int years{};  // that the mean is of
    ExpectedFrom from{};
};

// The range of counts y of `month` that compare(y, 1; S, k) would not refuse, S being
// the sum of the k earlier same months: from (k y - S)^2 = t^2 phi k (y + S), a
// prediction interval in the sense of Krishnamoorthy & Peng 2011 (J. Stat. Plan.
// Inference 141, 1709-1718). It covers the chance of the new month and of the old ones,
// not a change of level. None when no same month of an earlier year is usable.
//
// counts[i] belongs to first + i; only months before `month` are looked at, at most
// the five latest years.
std::optional<Expected> expected_range(Month month, Month first, std::span<const double> counts,
                                       const std::vector<bool>& usable, const Dispersion& dispersion);

// The same when the counts of the same month, or week, of earlier years are already found: the latest year
// first. None of none.
std::optional<Expected> expected_from(std::span<const double> same, const Dispersion& dispersion);

}  // namespace atalaya::stats
