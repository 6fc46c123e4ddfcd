#include "stats/ets_states.hpp"

#include <cmath>
#include <numeric>
#include <utility>

namespace atalaya::stats {

Smoothing smoothing_at(std::span<const double> cube) {
    const auto inside = [](double x) { return 1e-4 + (1 - 2e-4) * x; };
    Smoothing by{.alpha = inside(cube[0])};
    by.gamma = (1 - by.alpha) * inside(cube[1]);
    if (cube.size() > 2) by.beta = by.alpha * inside(cube[2]);
    if (cube.size() > 3) by.damping = 0.8 + 0.18 * inside(cube[3]);
    return by;
}

Start best_start(std::span<const double> y, std::size_t m, const Smoothing& by, bool sloping) {
    // Columns: response of every error to the level, to each first season but the last, which makes them add up to
    // 0, and to the slope.
    const std::size_t n = y.size(), p = sloping ? m + 1 : m;
    std::vector<std::vector<double>> columns(p + 1);
    std::vector<States> ends(p + 1);
    const auto errors = [&](std::span<const double> values, const States& first, std::size_t column) {
        columns[column].reserve(n);
        ends[column] = run_ets(values, by, first, [&](double error) { columns[column].push_back(error); });
    };
    const std::vector<double> zeros(n), none(m);
    errors(y, {0, 0, none}, p);
    errors(zeros, {1, 0, none}, 0);
    for (std::size_t j = 0; j + 1 < m; ++j) {
        std::vector<double> unit(m);
        unit[j] = 1;
        unit[m - 1] = -1;
        errors(zeros, {0, 0, unit}, j + 1);
    }
    if (sloping) errors(zeros, {0, 1, none}, m);
    // Least squares of errors + columns b = 0, by modified Gram-Schmidt.
    std::vector<std::vector<double>> r(p, std::vector<double>(p + 1));
    std::vector<bool> kept(p);
    for (std::size_t a = 0; a < p; ++a) {
        double before = 0;
        for (const double v : columns[a]) before += v * v;
        const double length = std::sqrt(before);
        kept[a] = length > 1e-9;
        if (!kept[a]) continue;
        for (double& v : columns[a]) v /= length;
        r[a][a] = length;
        for (std::size_t b = a + 1; b <= p; ++b) {
            r[a][b] = std::inner_product(columns[a].begin(), columns[a].end(), columns[b].begin(), 0.0);
            for (std::size_t t = 0; t < n; ++t) columns[b][t] -= r[a][b] * columns[a][t];
        }
    }
    std::vector<double> b(p);
    for (std::size_t a = p; a-- > 0;) {
        if (!kept[a]) continue;
        b[a] = -r[a][p];
        for (std::size_t c = a + 1; c < p; ++c) b[a] -= r[a][c] * b[c];
        b[a] /= r[a][a];
    }
    Start out{.states = {b[0], sloping ? b[m] : 0, std::vector<double>(m)},
              .r = std::move(r),
              .ends = std::move(ends)};
    for (std::size_t j = 0; j + 1 < m; ++j) {
        out.states.seasons[j] = b[j + 1];
        out.states.seasons[m - 1] -= b[j + 1];
    }
    for (const double v : columns[p]) out.squares += v * v;
    return out;
}

std::vector<StepAhead> steps_ahead(const Smoothing& by, std::size_t m, std::size_t steps) {
    std::vector<StepAhead> out;
    double variance = 1, carried = 0, power = 1;
    for (std::size_t h = 0; h < steps; ++h) {
        if (h > 0) {
            const double c = by.alpha + by.beta * carried + (h % m == 0 ? by.gamma : 0);
            variance += c * c;
        }
        power *= by.damping;
        carried += power;
        out.push_back({variance, carried});
    }
    return out;
}

}  // namespace atalaya::stats
