#include "stats/hawkes_space.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numbers>
#include <numeric>
#include <stdexcept>
#include <utility>

#include "core/error.hpp"
#include "stats/exp_each.hpp"
#include "stats/in_parallel.hpp"
#include "stats/points/gauss_transform.hpp"
#include "stats/random.hpp"

namespace atalaya::stats {

namespace {

// The mass that a Gaussian of this sd about 0 has between two places.
double mass(double low, double high, double sd) {
    const double scale = 1 / (sd * std::numbers::sqrt2);
    return std::max(0.0, (std::erf(high * scale) - std::erf(low * scale)) / 2);
}

// For each event those before it that are near and soon enough to have brought it.
class Pairs {
  public:
    Pairs(std::span<const double> times, std::span<const Planar> places, const Window& window,
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

    // Of exp(-omega u - r² / (2 sigma²)) over the pairs of event i: the sum, that times u, and times r².
    struct Sums {
        double weight{}, delay{}, squares{};
    };
    std::vector<Sums> sums(double omega, double sigma, int threads) const {
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

  private:
    double delay(std::size_t i, std::size_t k) const { return times_[i] - times_[earlier_[k]]; }
    double square(std::size_t i, std::size_t k) const {
        const double dx = places_[i].x - places_[earlier_[k]].x, dy = places_[i].y - places_[earlier_[k]].y;
        return dx * dx + dy * dy;
    }
    void add(const std::vector<std::uint32_t>& candidates, std::size_t i, const HawkesSpaceModel& model) {
        const auto begin = std::ranges::lower_bound(candidates, times_[i] - model.memory, {},
                                                    [&](std::uint32_t j) { return times_[j]; });
        for (auto j = begin; j != candidates.end() && times_[*j] < times_[i]; ++j)
            if (std::abs(places_[i].x - places_[*j].x) <= model.reach &&
                std::abs(places_[i].y - places_[*j].y) <= model.reach)
                earlier_.push_back(*j);
    }

    std::span<const double> times_;
    std::span<const Planar> places_;
    std::vector<std::uint32_t> earlier_;
    std::vector<std::size_t> begin_;
};

// What of that which an event brings falls before the end and inside the window.
class Seen {
  public:
    Seen(std::span<const double> times, std::span<const Planar> places, const Window& window, double end,
         const HawkesSpaceModel& model)
        : window_{window}, model_{model}, places_{places.begin(), places.end()} {
        for (const double t : times) left_.push_back(std::min(model.memory, end - t));
    }

    std::vector<double> in_window(double sigma) const {
        const double whole = mass(-model_.reach, model_.reach, sigma), reach = model_.reach;
        std::vector<double> out(places_.size(), 1);
        in_parallel(places_.size(), model_.threads, [&](std::size_t first, std::size_t past) {
            for (std::size_t j = first; j < past; ++j) {
                const Planar at = places_[j];
                if (window_.to_border(at) >= reach) continue;
                const auto part = [&](double low, double high) {
                    return low <= -reach && high >= reach
                               ? 1
                               : mass(std::max(low, -reach), std::min(high, reach), sigma) / whole;
                };
                out[j] = part(window_.low.x - at.x, window_.high.x - at.x) *
                         part(window_.low.y - at.y, window_.high.y - at.y);
            }
        });
        return out;
    }
    double in_time(std::size_t j, double omega) const {
        return left_[j] >= model_.memory
                   ? 1
                   : (1 - exp_same(-omega * left_[j])) / (1 - exp_same(-omega * model_.memory));
    }
    double both(const std::vector<double>& in_window, double omega) const {
        double sum = 0;
        for (std::size_t j = 0; j < left_.size(); ++j) sum += in_window[j] * in_time(j, omega);
        return sum;
    }

  private:
    Window window_;
    HawkesSpaceModel model_;
    std::vector<double> left_;
    std::vector<Planar> places_;
};

// theta g k of a pair is this times exp(-omega u - r² / (2 sigma²)).
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

// mu at each event for the present chances, its own kernel left out; and the part of it that is even.
class Background {
  public:
    Background(std::span<const Planar> places, const Window& window, double end, double bandwidth)
        : places_{places}, bandwidth_{bandwidth}, area_{window.area()}, end_{end} {
        for (const Planar at : places)
            share_.push_back(kernel_inside(at, window, Gaussian{bandwidth, bandwidth}));
    }
    std::vector<double> at_events(const std::vector<double>& chances, double even) const {
        constexpr double few = 1e5;  // pairs of so few events are added each
        std::vector<double> weights;
        for (std::size_t j = 0; j < chances.size(); ++j) weights.push_back(chances[j] / share_[j]);
        auto sums =
            gauss_transform(places_, weights, Lattice{}, places_, Gaussian{bandwidth_, bandwidth_}, few);
        const double top = 1 / (2 * std::numbers::pi * bandwidth_ * bandwidth_),
                     flat = even_part(chances, even);
        for (std::size_t i = 0; i < sums.size(); ++i)
            sums[i] =
                (1 - even) * (std::max(0.0, sums[i] - weights[i]) * top + chances[i] / area_) / end_ + flat;
        return sums;
    }
    double even_part(const std::vector<double>& chances, double even) const {
        return even * std::reduce(chances.begin(), chances.end()) / area_ / end_;
    }

  private:
    std::span<const Planar> places_;
    double bandwidth_, area_, end_;
    std::vector<double> share_;
};

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

struct Limits {
    double least_omega, most_omega, least_sigma, most_sigma;  // logarithms
};
Limits limits_of(const HawkesSpaceModel& model) {
    return {log_same(1 / model.memory), log_same(1e5 / model.memory), log_same(model.least_sigma),
            log_same(std::max(model.reach / 2, model.least_sigma))};
}

struct Told {
    std::span<const double> times;
    std::span<const Planar> places;
    const Window& window;
    double end;
    const HawkesSpaceModel& model;
    const Pairs& pairs;
    const Seen& seen;
};

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
    const Background background{told.places, told.window, told.end, fit.bandwidth};
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

// Of a background alone, by the same bandwidth and as even as is likeliest.
double alone_log_likelihood(const Told& told, double bandwidth) {
    const Background background{told.places, told.window, told.end, bandwidth};
    const std::vector<double> all(told.times.size(), 1);
    const auto n = static_cast<double>(all.size());
    const auto uneven = background.at_events(all, 0);
    const double flat = background.even_part(all, 1);
    double even = 0.2;
    for (int step = 0; step < 200; ++step) {
        double evenly = 0;
        for (const double mu : uneven) evenly += even * flat / ((1 - even) * mu + even * flat);
        even = evenly / n;
    }
    double sum = -n;
    for (const double mu : uneven) sum += log_same((1 - even) * mu + even * flat);
    return sum;
}

double scott(std::span<const Planar> places) {
    const auto n = static_cast<double>(places.size());
    double x = 0, y = 0, squares = 0;
    for (const Planar at : places) x += at.x / n, y += at.y / n;
    for (const Planar at : places) squares += (at.x - x) * (at.x - x) + (at.y - y) * (at.y - y);
    return std::sqrt(squares / (2 * (n - 1))) / std::cbrt(std::sqrt(n));
}

// Inverse of a matrix that is positive definite, in place; false where it is not.
bool invert(std::vector<std::vector<double>>& a) {
    const std::size_t n = a.size();
    for (std::size_t k = 0; k < n; ++k) {  // Gauss and Jordan: pivots are those of Cholesky
        const double pivot = a[k][k];
        if (!(pivot > 0) || !std::isfinite(pivot)) return false;
        a[k][k] = 1;
        for (auto& cell : a[k]) cell /= pivot;
        for (std::size_t i = 0; i < n; ++i) {
            if (i == k) continue;
            const double factor = a[i][k];
            a[i][k] = 0;
            for (std::size_t j = 0; j < n; ++j) a[i][j] -= factor * a[k][j];
        }
    }
    return std::ranges::all_of(a, [&, i = std::size_t{0}](const auto& row) mutable { return row[i++] > 0; });
}

std::optional<HawkesSpaceErrors> errors_of(const Told& told, const HawkesSpaceFit& fit) {
    const auto& p = fit.process;
    const auto limits = limits_of(told.model);
    constexpr double near = 1e-6;
    if (!(p.theta > 1e-4) || log_same(p.omega) < limits.least_omega + near ||
        log_same(p.omega) > limits.most_omega - near || log_same(p.sigma) > limits.most_sigma - near)
        return std::nullopt;
    const std::size_t free = log_same(p.sigma) < limits.least_sigma + near ? 3 : 4;
    const auto value = [&](const std::array<double, 4>& by) {
        const double more = exp_same(by[0]);
        std::vector<double> mu = fit.background_at;
        for (auto& at : mu) at *= more;
        return likelihood(told.pairs, told.seen, mu, fit.background_rate * told.end * more,
                          {p.theta * exp_same(by[1]), p.omega * exp_same(by[2]), p.sigma * exp_same(by[3])},
                          told.model);
    };
    constexpr double h = 3e-3;
    const double here = value({});
    std::vector<std::vector<double>> information(free, std::vector<double>(free));
    for (std::size_t i = 0; i < free; ++i) {
        std::array<double, 4> up{}, down{};
        up[i] = h;
        down[i] = -h;
        information[i][i] = (2 * here - value(up) - value(down)) / (h * h);
        for (std::size_t j = 0; j < i; ++j) {
            const auto corner = [&](double x, double y) {
                std::array<double, 4> by{};
                by[i] = x * h;
                by[j] = y * h;
                return value(by);
            };
            information[i][j] = information[j][i] =
                -(corner(1, 1) - corner(1, -1) - corner(-1, 1) + corner(-1, -1)) / (4 * h * h);
        }
    }
    if (!invert(information)) return std::nullopt;
    const auto error = [&](std::size_t i) { return i < free ? std::sqrt(information[i][i]) : 0; };
    constexpr double says_nothing = 20;  // a factor of e^20
    for (std::size_t i = 0; i < free; ++i)
        if (error(i) > says_nothing) return std::nullopt;
    return HawkesSpaceErrors{error(0), error(1), error(2), error(3)};
}

bool fit_to_be_asked(std::span<const double> times, std::span<const Planar> places, const Window& window,
                     double end) {
    return std::isfinite(end) && std::ranges::is_sorted(times) &&
           (times.empty() || (times.front() > 0 && times.back() <= end)) &&
           std::ranges::all_of(places, [&](Planar at) { return window.holds(at); });
}

}  // namespace

double hawkes_space_log_likelihood(std::span<const double> times, std::span<const Planar> places,
                                   const Window& window, double end, std::span<const double> background_at,
                                   double background, const HawkesSpace& process,
                                   const HawkesSpaceModel& model) {
    expects(times.size() == places.size() && times.size() == background_at.size(),
            "hawkes_space_log_likelihood: a place and a background per event");
    return likelihood({times, places, window, model}, {times, places, window, end, model}, background_at,
                      background, process, model);
}

Maybe<HawkesSpaceFit> fit_hawkes_space(std::span<const double> times, std::span<const Planar> places,
                                       const Window& window, double end, const HawkesSpaceModel& model) {
    expects(times.size() == places.size(), "fit_hawkes_space: a place per event");
    expects(model.reach > 0 && model.memory > 0 && model.bandwidth >= 0 && model.least_sigma > 0,
            "fit_hawkes_space: reach, memory and least sigma above 0");
    if (!fit_to_be_asked(times, places, window, end)) return std::unexpected{Why::not_a_count};
    if (times.size() < 20) return std::unexpected{Why::too_few_events};
    if (end < 2 * model.memory) return std::unexpected{Why::too_few_values};

    const Pairs pairs{times, places, window, model};
    const Seen seen{times, places, window, end, model};
    const Told told{times, places, window, end, model, pairs, seen};
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
    fit.alone_log_likelihood = alone_log_likelihood(told, fit.bandwidth);
    fit.errors = errors_of(told, fit);
    return fit;
}

HawkesForecast hawkes_forecast(std::span<const double> times, std::span<const Planar> places,
                               const Window& window, double end, const HawkesSpaceFit& fit,
                               const Cells& cells, double ahead, const HawkesSpaceModel& model) {
    struct Side {
        std::vector<double> low, high, middle;
    };
    const auto side = [&](double from, std::size_t n, double least, double most) {
        Side out;
        for (std::size_t i = 0; i < n; ++i) {
            const double low = from + static_cast<double>(i) * cells.size;
            out.low.push_back(std::clamp(low, least, most));
            out.high.push_back(std::clamp(low + cells.size, least, most));
            out.middle.push_back((out.low.back() + out.high.back()) / 2);
        }
        return out;
    };
    const Side x = side(cells.left, cells.columns, window.low.x, window.high.x),
               y = side(cells.bottom, cells.rows, window.low.y, window.high.y);
    const Gaussian kernel{fit.bandwidth, fit.bandwidth};
    std::vector<double> weights;
    for (std::size_t j = 0; j < places.size(); ++j)
        weights.push_back((1 - fit.even) * fit.background[j] / kernel_inside(places[j], window, kernel));
    HawkesForecast out;
    out.background = gauss_transform(places, weights, Lattice{x.middle, y.middle}, {}, kernel);
    const double top = 1 / end / (2 * std::numbers::pi * fit.bandwidth * fit.bandwidth),
                 flat = fit.even * fit.background_rate / window.area();
    for (std::size_t r = 0; r < cells.rows; ++r)
        for (std::size_t c = 0; c < cells.columns; ++c)
            out.background[r * cells.columns + c] =
                (std::max(0.0, out.background[r * cells.columns + c]) * top + flat) * ahead *
                (x.high[c] - x.low[c]) * (y.high[r] - y.low[r]);

    out.triggered.assign(cells.columns * cells.rows, 0);
    const auto& p = fit.process;
    const double whole = mass(-model.reach, model.reach, p.sigma);
    // Of what an event brings, the part in each column or row that it reaches.
    const auto parts = [&](const Side& of, double at) {
        std::pair<std::size_t, std::vector<double>> found;
        const auto first = std::ranges::lower_bound(of.high, at - model.reach);
        found.first = static_cast<std::size_t>(first - of.high.begin());
        for (std::size_t i = found.first; i < of.low.size() && of.low[i] < at + model.reach; ++i)
            found.second.push_back(mass(std::max(of.low[i] - at, -model.reach),
                                        std::min(of.high[i] - at, model.reach), p.sigma) /
                                   whole);
        return found;
    };
    for (std::size_t j = 0; j < places.size(); ++j) {
        const double age = end - times[j];
        if (age >= model.memory) continue;
        const double brings =
            p.theta * (exp_same(-p.omega * age) - exp_same(-p.omega * std::min(age + ahead, model.memory))) /
            (1 - exp_same(-p.omega * model.memory));
        const auto [left, across] = parts(x, places[j].x);
        const auto [bottom, up] = parts(y, places[j].y);
        for (std::size_t r = 0; r < up.size(); ++r)
            for (std::size_t c = 0; c < across.size(); ++c)
                out.triggered[(bottom + r) * cells.columns + left + c] += brings * up[r] * across[c];
    }
    return out;
}

}  // namespace atalaya::stats
