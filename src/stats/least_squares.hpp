// Weighted least squares for a handful of parameters.
#pragma once

#include <span>
#include <vector>

namespace atalaya::stats {

struct Design {
    std::size_t columns{};
    std::vector<std::vector<double>> rows;
};

struct Solution {
    std::vector<double> coefficients;  // 0 for a column that the ones before it explain
    int rank{};
};

// Minimises sum w_i (y_i - row_i b)^2 by the normal equations and Cholesky, leaving
// out columns that are linear combinations of earlier ones (relative 1e-9).
// Weights > 0. O(rows columns^2).
Solution weighted_least_squares(const Design& design, std::span<const double> y,
                                std::span<const double> weights);

double predicted(std::span<const double> row, const Solution& solution);

}  // namespace atalaya::stats
