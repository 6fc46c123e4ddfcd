#include "stats/hawkes_space.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

#include "core/error.hpp"
#include "stats/hawkes_background.hpp"
#include "stats/hawkes_space_errors.hpp"
#include "stats/hawkes_space_likelihood.hpp"
#include "stats/random.hpp"

namespace atalaya::stats {

using namespace hawkes_parts;

namespace {

// One step towards the top of a smooth function of a logarithm, of at most a half.
template <class Function>
double uphill(double from, double least, double most, Function f) {
    constexpr double h = 1e-3, longest = 0.5;
    const double here = f(from), up = f(from + h), down = f(from - h);
    const double slope = (up - down) / (2 * h), bend = (up - 2 * here + down) / (h * h);
    const double step = bend < 0 ? std::clamp(-slope / bend, -longest, longest)
                                 : (slope > 0   ? longest
                                    : slope < 0 ? -longest
                                                : 0) /
                                       5;
    return std::clamp(from + step, least, most);
}

// One step of expectation and maximisation from where `fit` is; how far it moved.
double step(const Told& told, const Background& background, HawkesSpaceFit& fit) {
    const auto& model = told.model;
    const auto limits = limits_of(model);
    const HawkesSpace p = fit.process;
    const double scale = height(p, model);
    const auto sums = told.pairs.sums(p.omega, p.sigma, model.threads);
    double brought = 0, delay = 0, squares = 0, evenly = 0;
    const double flat = background.even_part(fit.background, fit.even);
    for (std::size_t i = 0; i < sums.size(); ++i) {
        const double lambda = fit.background_at[i] + scale * sums[i].weight;
        fit.background[i] = fit.background_at[i] / lambda;
        evenly += flat / lambda;
        brought += scale * sums[i].weight / lambda;
        delay += scale * sums[i].delay / lambda;
        squares += scale * sums[i].squares / lambda;
    }
    const double even = evenly / std::reduce(fit.background.begin(), fit.background.end());
    fit.background_at = background.at_events(fit.background, even);

    HawkesSpace next = p;
    const auto in_window = told.seen.in_window(p.sigma);
    next.theta = brought / told.seen.both(in_window, p.omega);
    const auto of_omega = [&](double log_omega) {
        const double omega = exp_same(log_omega);
        return brought * log_same(omega / (1 - exp_same(-omega * model.memory))) - omega * delay -
               next.theta * told.seen.both(in_window, omega);
    };
    next.omega = exp_same(uphill(log_same(p.omega), limits.least_omega, limits.most_omega, of_omega));
    const auto of_sigma = [&](double log_sigma) {
        const double sigma = exp_same(log_sigma), whole = mass(-model.reach, model.reach, sigma);
        return -2 * brought * log_same(sigma * whole) - squares / (2 * sigma * sigma) -
               next.theta * told.seen.both(told.seen.in_window(sigma), next.omega);
    };
    next.sigma = exp_same(uphill(log_same(p.sigma), limits.least_sigma, limits.most_sigma, of_sigma));

    const double share = brought / static_cast<double>(sums.size());
    const double moved = std::abs(share - fit.triggered) + std::abs(even - fit.even) / 100 +
                         share * (std::abs(next.theta / std::max(p.theta, 1e-12) - 1) +
                                  std::abs(next.omega / p.omega - 1) + std::abs(next.sigma / p.sigma - 1));
    fit.triggered = share;
    fit.even = even;
    fit.process = next;
    ++fit.iterations;
    return moved;
}

// All that a step moves, as one row of numbers.
std::vector<double> moving(const HawkesSpaceFit& fit) {
    auto out = fit.background;
    const auto& [theta, omega, sigma] = fit.process;
    for (const double x : {fit.even, log_same(std::max(theta, 1e-12)), log_same(omega), log_same(sigma)})
        out.push_back(x);
    return out;
}
void move_to(std::vector<double> at, const Told& told, const Background& background, HawkesSpaceFit& fit) {
    const auto limits = limits_of(told.model);
    const std::size_t n = fit.background.size();
    for (std::size_t i = 0; i <= n; ++i) at[i] = std::clamp(at[i], 0.0, 1.0);
    std::copy_n(at.begin(), n, fit.background.begin());
    fit.even = at[n];
    fit.process = {exp_same(std::min(at[n + 1], 5.0)),
                   exp_same(std::clamp(at[n + 2], limits.least_omega, limits.most_omega)),
                   exp_same(std::clamp(at[n + 3], limits.least_sigma, limits.most_sigma))};
    fit.background_at = background.at_events(fit.background, fit.even);
}

// Where two steps lead to if they go on as they shrink (Varadhan & Roland 2008, Scandinavian Journal of Statistics 35, 335-353,
// S3), no farther than so many steps.
std::vector<double> ahead_of(const std::vector<double>& from, const std::vector<double>& one,
                             const std::vector<double>& two, double most) {
    double steps = 0, bends = 0;
    for (std::size_t i = 0; i < from.size(); ++i) {
        const double r = one[i] - from[i], v = two[i] - one[i] - r;
        steps += r * r;
        bends += v * v;
    }
    const double a = bends > 0 ? std::clamp(std::sqrt(steps / bends), 1.0, most) : 1;
    std::vector<double> out(from.size());
    for (std::size_t i = 0; i < from.size(); ++i) {
        const double r = one[i] - from[i], v = two[i] - one[i] - r;
        out[i] = from[i] + 2 * a * r + a * a * v;
    }
    return out;
}

// Steps until they move less than the tolerance, and what the likelihood is there.
void climb(const Told& told, HawkesSpaceFit& fit, double tolerance) {
    constexpr int most_steps = 1000;
    const Background background{told.places, told.region, told.end, fit.bandwidth};
    fit.background_at = background.at_events(fit.background, fit.even);
    fit.converged = false;
    const int until = fit.iterations + most_steps;
    double farthest = 16, last = std::numeric_limits<double>::infinity();
    std::vector<double> back;  // to go to where a leap led astray
    while (fit.iterations < until) {
        const auto from = moving(fit);
        double moved = step(told, background, fit);
        if (moved > 4 * last && !back.empty()) {
            move_to(std::exchange(back, {}), told, background, fit);
            farthest = std::max(farthest / 4, 1.0);
            continue;
        }
        last = moved;
        const auto one = moving(fit);
        if (moved >= tolerance) moved = step(told, background, fit);
        fit.converged = moved < tolerance;
        if (fit.converged) break;
        back = moving(fit);
        move_to(ahead_of(from, one, back, farthest), told, background, fit);
    }
    const double alone = std::reduce(fit.background.begin(), fit.background.end());
    fit.background_rate = alone / told.end;
    fit.log_likelihood = likelihood(told.pairs, told.seen, fit.background_at, alone, fit.process, told.model);
}

constexpr double roughly = 1e-4;

// By one bandwidth, from short waits and from long ones.
HawkesSpaceFit fit_by(const Told& told, double bandwidth) {
    const auto& model = told.model;
    HawkesSpaceFit best;
    for (const double waits : {20.0, 2.0}) {  // in a memory
        HawkesSpaceFit fit;
        fit.bandwidth = bandwidth;
        fit.process = {0.3, waits / model.memory, std::max(model.reach / 4, model.least_sigma)};
        fit.background.assign(told.times.size(), 0.7);
        fit.even = 0.2;
        fit.iterations = best.iterations;
        climb(told, fit, roughly);
        if (best.background.empty() || fit.log_likelihood > best.log_likelihood) best = std::move(fit);
    }
    return best;
}

bool fit_to_be_asked(std::span<const double> times, std::span<const Planar> places, const Region& region,
                     double end) {
    return std::isfinite(end) && std::ranges::is_sorted(times) &&
           (times.empty() || (times.front() > 0 && times.back() <= end)) &&
           std::ranges::all_of(places, [&](Planar at) { return region.box().holds(at); });
}

}  // namespace

Maybe<HawkesSpaceFit> fit_hawkes_space(std::span<const double> times, std::span<const Planar> places,
                                       const Region& region, double end, const HawkesSpaceModel& model) {
    expects(times.size() == places.size(), "fit_hawkes_space: a place per event");
    expects(model.reach > 0 && model.memory > 0 && model.bandwidth >= 0 && model.least_sigma > 0,
            "fit_hawkes_space: reach, memory and least sigma above 0");
    if (!fit_to_be_asked(times, places, region, end)) return std::unexpected{Why::not_a_count};
    if (times.size() < 20) return std::unexpected{Why::too_few_events};
    if (end < 2 * model.memory) return std::unexpected{Why::too_few_values};

    const Pairs pairs{times, places, region.box(), model};
    const Seen seen{times, places, region, end, model};
    const Told told{times, places, region, end, model, pairs, seen};
    constexpr int most_halves = 3;
    HawkesSpaceFit fit =
        fit_by(told, model.bandwidth > 0 ? model.bandwidth : std::max(scott(places), model.least_sigma));
    for (int halves = 0; model.bandwidth == 0 && halves < most_halves; ++halves) {
        if (fit.bandwidth / 2 < model.least_sigma) break;
        auto narrower = fit;
        narrower.bandwidth /= 2;
        climb(told, narrower, roughly);
        if (narrower.log_likelihood <= fit.log_likelihood + 1) break;
        fit = std::move(narrower);
    }
    climb(told, fit, 1e-6);
    if (fit.process.theta >= 1) return std::unexpected{Why::no_fit};
    fit.alone_log_likelihood = alone(places, region, end, fit.bandwidth).log_likelihood;
    fit.errors = errors_of(told, fit);
    return fit;
}

}  // namespace atalaya::stats
