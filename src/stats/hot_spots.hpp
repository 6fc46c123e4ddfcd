// Where events pile up: cells that together with their neighbours hold more than the same
// counts would, dealt to the cells at random.
//
//     z_i = (S_i - m_i x) / (s sqrt(m_i (n - m_i) / (n - 1)))
//
// S_i is the sum of cell i and its neighbours, m_i how many cells those are, n all cells, x
// and s the mean and the standard deviation (over n) of the counts: the Gi* of Ord & Getis with
// weights of 1. Dealing all counts to all cells gives S_i exactly that mean and that variance; as
// counts are skewed, its upper tail is taken from the Pearson III curve with the exact third moment
// too, at S_i less half a count, and not from the normal, which calls too many sparse cells hot.
//
// Sources: Getis & Ord 1992, Geographical Analysis 24, 189-206; Ord & Getis 1995, ibid. 27,
// 286-306 (z, binary weights, the cell itself included); Mielke & Berry 2007, Permutation Methods
// (Pearson III for permutation distributions); Benjamini & Hochberg 1995 for q.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "geo/hexagons.hpp"
#include "stats/why.hpp"

namespace atalaya::stats {

// Who is beside whom: the neighbours of cell i are of[first[i]] .. of[first[i + 1] - 1], without
// i itself, each once. Cells without any stand alone.
struct Neighbours {
    std::vector<std::uint32_t> first{0};  // one more than there are cells
    std::vector<std::uint32_t> of;
};

// The hexagons of a list that touch, by their rows; hexagons outside the list are nobody's neighbours.
// Nothing when one comes twice. O(n log n).
std::optional<Neighbours> touching(std::span<const geo::Hex> cells);

struct HotSpot {
    double z{};  // Gi*
    double p{};  // of a sum as high or higher
    double q{};  // the least false-discovery rate over all cells at which this one is hot
    // 99 when q <= 0.01, 95 when q <= 0.05, 90 when q <= 0.10; 0 is not hot.
    int confidence{};
};

// One answer a cell, in order. A cell whose neighbourhood is all cells, and every cell when all counts
// are equal, has z 0 and p 1. Fails: no_events when all are 0; not_a_count when one is negative or
// missing. Requires as many lists of neighbours as counts. O(n log n + neighbours).
Maybe<std::vector<HotSpot>> hot_spots(std::span<const double> counts, const Neighbours& neighbours);

}  // namespace atalaya::stats
