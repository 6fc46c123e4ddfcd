#include "stats/orthonormal.hpp"

#include <cmath>

#include "core/error.hpp"
#include "stats/glm.hpp"

namespace atalaya::stats {

namespace {

// Lower Cholesky factor, row after row.
std::optional<std::vector<double>> cholesky(std::span<const double> m, std::size_t n) {
    std::vector<double> l(n * n);
    for (std::size_t a = 0; a < n; ++a) {
        for (std::size_t b = 0; b <= a; ++b) {
            double sum = m[a * n + b];
            for (std::size_t c = 0; c < b; ++c) sum -= l[a * n + c] * l[b * n + c];
            if (a != b) {
                l[a * n + b] = sum / l[b * n + b];
            } else {
                if (!(sum > 1e-14 * m[a * n + a])) return std::nullopt;
                l[a * n + a] = std::sqrt(sum);
            }
        }
    }
    return l;
}

void solve_in_place(std::span<const double> l, std::span<double> b) {
    const std::size_t n = b.size();
    for (std::size_t a = 0; a < n; ++a) {
        for (std::size_t c = 0; c < a; ++c) b[a] -= l[a * n + c] * b[c];
        b[a] /= l[a * n + a];
    }
    for (std::size_t a = n; a-- > 0;) {
        for (std::size_t c = a + 1; c < n; ++c) b[a] -= l[c * n + a] * b[c];
        b[a] /= l[a * n + a];
    }
}

}  // namespace

std::optional<std::vector<double>> solve_symmetric(std::span<const double> m, std::span<const double> right,
                                                   std::size_t n) {
    const auto l = cholesky(m, n);
    if (!l) return std::nullopt;
    std::vector<double> b{right.begin(), right.end()};
    solve_in_place(*l, b);
    return b;
}

std::optional<std::vector<double>> invert_symmetric(std::span<const double> m, std::size_t n) {
    const auto l = cholesky(m, n);
    if (!l) return std::nullopt;
    std::vector<double> inverse(n * n), column(n);
    for (std::size_t a = 0; a < n; ++a) {
        column.assign(n, 0);
        column[a] = 1;
        solve_in_place(*l, column);
        for (std::size_t b = 0; b < n; ++b) inverse[b * n + a] = column[b];
    }
    return inverse;
}

Orthonormal orthonormal(const Regressors& x, std::span<const double> weights) {
    const std::size_t n = x.rows(), p = x.columns;
    expects(weights.empty() || weights.size() == n, "orthonormal: one weight per row");
    const auto counts = [&](std::size_t i) { return weights.empty() || weights[i] > 0; };
    // All p columns wide while it grows; narrowed at the end.
    std::vector<double> q(n * p), v(n), h(p), total(p);
    std::vector<double> r(p * p);
    Orthonormal out{0, p, std::vector<bool>(p), {}, {}, {}};
    for (std::size_t a = 0; a < p; ++a) {
        double before = 0;
        for (std::size_t i = 0; i < n; ++i) {
            v[i] = x.values[i * p + a];
            if (counts(i)) before += v[i] * v[i];
        }
        total.assign(p, 0);
        for (int pass = 0; pass < 2; ++pass) {
            h.assign(p, 0);
            for (std::size_t i = 0; i < n; ++i)
                if (counts(i))
                    for (std::size_t b = 0; b < out.rank; ++b) h[b] += q[i * p + b] * v[i];
            for (std::size_t i = 0; i < n; ++i) {
                double sum = 0;
                for (std::size_t b = 0; b < out.rank; ++b) sum += q[i * p + b] * h[b];
                v[i] -= sum;
            }
            for (std::size_t b = 0; b < out.rank; ++b) total[b] += h[b];
        }
        double after = 0;
        for (std::size_t i = 0; i < n; ++i)
            if (counts(i)) after += v[i] * v[i];
        out.kept[a] = after > 1e-18 * before && after > 0;
        if (!out.kept[a]) continue;
        const double length = std::sqrt(after);
        for (std::size_t i = 0; i < n; ++i) q[i * p + out.rank] = v[i] / length;
        for (std::size_t b = 0; b < out.rank; ++b) r[b * p + out.rank] = total[b];
        r[out.rank * p + out.rank] = length;
        out.of.push_back(a);
        ++out.rank;
    }
    out.q.resize(n * out.rank);
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t b = 0; b < out.rank; ++b) out.q[i * out.rank + b] = q[i * p + b];
    out.r.resize(out.rank * out.rank);
    for (std::size_t a = 0; a < out.rank; ++a)
        for (std::size_t b = a; b < out.rank; ++b) out.r[a * out.rank + b] = r[a * p + b];
    return out;
}

double Orthonormal::product(std::size_t row, std::span<const double> g) const {
    double sum = 0;
    for (std::size_t a = 0; a < rank; ++a) sum += q[row * rank + a] * g[a];
    return sum;
}

double Orthonormal::quadratic(std::size_t row, std::span<const double> m) const {
    const double* at = q.data() + row * rank;
    double sum = 0;
    for (std::size_t a = 0; a < rank; ++a) {
        double inner = 0;
        for (std::size_t b = 0; b < rank; ++b) inner += m[a * rank + b] * at[b];
        sum += at[a] * inner;
    }
    return sum;
}

void Orthonormal::add_product(std::size_t row, double w, double z, std::span<double> matrix,
                              std::span<double> right) const {
    const double* at = q.data() + row * rank;
    for (std::size_t a = 0; a < rank; ++a) {
        const double weighted = w * at[a];
        double* line = matrix.data() + a * rank;
        for (std::size_t b = 0; b <= a; ++b) line[b] += weighted * at[b];
        right[a] += z * at[a];
    }
}

std::vector<double> Orthonormal::coefficients(std::span<const double> g) const {
    std::vector<double> b{g.begin(), g.end()};
    for (std::size_t a = rank; a-- > 0;) {
        for (std::size_t c = a + 1; c < rank; ++c) b[a] -= r[a * rank + c] * b[c];
        b[a] /= r[a * rank + a];
    }
    std::vector<double> out(columns);
    for (std::size_t a = 0; a < rank; ++a) out[of[a]] = b[a];
    return out;
}

std::vector<double> Orthonormal::covariance(std::span<const double> m, double scale) const {
    std::vector<double> half{m.begin(), m.end()};  // R^-1 M
    for (std::size_t col = 0; col < rank; ++col)
        for (std::size_t a = rank; a-- > 0;) {
            for (std::size_t c = a + 1; c < rank; ++c)
                half[a * rank + col] -= r[a * rank + c] * half[c * rank + col];
            half[a * rank + col] /= r[a * rank + a];
        }
    std::vector<double> out(columns * columns);
    for (std::size_t line = 0; line < rank; ++line) {  // times R^-T
        for (std::size_t a = rank; a-- > 0;) {
            for (std::size_t c = a + 1; c < rank; ++c)
                half[line * rank + a] -= r[a * rank + c] * half[line * rank + c];
            half[line * rank + a] /= r[a * rank + a];
            out[of[line] * columns + of[a]] = scale * half[line * rank + a];
        }
    }
    return out;
}

}  // namespace atalaya::stats
