// Columns made orthonormal, X = Q R, with those left out that earlier ones explain: what fits of many
// columns are computed on. Gram-Schmidt, each column twice (Giraud, Langou & Rozloznik 2005, Comput.
// Math. Appl. 50, 1069-1075: twice is enough). O(rows columns^2).
#pragma once

#include <optional>
#include <span>
#include <vector>

namespace atalaya::stats {

struct Regressors;

struct Orthonormal {
    std::size_t rank{};
    std::size_t columns{};
    std::vector<bool> kept;       // per column of X
    std::vector<double> q;        // rows x rank, row after row
    std::vector<double> r;        // rank x rank, upper triangle, of the kept columns
    std::vector<std::size_t> of;  // column of X of each column of Q

    // q_i g
    double product(std::size_t row, std::span<const double> g) const;
    // q_i M q_i
    double quadratic(std::size_t row, std::span<const double> m) const;
    // Adds w q_i q_i' to the lower triangle and z q_i to the right side.
    void add_product(std::size_t row, double w, double z, std::span<double> matrix,
                     std::span<double> right) const;
    // Back to the columns of X: b = R^-1 g, and scale R^-1 M R^-T; 0 where left out.
    std::vector<double> coefficients(std::span<const double> g) const;
    std::vector<double> covariance(std::span<const double> m, double scale) const;
};

// A column is left out when what earlier ones leave of it is below 1e-9 of its length. Rows of weight 0
// do not count (but have their q). Empty weights: all count.
Orthonormal orthonormal(const Regressors& x, std::span<const double> weights = {});

// M b = right and M^-1 of a positive definite M, n x n, of which the lower triangle is read. None when a
// pivot is not above 1e-14 of its diagonal.
std::optional<std::vector<double>> solve_symmetric(std::span<const double> m, std::span<const double> right,
                                                   std::size_t n);
std::optional<std::vector<double>> invert_symmetric(std::span<const double> m, std::size_t n);

}  // namespace atalaya::stats
