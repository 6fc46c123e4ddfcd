// Counts over time as a Poisson model with a level for each group of rows and, if asked for, one trend:
//
//     log mu_i = offset_i + a_g(i) + b t_i
//
// The steps are those of fit_glm (stats/glm.hpp) with `early_stop`: the same start, the same halving, the same end (the
// deviance moves by less than 1e-8 of itself), the weights of the last step kept; figures agree with its to 1e-9. As the
// normal equations are an arrow, a diagonal of groups and one trend, a step is solved group by group:
//
//     S_g = sum w,  t_g and z_g the weighted means of t and of the working response,
//     b = sum w (t - t_g)(z - z_g) / T,  T = sum w (t - t_g)^2,  a_g = z_g - b t_g
//     variance of a_g + b t      1 / S_g + (t - t_g)^2 / T
//     leverage of row i          w_i times that at t_i
//
// and of whole times the exponentials are powers of one number. From the second step on z is eta + (y - mu) / mu with eta a
// level and a trend: the sums of w, w t and w t^2 by group are then all that a step needs of the rows. O(rows + times) a step.
//
// Sources: McCullagh & Nelder 1989, Generalized Linear Models; as glm.hpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "stats/why.hpp"

namespace atalaya::stats {

// Rows, all of one length, soonest done where those of a group follow one another. Counts >= 0; their logarithms (0 for 0), those of the count and 0.1, from which steps start, and
// the exponentials of offsets are the caller's to reuse.
struct LevelTrendRows {
    std::span<const double> y, log_y, log_start;
    std::span<const std::uint32_t> group;  // below `groups`, each of which has a row
    std::span<const std::uint32_t> time;
    std::size_t groups{};
    std::span<const double> offset{}, exp_offset{};  // empty: 0, 1
    std::span<const double> weights{};               // > 0; empty: 1
};

struct LevelTrendFit {
    std::vector<double> levels;  // a_g
    double trend{};              // b; 0 without one
    std::vector<double> fitted, leverage;
    double dispersion{};  // Pearson's chi-square / freedom
    double freedom{}, deviance{};
    int iterations{};
    // Of the weights of the last step.
    std::vector<double> weight, mean_time;  // S_g, t_g
    double spread{};                        // T; 0 without a trend

    double eta_at(std::size_t group, double time) const { return levels[group] + trend * time; }
    double variance_at(std::size_t group, double time) const;
};

// Fails: no_events (all counts are 0), too_few_values (no freedom left), singular (with a trend, and the times of each
// group are one), no_fit (no convergence in 50 steps).
Maybe<LevelTrendFit> fit_level_trend(const LevelTrendRows& rows, bool trend);

// exp(level of the row's group + trend t_i), times `times` (empty: 1).
std::vector<double> curve_exponentials(const LevelTrendRows& rows, std::span<const double> levels,
                                       double trend, std::span<const double> times = {});

}  // namespace atalaya::stats
