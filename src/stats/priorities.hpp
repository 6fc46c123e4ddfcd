// Which places come first when several things count, each with a weight that is stated; and how much the order owes to
// those weights.
//
//     score_i = sum over j of w_j s_ij / sum over j of w_j,     0 .. 1 with ranks or ranges
//       ranks    s_ij = (places below + half of the others level) / (n - 1)
//       range    s_ij = (x_ij - min) / (max - min)
//       z        s_ij = (x_ij - mean) / sd, sd over n - 1
//     rank_i = 1 + places above;  places level share a rank, and how many do is told
//
// Sensitivity: the order again with each weight in turn multiplied and divided by `factor`, and with each criterion left
// out: the best and worst rank of each place, and in what part of these orders it is within the first `top`. Of each
// criterion the agreement (Spearman's rho, ties by mean ranks) of the order without it with the order as stated.
//
// A criterion that does not vary puts all places level (ranks: a half, range and z: 0). It is of places, never of
// persons. Scores that differ by less than 1e-12 are level.
//
// Fails: too_few_values below 2 places or without criteria, or where all weights are 0; not_a_number. O(k^2 n log n).
//
// Source: OECD & JRC 2008, Handbook on Constructing Composite Indicators, steps 5 to 7.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "stats/why.hpp"

namespace atalaya::stats {

enum class PriorityScale { ranks, range, z };

struct PriorityModel {
    std::vector<double> weights;  // one a criterion, >= 0
    PriorityScale scale = PriorityScale::ranks;
    double factor = 2;  // > 1
    std::size_t top = 10;
};

struct Priority {
    double score{};
    std::size_t rank{}, level{};  // places with this score, itself included
    std::size_t best{}, worst{};  // ranks over all orders, the stated one included
    double within_top{};          // part of all orders
};

struct Priorities {
    std::vector<Priority> places;
    // Agreement of the order without each criterion: too_few_values where no other weighs, constant where either order has
    // all places level.
    std::vector<Maybe<double>> without;
    std::size_t orders{};
};

// criteria[j][i]: of criterion j and place i.
Maybe<Priorities> priorities(std::span<const std::vector<double>> criteria, const PriorityModel& model);

}  // namespace atalaya::stats
