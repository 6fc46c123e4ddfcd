#include "stats/hawkes_slopes.hpp"

#include <cmath>

#include "stats/hawkes.hpp"

namespace atalaya::stats {

namespace {

constexpr std::size_t mu = 0, a = 1, b = 2;

// Sums over the events before: of k = exp(-b dt), of b dt k and of (b dt)^2 k.
struct Before {
    double weight{}, delay{}, square{};

    void advance(double step) {
        const double kept = std::exp(-step);
        square = kept * (square + 2 * step * delay + step * step * weight);
        delay = kept * (delay + step * weight);
        weight *= kept;
    }
};

// The logarithm of the intensity at an event.
void add_event(HawkesSlopes& to, const Before& before, double own, double brought) {
    const double lambda = own + brought * before.weight;
    const HawkesLogs first{own / lambda, brought * before.weight / lambda,
                           brought * (before.weight - before.delay) / lambda};
    to.value += std::log(lambda);
    for (std::size_t i = 0; i < first.size(); ++i) {
        to.slope[i] += first[i];
        for (std::size_t j = 0; j < first.size(); ++j) to.bend[i][j] -= first[i] * first[j];
    }
    to.bend[mu][mu] += first[mu];
    to.bend[a][a] += first[a];
    to.bend[a][b] += first[b];
    to.bend[b][a] += first[b];
    to.bend[b][b] += brought * (before.weight - 3 * before.delay + before.square) / lambda;
}

// What an event is expected to bring while it is watched.
void take_brought(HawkesSlopes& from, double branching, double rest) {
    const double grows = branching * rest * std::exp(-rest), seen = branching * one_less_exp(rest);
    from.value -= seen;
    from.slope[a] -= seen;
    from.slope[b] -= grows;
    from.bend[a][a] -= seen;
    from.bend[a][b] -= grows;
    from.bend[b][a] -= grows;
    from.bend[b][b] -= grows * (1 - rest);
}

}  // namespace

HawkesSlopes hawkes_slopes(std::span<const double> times, double end, const HawkesLogs& logs) {
    const double own = std::exp(logs[mu]), branching = std::exp(logs[a]), decay = std::exp(logs[b]);
    HawkesSlopes out{.value = -own * end, .slope = {-own * end, 0, 0}};
    out.bend[mu][mu] = -own * end;
    Before before;
    double last = 0;
    for (const double t : times) {
        before.advance(decay * (t - last));
        add_event(out, before, own, branching * decay);
        take_brought(out, branching, decay * (end - t));
        before.weight += 1;
        last = t;
    }
    return out;
}

}  // namespace atalaya::stats
