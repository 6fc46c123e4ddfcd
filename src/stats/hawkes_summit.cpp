#include "stats/hawkes_summit.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "stats/hawkes_slopes.hpp"

namespace atalaya::stats {

namespace {

constexpr std::size_t branching = 1;

// As if a were known: it neither moves nor moves the others.
void hold_branching(HawkesSlopes& at) {
    for (std::size_t i = 0; i < at.slope.size(); ++i) at.bend[branching][i] = at.bend[i][branching] = 0;
    at.bend[branching][branching] = -1;
    at.slope[branching] = 0;
}

// To the top of the parabola, by Cholesky of -H; none where it does not open downwards.
std::optional<HawkesLogs> step_from(const HawkesSlopes& at) {
    constexpr std::size_t n = 3;
    std::array<HawkesLogs, n> low{};
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t j = 0; j <= i; ++j) {
            double sum = -at.bend[i][j];
            for (std::size_t k = 0; k < j; ++k) sum -= low[i][k] * low[j][k];
            if (i == j && !(sum > 0 && std::isfinite(sum))) return {};
            low[i][j] = i == j ? std::sqrt(sum) : sum / low[j][j];
        }
    }
    HawkesLogs step = at.slope;
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t k = 0; k < i; ++k) step[i] -= low[i][k] * step[k];
        step[i] /= low[i][i];
    }
    for (std::size_t i = n; i-- > 0;) {
        for (std::size_t k = i + 1; k < n; ++k) step[i] -= low[k][i] * step[k];
        step[i] /= low[i][i];
    }
    return step;
}

}  // namespace

Hawkes hawkes_summit(std::span<const double> times, double end, const Hawkes& from) {
    constexpr int most_steps = 12;
    constexpr double near = 0.05, near_one = -1e-3, done = 1e-12, rounding = 1e-12;
    if (!(from.mu > 0 && from.a > 0 && from.b > 0)) return from;
    HawkesLogs at{std::log(from.mu), std::log(from.a), std::log(from.b)};
    bool held = false;
    for (int i = 0; i < most_steps; ++i) {
        auto slopes = hawkes_slopes(times, end, at);
        if (held) hold_branching(slopes);
        const auto step = step_from(slopes);
        const bool beyond =
            !held && at[branching] > near_one && (!step || at[branching] + (*step)[branching] > 0);
        if (beyond && slopes.slope[branching] > 0) {
            at[branching] = 0;
            held = true;
            continue;
        }
        if (!step) return from;
        const double moved = std::abs(std::ranges::max(*step, {}, [](double x) { return std::abs(x); }));
        if (!(moved < near)) return from;
        for (std::size_t k = 0; k < at.size(); ++k) at[k] += (*step)[k];
        if (moved < done) break;
    }
    if (at[branching] > 0) return from;
    const Hawkes top{std::exp(at[0]), std::exp(at[1]), std::exp(at[2])};
    const double before = hawkes_log_likelihood(times, end, from);
    const double lost = before - hawkes_log_likelihood(times, end, top);
    return lost <= rounding * std::max(1.0, std::abs(before)) ? top : from;
}

}  // namespace atalaya::stats
