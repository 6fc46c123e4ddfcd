// The states of exponential smoothing (stats/ets.hpp), run over a series, and where they best begin. Shared by the fit and by
// the limits of what it foresees.
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

namespace atalaya::stats {

// How much of each error goes into each state, and how much of the slope goes on.
struct Smoothing {
    double alpha{}, gamma{}, beta{}, damping = 1;
};
struct States {
    double level{}, slope{};
    std::vector<double> seasons;  // of the next period first
};

// Runs the states over the values and hands on each error.
template <class Error>
States run_ets(std::span<const double> y, const Smoothing& by, States state, Error each) {
    std::size_t at = 0;
    const std::size_t m = state.seasons.size();
    for (const double value : y) {
        const double carried = by.damping * state.slope;
        const double error = value - state.level - carried - state.seasons[at];
        state.level += carried + by.alpha * error;
        state.slope = carried + by.beta * error;
        state.seasons[at] += by.gamma * error;
        at = (at + 1) % m;
        each(error);
    }
    std::rotate(state.seasons.begin(), state.seasons.begin() + static_cast<std::ptrdiff_t>(at),
                state.seasons.end());
    return state;
}

// Smoothing at a point of the unit cube: alpha, gamma / (1 - alpha), then of a trend beta / alpha, and where it fades
// (damping - 0.8) / 0.18, each kept 1e-4 off the ends.
Smoothing smoothing_at(std::span<const double> cube);

// The errors are linear in the first states: for given smoothing they come from least squares.
struct Start {
    States states;
    double squares{};
    // Of the least squares: the upper triangle R with R'R = X'X, row by row, X the responses of the errors to the first states;
    // rows of states that leave no trace are 0.
    std::vector<std::vector<double>> r;
    // After the series: of each response and, last, of the series from states of 0.
    std::vector<States> ends;
};
// O(n m^2). Seasons m >= 2.
Start best_start(std::span<const double> y, std::size_t m, const Smoothing& by, bool sloping);

// h steps ahead: the variance of the error in units of that of one step, and damping + ... + damping^h.
struct StepAhead {
    double variance{}, carried{};

    // What these states, after the series, lead to; h from 0.
    double of(const States& states, std::size_t h) const {
        return states.level + carried * states.slope + states.seasons[h % states.seasons.size()];
    }
};
std::vector<StepAhead> steps_ahead(const Smoothing& by, std::size_t m, std::size_t steps);

}  // namespace atalaya::stats
