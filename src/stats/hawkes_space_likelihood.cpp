#include "stats/hawkes_space_likelihood.hpp"

#include <cmath>
#include <numbers>
#include <stdexcept>

#include "core/error.hpp"
#include "stats/exp_each.hpp"
#include "stats/in_parallel.hpp"
#include "stats/random.hpp"

namespace atalaya::stats {

namespace hawkes_parts {

double mass(double low, double high, double sd) {
    const double scale = 1 / (sd * std::numbers::sqrt2);
    return std::max(0.0, (std::erf(high * scale) - std::erf(low * scale)) / 2);
}

Pairs::Pairs(std::span<const double> times, std::span<const Planar> places, const Window& window,
             const HawkesSpaceModel& model)
    : times_{times}, places_{places} {
    const auto along = [&](double length) {
        const double most = std::sqrt(static_cast<double>(times.size())) + 1;
        return static_cast<std::size_t>(std::clamp(std::floor(length / model.reach), 1.0, most));
    };
    const std::size_t columns = along(window.width()), rows = along(window.height());
    std::vector<std::vector<std::uint32_t>> in(columns * rows);  // in order of time
    const auto cell = [](double from, double length, std::size_t n) {
        return std::min(static_cast<std::size_t>(from / length * static_cast<double>(n)), n - 1);
    };
    begin_.reserve(times.size() + 1);
    begin_.push_back(0);
    for (std::size_t i = 0; i < times.size(); ++i) {
        const auto column = cell(places[i].x - window.low.x, window.width(), columns),
                   row = cell(places[i].y - window.low.y, window.height(), rows);
        for (std::size_t r = row > 0 ? row - 1 : 0; r <= std::min(row + 1, rows - 1); ++r)
            for (std::size_t c = column > 0 ? column - 1 : 0; c <= std::min(column + 1, columns - 1); ++c)
                add(in[r * columns + c], i, model);
        if (static_cast<double>(earlier_.size()) > most_hawkes_pairs)
            throw std::length_error{"more pairs of near and soon events than are followed"};
        begin_.push_back(earlier_.size());
        in[row * columns + column].push_back(static_cast<std::uint32_t>(i));
    }
}

std::vector<Pairs::Sums> Pairs::sums(double omega, double sigma, int threads) const {
    std::vector<Sums> out(times_.size());
    in_parallel(times_.size(), threads, [&](std::size_t first, std::size_t past) {
        std::vector<double> weights;
        for (std::size_t i = first; i < past; ++i) {
            weights.clear();
            for (std::size_t k = begin_[i]; k < begin_[i + 1]; ++k)
                weights.push_back(-omega * delay(i, k) - square(i, k) / (2 * sigma * sigma));
            for (auto& exponent : weights) exponent = std::max(exponent, -700.0);
            exp_by_products(weights);
            for (std::size_t k = begin_[i]; k < begin_[i + 1]; ++k) {
                const double w = weights[k - begin_[i]];
                out[i].weight += w;
                out[i].delay += w * delay(i, k);
                out[i].squares += w * square(i, k);
            }
        }
    });
    return out;
}

void Pairs::add(const std::vector<std::uint32_t>& candidates, std::size_t i, const HawkesSpaceModel& model) {
    const auto begin = std::ranges::lower_bound(candidates, times_[i] - model.memory, {},
                                                [&](std::uint32_t j) { return times_[j]; });
    for (auto j = begin; j != candidates.end() && times_[*j] < times_[i]; ++j)
        if (std::abs(places_[i].x - places_[*j].x) <= model.reach &&
            std::abs(places_[i].y - places_[*j].y) <= model.reach)
            earlier_.push_back(*j);
}

Seen::Seen(std::span<const double> times, std::span<const Planar> places, const Region& region, double end,
           const HawkesSpaceModel& model)
    : region_{region}, model_{model}, places_{places.begin(), places.end()} {
    for (const double t : times) left_.push_back(std::min(model.memory, end - t));
}

std::vector<double> Seen::in_window(double sigma) const {
    std::vector<double> out(places_.size());
    in_parallel(places_.size(), model_.threads, [&](std::size_t first, std::size_t past) {
        for (std::size_t j = first; j < past; ++j)
            out[j] = region_.part_inside(places_[j], sigma, model_.reach);
    });
    return out;
}

double Seen::in_time(std::size_t j, double omega) const {
    return left_[j] >= model_.memory
               ? 1
               : (1 - exp_same(-omega * left_[j])) / (1 - exp_same(-omega * model_.memory));
}

double Seen::both(const std::vector<double>& in_window, double omega) const {
    double sum = 0;
    for (std::size_t j = 0; j < left_.size(); ++j) sum += in_window[j] * in_time(j, omega);
    return sum;
}

double height(const HawkesSpace& p, const HawkesSpaceModel& model) {
    const double whole = mass(-model.reach, model.reach, p.sigma);
    return p.theta * p.omega / (1 - exp_same(-p.omega * model.memory)) /
           (2 * std::numbers::pi * p.sigma * p.sigma * whole * whole);
}

double likelihood(const Pairs& pairs, const Seen& seen, std::span<const double> background_at,
                  double background, const HawkesSpace& p, const HawkesSpaceModel& model) {
    const double scale = height(p, model);
    double sum = -background - p.theta * seen.both(seen.in_window(p.sigma), p.omega);
    const auto sums = pairs.sums(p.omega, p.sigma, model.threads);
    for (std::size_t i = 0; i < sums.size(); ++i) sum += log_same(background_at[i] + scale * sums[i].weight);
    return sum;
}

Limits limits_of(const HawkesSpaceModel& model) {
    return {log_same(1 / model.memory), log_same(1e5 / model.memory), log_same(model.least_sigma),
            log_same(std::max(model.reach / 2, model.least_sigma))};
}

}  // namespace hawkes_parts

double hawkes_space_log_likelihood(std::span<const double> times, std::span<const Planar> places,
                                   const Region& region, double end, std::span<const double> background_at,
                                   double background, const HawkesSpace& process,
                                   const HawkesSpaceModel& model) {
    expects(times.size() == places.size() && times.size() == background_at.size(),
            "hawkes_space_log_likelihood: a place and a background per event");
    return hawkes_parts::likelihood({times, places, region.box(), model}, {times, places, region, end, model},
                                    background_at, background, process, model);
}

}  // namespace atalaya::stats
