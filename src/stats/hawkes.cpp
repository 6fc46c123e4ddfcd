#include "stats/hawkes.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/error.hpp"
#include "stats/hawkes_summit.hpp"
#include "stats/minimise.hpp"

namespace atalaya::stats {

namespace {

// Sums over the events before each one: of exp(-b dt), and of dt exp(-b dt).
struct Before {
    double weight{};
    double delay{};

    void advance(double step, double b) {
        const double kept = std::exp(-b * step);
        delay = kept * (delay + step * weight);
        weight *= kept;
    }
};

struct Split {
    double background{};  // expected number that came by themselves
    double triggered{};   // and that others brought
    double delay{};       // sum of the delays of these
};

// Who brought whom at the present estimate; `chance` is of each event to have come by itself.
Split expect(std::span<const double> times, const Hawkes& process, std::vector<double>* chance = nullptr) {
    Split out;
    Before before;
    double last = 0;
    for (const double t : times) {
        before.advance(t - last, process.b);
        const double brought = process.a * process.b * before.weight, lambda = process.mu + brought;
        out.background += process.mu / lambda;
        out.triggered += brought / lambda;
        out.delay += process.a * process.b * before.delay / lambda;
        if (chance) chance->push_back(process.mu / lambda);
        before.weight += 1;
        last = t;
    }
    return out;
}

}  // namespace

double one_less_exp(double x) {
    constexpr double small = 1e-3;
    return x < small ? x * (1 - x / 2 * (1 - x / 3 * (1 - x / 4))) : 1 - std::exp(-x);
}

double hawkes_log_likelihood(std::span<const double> times, double end, const Hawkes& process) {
    expects(process.mu > 0 && process.b > 0 && process.a >= 0, "hawkes_log_likelihood: mu, b > 0 and a >= 0");
    double sum = -process.mu * end, last = 0;
    Before before;
    for (const double t : times) {
        before.advance(t - last, process.b);
        sum += std::log(process.mu + process.a * process.b * before.weight);
        sum -= process.a * one_less_exp(process.b * (end - t));
        before.weight += 1;
        last = t;
    }
    return sum;
}

Maybe<HawkesFit> fit_hawkes(std::span<const double> times, double end) {
    if (!std::is_sorted(times.begin(), times.end()) || !std::isfinite(end) ||
        (!times.empty() && !(times.front() > 0 && times.back() <= end)))
        return std::unexpected{Why::not_a_count};
    if (times.size() < 5) return std::unexpected{Why::too_few_events};

    const auto n = static_cast<double>(times.size());
    HawkesFit out;
    out.poisson_log_likelihood = n * std::log(n / end) - n;
    Hawkes best{n / end, 0, n / end};
    double best_likelihood = out.poisson_log_likelihood;
    // From short, middling and long memories.
    for (const double memory : {0.3, 3.0, 30.0}) {
        Hawkes now{0.5 * n / end, 0.5, n / end / memory};
        for (int step = 0; step < 200; ++step) {
            const Split split = expect(times, now);
            if (!(split.delay > 0)) break;
            double seen = 0;  // of what each event brings, the part before the end
            for (const double t : times) seen += one_less_exp(now.b * (end - t));
            const Hawkes next{split.background / end, std::min(split.triggered / seen, 1.0),
                              split.triggered / split.delay};
            const double moved = std::abs(next.a - now.a) + std::abs(next.b / now.b - 1);
            now = next;
            ++out.iterations;
            if (moved < 1e-6) break;
        }
        if (!(now.mu > 0 && now.b > 0 && std::isfinite(now.b))) continue;
        const auto worse = [&](std::span<const double> x) {
            if (std::abs(x[0]) > 300 || x[1] < -300 || x[1] > 0 || std::abs(x[2]) > 300)
                return std::numeric_limits<double>::infinity();
            return -hawkes_log_likelihood(times, end, {std::exp(x[0]), std::exp(x[1]), std::exp(x[2])});
        };
        const auto found =
            minimise(worse, {std::log(now.mu), std::log(std::clamp(now.a, 1e-9, 0.99)), std::log(now.b)},
                     {.step = 0.1, .most_evaluations = 1000, .rounds = 3});
        if (-found.value <= best_likelihood) continue;
        best_likelihood = -found.value;
        best = {std::exp(found.at[0]), std::exp(found.at[1]), std::exp(found.at[2])};
    }
    best = hawkes_summit(times, end, best);
    out.process = best;
    out.log_likelihood = best.a > 0 ? hawkes_log_likelihood(times, end, best) : best_likelihood;
    out.triggered = expect(times, best, &out.background).triggered / n;
    return out;
}

}  // namespace atalaya::stats
