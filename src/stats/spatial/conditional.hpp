// What the neighbours of one area would add up to if the values of all other areas were dealt at random, its own
// staying: the base of local statistics.
//
//     T_i = sum over j != i of w_ij x_j        W, W2: the sums of those w and of their squares
//     E T_i = W m_i       Var T_i = s_i^2 ((n - 1) W2 - W^2) / (n - 2)
//
// m_i and s_i^2 are mean and variance (over n - 1) of the values of all areas but i. The tails are of R draws of
// neighbours. One table of draws is shared by all areas with as many neighbours: replicate r is k + 1
// areas, and where one of the first k is i itself the last stands in for it, which is exactly k of the
// others at random. So areas are not independent of each other in their errors (each one's p is right on its own).
//
// Where the weights of a row are equal the R sums are sorted once and each area is ranked among them, put right
// in the few draws that hold the area itself: O(log R + R k / n) an area; otherwise O(R k).
//
// Requires n >= 2, one row of weights a value, finite values. The same for any number of threads.
//
// Sources: Anselin 1995, Geographical Analysis 27, 93-115 (conditional permutation); Ord & Getis 1995, ibid. 286-306
// (moments).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "stats/spatial/autocorrelation.hpp"

namespace atalaya::stats {

struct DealtNeighbours {
    double sum{};           // T_i
    double weight{};        // W
    std::uint32_t count{};  // of neighbours
    double expectation{}, variance{};
    Tails permutation;  // 1 each without replicates and for an area without neighbours
};
std::vector<DealtNeighbours> dealt_neighbours(std::span<const double> x, const Weights& weights,
                                              const Permutations& permutations);

// Draws of k + 1 different numbers below n, one a replicate. k < n.
class DrawTable {
  public:
    DrawTable(std::size_t k, std::size_t n, const Permutations& permutations);
    // The k areas of replicate r for area i, as above; visit(j) for each.
    template <class Visit>
    void draw(std::size_t r, std::uint32_t i, Visit visit) const {
        const std::uint32_t* row = &drawn_[r * (k_ + 1)];
        for (std::size_t m = 0; m < k_; ++m) visit(row[m] == i ? row[k_] : row[m]);
    }
    std::span<const std::uint32_t> row(std::size_t r) const {
        return std::span{drawn_}.subspan(r * (k_ + 1), k_ + 1);
    }

  private:
    std::size_t k_;
    std::vector<std::uint32_t> drawn_;
};

// Areas in order of their number of neighbours, themselves aside.
struct ByCount {
    std::vector<std::uint32_t> areas;
    std::vector<std::uint32_t> count;  // of each area, by area
};
ByCount by_count(const Weights& weights);

}  // namespace atalaya::stats
