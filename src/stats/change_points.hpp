// When did the level of a series change? The segmentation of least penalised cost
//
//     sum over segments of cost(segment)  +  penalty * (segments - 1)
//
// found exactly by PELT: a last change that can no longer be the best one is forgotten, so that the
// work is O(n) where changes keep coming and O(n^2) at worst (none at all).
//
// Costs, twice the negative log-likelihood at the segment's own estimates less what no segmentation
// changes; a segment has n values x_i:
//
//     mean            sum (x_i - mean)^2                    variance known to be 1: scale first
//     mean_variance   n (log 2 pi + log s^2 + 1)            s^2 = sum (x_i - mean)^2 / n
//     poisson         2 S (log E - log S), 0 where S = 0    S = sum x_i, E = sum of exposures
//
// Penalties of n values in all, k parameters a segment (1, 2, 1): sic (k + 1) log n; mbic (k + 2) log n, and
// log n_segment on top of each segment's cost, which keeps short segments rare.
//
// Sources: Killick, Fearnhead & Eckley 2012, J. Am. Stat. Assoc. 107, 1590-1598; Zhang & Siegmund 2007,
// Biometrics 63, 22-32 (mbic).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace atalaya::stats {

enum class ChangeCost { mean, mean_variance, poisson };
enum class ChangePenalty { sic, mbic };

struct ChangeModel {
    ChangeCost cost = ChangeCost::poisson;
    ChangePenalty penalty = ChangePenalty::mbic;
    std::size_t least = 1;  // values a segment has at least; 2 or more for mean_variance
    double phi = 1;         // costs are divided by it: counts that vary more than a Poisson's; > 0
};

struct Changes {
    // Values before each change, ascending: {41} says that the 42nd value (counted from 1) is the first
    // of another level. Empty where nothing changed, or where there are fewer than 2 least values.
    std::vector<std::size_t> at;
    double penalty{};       // of one change
    double cost{};          // of all segments, without penalties
    std::uint64_t steps{};  // places weighed, of all ends of a segment, in the search of all changes
};

// `exposures` (> 0, one a value) are of the Poisson alone; empty is 1 each. Values are finite, counts >= 0.
Changes change_points(std::span<const double> values, const ChangeModel& model,
                      std::span<const double> exposures = {});

// At most one change, wherever its cost is least: empty where it does not pay for its penalty.
Changes one_change(std::span<const double> values, const ChangeModel& model,
                   std::span<const double> exposures = {});

// The places of one change that the values cannot tell from the best: those whose cost is within
// `drop` of it. By chance the true place costs more than x above the best in 1 - (1 - exp(-x / 2))^2 of the series, once the
// change is small beside the noise (Hansen 2000, Econometrica 68, 575-603); of sharp ones in fewer. `first`..`past_end` is the stretch from the change
// before to the one after. Both ends included; the same number twice where the change is sharp.
struct ChangeSpan {
    std::size_t first{};
    std::size_t last{};
};
inline constexpr double drop_of_95 = 7.352276694155715;  // -2 log(1 - sqrt 0.95)
ChangeSpan span_of_change(std::span<const double> values, const ChangeModel& model, std::size_t first,
                          std::size_t at, std::size_t past_end, double drop = drop_of_95,
                          std::span<const double> exposures = {});

}  // namespace atalaya::stats
