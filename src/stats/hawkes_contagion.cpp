#include "stats/hawkes_contagion.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>
#include <vector>

#include "stats/hawkes_background.hpp"
#include "stats/hawkes_space_likelihood.hpp"
#include "stats/in_parallel.hpp"
#include "stats/random.hpp"

namespace atalaya::stats {

using namespace hawkes_parts;

namespace {

// sum of log(1 - q + q x) at its top over 0 <= q < 1: a concave function of q. Newton's steps, or halves where one leaves the
// stretch in which its slope changes sign; most events have no other near and soon, x = 0, and are summed together.
double gain_of(std::span<const double> x) {
    std::vector<double> some;
    double first = 0;
    for (const double ratio : x) {
        first += ratio - 1;
        if (ratio > 0) some.push_back(ratio - 1);
    }
    if (first <= 0) return 0;
    const auto none = static_cast<double>(x.size() - some.size());
    double low = 0, high = 1 - 1e-9, q = 0;
    for (int step = 0; step < 60 && high - low > 1e-10; ++step) {
        double slope = -none / (1 - q), bend = -none / ((1 - q) * (1 - q));
        for (const double more : some) {
            const double part = more / (1 + q * more);
            slope += part;
            bend -= part * part;
        }
        (slope > 0 ? low : high) = q;
        const double next = q - slope / bend;
        if (std::abs(next - q) < 1e-10) break;
        q = next > low && next < high ? next : (low + high) / 2;
    }
    double sum = none * log_same(1 - q);
    for (const double more : some) sum += log_same(1 + q * more);
    return sum;
}

std::vector<double> likeliest_background(std::span<const Planar> places, const Region& region, double end,
                                         const HawkesSpaceModel& model) {
    if (model.bandwidth > 0) return alone(places, region, end, model.bandwidth).at_events;
    constexpr int most_halves = 3;
    double bandwidth = std::max(scott(places), model.least_sigma);
    auto best = alone(places, region, end, bandwidth);
    for (int halves = 0; halves < most_halves && bandwidth / 2 >= model.least_sigma; ++halves) {
        bandwidth /= 2;
        if (auto narrower = alone(places, region, end, bandwidth);
            narrower.log_likelihood > best.log_likelihood)
            best = std::move(narrower);
    }
    return std::move(best.at_events);
}

class Deals {
  public:
    Deals(std::span<const double> times, std::span<const Planar> places, const Region& region, double end,
          const HawkesSpaceModel& model)
        : times_{times}, places_{places}, region_{region}, model_{model} {
        model_.threads = 1;
        background_ = likeliest_background(places, region, end, model);
        const auto n = static_cast<double>(times.size());
        for (double& mu : background_) mu /= n;
        const Seen seen{times, places, region, end, model};
        for (const double waits : {1.0, 3.0, 10.0, 30.0}) {
            const double omega = waits / model.memory;
            std::vector<double> in_time;
            for (std::size_t j = 0; j < times.size(); ++j) in_time.push_back(seen.in_time(j, omega));
            waits_.push_back({omega, std::move(in_time)});
        }
        for (double sigma = model.reach / 2; sigma > model.reach / 40; sigma /= 2)
            if (sigma >= model.least_sigma) spreads_.push_back({sigma, seen.in_window(sigma)});
        if (spreads_.empty()) spreads_.push_back({model.least_sigma, seen.in_window(model.least_sigma)});
    }

    // The i-th event in order of time is at the place order[i].
    double gain(const std::vector<std::size_t>& order) const {
        std::vector<Planar> at;
        for (const auto i : order) at.push_back(places_[i]);
        const Pairs pairs{times_, at, region_.box(), model_};
        std::vector<double> ratios(order.size());
        double best = 0;
        for (const auto& [omega, in_time] : waits_)
            for (const auto& [sigma, in_window] : spreads_) {
                double seen = 0;
                for (std::size_t j = 0; j < order.size(); ++j) seen += in_window[order[j]] * in_time[j];
                const double scale = height({1, omega, sigma}, model_) / seen;
                const auto sums = pairs.sums(omega, sigma, 1);
                for (std::size_t i = 0; i < order.size(); ++i)
                    ratios[i] = scale * sums[i].weight / background_[order[i]];
                best = std::max(best, gain_of(ratios));
            }
        return best;
    }

  private:
    struct Sought {
        double value;
        std::vector<double> seen;  // of what each event, or place, brings
    };
    std::span<const double> times_;
    std::span<const Planar> places_;
    const Region& region_;
    HawkesSpaceModel model_;
    std::vector<double> background_;
    std::vector<Sought> waits_, spreads_;
};

}  // namespace

Contagion test_contagion(std::span<const double> times, std::span<const Planar> places, const Region& region,
                         double end, const HawkesSpaceModel& model, const Permutations& deals) {
    const Deals dealt{times, places, region, end, model};
    std::vector<std::size_t> as_they_are(times.size());
    std::iota(as_they_are.begin(), as_they_are.end(), 0);
    Contagion out{.gain = dealt.gain(as_they_are)};
    std::vector<char> as_much(deals.replicates);
    in_parallel(deals.replicates, deals.threads, [&](std::size_t first, std::size_t past) {
        for (std::size_t r = first; r < past; ++r) {
            auto order = as_they_are;
            Random{deals.seed, r}.shuffle(std::span{order});
            as_much[r] = dealt.gain(order) >= out.gain * (1 - 1e-9);
        }
    });
    const auto above = std::count(as_much.begin(), as_much.end(), 1);
    out.p = static_cast<double>(1 + above) / static_cast<double>(1 + deals.replicates);
    return out;
}

}  // namespace atalaya::stats
