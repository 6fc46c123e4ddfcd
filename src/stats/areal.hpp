// A quantity of some areas, told of other areas that cut across them (areal interpolation; Goodchild & Lam 1980,
// Geo-Processing 1, 297-312).
//
//     extensive (counts, residents)   y_t = sum over s of  x_s w_st / w_s
//     intensive (rates, densities)    y_t = sum over s of  x_s w_st / w_t
//
// w_t is that of the part of the target that sources cover, sum over s of w_st (as R's sf has it), or that of the whole
// target, and then what no source covers counts as having none.
//
// w_st is how much of source s lies in target t: square metres where the quantity is spread evenly, or the
// residents of the small units of s that lie in t, where it follows people (weights_by_units). w_s is that of
// the whole source, wherever it lies.
//
// It assumes that within a source the quantity follows the weight. What lies in no target is lost from the sum, and
// said. O(parts).
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "stats/why.hpp"

namespace atalaya::stats {

// A part of a source that lies in a target.
struct SourcePart {
    std::size_t source{}, target{};
    double weight{};  // >= 0
};

struct Spread {
    std::vector<double> values;  // of each target; 0 where no source reaches it
    double lost{};               // of the sources' total, what lies in no target
};
// values, whole: one a source, whole >= the weights of its parts (more by a thousandth at most: two drawings of one
// border differ). A source of no weight at all is lost whole.
Spread spread_counts(std::span<const double> values, std::span<const double> whole,
                     std::span<const SourcePart> parts, std::size_t targets);

// Fails for a target that no source reaches: no_exposure. `whole`: w_t of each target, not less than what covers it; left
// out, that of what covers it.
std::vector<Maybe<double>> averaged_rates(std::span<const double> values, std::span<const SourcePart> parts,
                                          std::size_t targets, std::span<const double> whole = {});

// A small unit, whole in a source and in a target, with the people who live there.
struct Unit {
    static constexpr std::size_t nowhere = static_cast<std::size_t>(-1);
    std::size_t source = nowhere, target = nowhere;
    double weight{};
};
struct UnitWeights {
    std::vector<SourcePart> parts;  // by source, then target
    std::vector<double> whole;      // of each source
};
UnitWeights weights_by_units(std::span<const Unit> units, std::size_t sources);

}  // namespace atalaya::stats
