#include "stats/least_squares.hpp"

#include <cmath>

#include "core/error.hpp"

namespace atalaya::stats {

namespace {

// Row-major lower triangle of X'WX, and X'Wy.
struct Normal {
    std::vector<std::vector<double>> matrix;
    std::vector<double> right;
};

Normal normal_equations(const Design& design, std::span<const double> y, std::span<const double> weights) {
    const std::size_t p = design.columns;
    Normal normal{std::vector<std::vector<double>>(p, std::vector<double>(p)), std::vector<double>(p)};
    for (std::size_t i = 0; i < design.rows.size(); ++i) {
        const auto& row = design.rows[i];
        for (std::size_t a = 0; a < p; ++a) {
            if (row[a] == 0) continue;
            const double weighted = weights[i] * row[a];
            normal.right[a] += weighted * y[i];
            for (std::size_t b = 0; b <= a; ++b) normal.matrix[a][b] += weighted * row[b];
        }
    }
    return normal;
}

// Cholesky in place; which columns were kept.
std::vector<bool> factor(std::vector<std::vector<double>>& m) {
    std::vector<bool> kept(m.size());
    for (std::size_t a = 0; a < m.size(); ++a) {
        const double before = m[a][a];
        for (std::size_t b = 0; b < a; ++b) {
            double sum = m[a][b];
            for (std::size_t c = 0; c < b; ++c) sum -= m[a][c] * m[b][c];
            m[a][b] = kept[b] ? sum / m[b][b] : 0;
        }
        double pivot = before;
        for (std::size_t b = 0; b < a; ++b) pivot -= m[a][b] * m[a][b];
        kept[a] = pivot > 1e-9 * before;
        m[a][a] = kept[a] ? std::sqrt(pivot) : 0;
    }
    return kept;
}

}  // namespace

Solution weighted_least_squares(const Design& design, std::span<const double> y,
                                std::span<const double> weights) {
    expects(design.rows.size() == y.size() && y.size() == weights.size(),
            "weighted_least_squares: one y and one weight per row");

    auto [m, right] = normal_equations(design, y, weights);
    const auto kept = factor(m);
    const std::size_t p = design.columns;

    Solution solution{std::vector<double>(p), 0};
    auto& b = solution.coefficients;
    for (std::size_t a = 0; a < p; ++a) {  // forward
        if (!kept[a]) continue;
        ++solution.rank;
        double sum = right[a];
        for (std::size_t c = 0; c < a; ++c) sum -= m[a][c] * b[c];
        b[a] = sum / m[a][a];
    }
    for (std::size_t a = p; a-- > 0;) {  // and back
        if (!kept[a]) continue;
        double sum = b[a];
        for (std::size_t c = a + 1; c < p; ++c) sum -= m[c][a] * b[c];
        b[a] = sum / m[a][a];
    }
    return solution;
}

double predicted(std::span<const double> row, const Solution& solution) {
    double sum = 0;
    for (std::size_t a = 0; a < row.size(); ++a) sum += row[a] * solution.coefficients[a];
    return sum;
}

}  // namespace atalaya::stats
