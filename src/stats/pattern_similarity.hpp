// Do two sets of points lie on the map in the same way (Andresen's spatial point pattern test)?
//
// Of the test points a share is drawn without putting back, many times; each draw gives the percentage of its points in
// each area. What is left of these percentages when as many of the lowest and of the highest are taken off as `confidence` says
// is the range of the area, both ends included. An area is similar when the percentage of all base points there lies
// within.
//
//     S = areas similar / areas             robust S: only areas with a point in either set
//
// p of an area is twice the smaller of the shares of draws, the base counted as one, that are at most and at least the
// base's percentage; never below 2 / (draws + 1).
//
// The result depends on which set is the base. Draws are of counts, O(areas) each; those of replicate r from stream r.
//
// Fails: no_events when either set is empty; not_a_count for a negative number; too_few_values without areas. `share` of
// the test points is rounded to a whole number, one at least. Requires one count an area; 0 < share <= 1; 0 < confidence < 1.
//
// Sources: Andresen 2009, Applied Geography 29, 333-345; Andresen & Malleson 2011, J. Research in Crime and Delinquency
// 48, 58-82; robust S: Wheeler, Steenbeek & Andresen 2018, Transactions in GIS 22, 760-774.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "stats/spatial/autocorrelation.hpp"
#include "stats/why.hpp"

namespace atalaya::stats {

struct SimilarArea {
    double base{}, test{};  // percentages of all points of the set
    double low{}, high{};   // of the test, by draws
    int differs{};          // 0 similar; 1 the test has more here than the base, -1 less
    double p = 1;           // two-sided
};
struct PatternSimilarity {
    double s{}, robust_s{};
    std::vector<SimilarArea> areas;
    std::size_t empty{};  // areas without a point in either set
};
struct SimilarityOptions {
    double share = 0.85, confidence = 0.95;
    Permutations samples{.replicates = 200};
};
Maybe<PatternSimilarity> pattern_similarity(std::span<const std::int64_t> base,
                                            std::span<const std::int64_t> test,
                                            const SimilarityOptions& options = {});

}  // namespace atalaya::stats
