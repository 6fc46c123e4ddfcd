// Whether events follow one another: the gain against its definition, and what becomes of it where times are dealt.
#include "stats/hawkes_contagion.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "stats/hawkes_background.hpp"
#include "stats/random.hpp"

using namespace atalaya;
using namespace atalaya::stats;

namespace {

constexpr Window window{{0, 0}, {2000, 2000}};
constexpr double end = 200;
const HawkesSpaceModel model{.reach = 400, .memory = 30, .bandwidth = 250, .least_sigma = 20};

struct Events {
    std::vector<double> times;
    std::vector<Planar> places;
};
Events drawn(std::uint64_t seed, double brings) {
    Random random{seed, stream_of("contagion")};
    std::vector<std::pair<double, Planar>> all;
    for (int i = 0; i < 70; ++i) {
        const double t = random.uniform(0, end), x = random.uniform(0, 2000);
        const Planar at{x, random.uniform(0, 2000)};
        all.push_back({t, at});
        if (!random.chance(brings)) continue;
        const double later = t + random.exponential(3),
                     east = std::clamp(random.normal(at.x, 50), 0.0, 2000.0);
        if (later < end) all.push_back({later, {east, at.y}});
    }
    std::ranges::sort(all, {}, [](const auto& event) { return event.first; });
    Events out;
    for (const auto& [t, at] : all) out.times.push_back(t), out.places.push_back(at);
    return out;
}

// Every pair, every wait and spread, and q by small steps.
double slow_gain(const Events& e) {
    const auto normal = [](double low, double high, double sd) {
        return (std::erf(high / sd / std::numbers::sqrt2) - std::erf(low / sd / std::numbers::sqrt2)) / 2;
    };
    const auto b = hawkes_parts::alone(e.places, window, end, model.bandwidth).at_events;
    const std::size_t n = e.times.size();
    double best = 0;
    for (const double waits : {1.0, 3.0, 10.0, 30.0})
        for (const double sigma : {200.0, 100.0, 50.0, 25.0}) {
            const double omega = waits / 30, kept = 1 - std::exp(-waits), whole = normal(-400, 400, sigma);
            double seen = 0;
            std::vector<double> c(n);
            for (std::size_t j = 0; j < n; ++j) {
                const auto [x, y] = e.places[j];
                seen += (1 - std::exp(-omega * std::min(30.0, end - e.times[j]))) / kept *
                        normal(std::max(-400.0, -x), std::min(400.0, 2000 - x), sigma) / whole *
                        normal(std::max(-400.0, -y), std::min(400.0, 2000 - y), sigma) / whole;
                for (std::size_t i = 0; i < n; ++i) {
                    const double u = e.times[i] - e.times[j], dx = e.places[i].x - x, dy = e.places[i].y - y;
                    if (u <= 0 || u > 30 || std::abs(dx) > 400 || std::abs(dy) > 400) continue;
                    c[i] += omega * std::exp(-omega * u) / kept *
                            std::exp(-(dx * dx + dy * dy) / (2 * sigma * sigma)) /
                            (2 * std::numbers::pi * sigma * sigma * whole * whole);
                }
            }
            for (double q = 0; q < 0.999; q += 0.0005) {
                double gain = 0;
                for (std::size_t i = 0; i < n; ++i)
                    gain += std::log(1 - q + q * c[i] / (seen * b[i] / static_cast<double>(n)));
                best = std::max(best, gain);
            }
        }
    return best;
}

}  // namespace

TEST(Contagion, TheGainIsThatOfItsDefinition) {
    for (const double brings : {0.0, 0.5}) {
        const auto e = drawn(3, brings);
        const auto found = test_contagion(e.times, e.places, window, end, model, {.replicates = 1});
        EXPECT_NEAR(found.gain, slow_gain(e), 2e-3) << brings;
    }
}

TEST(Contagion, IsFoundWhereEventsFollowAndIsTheSameForAnyNumberOfThreads) {
    const auto e = drawn(4, 0.6);
    const auto found = test_contagion(e.times, e.places, window, end, model, {.replicates = 99});
    EXPECT_EQ(found.p, 0.01);
    const auto none = drawn(5, 0);
    const auto one = test_contagion(none.times, none.places, window, end, model, {.replicates = 99}),
               three = test_contagion(none.times, none.places, window, end, model,
                                      {.replicates = 99, .threads = 3});
    EXPECT_EQ(one.p, three.p);
}

TEST(Contagion, IsAnyPAsLikelyAsAnotherWhereNothingFollows) {
    double sum = 0;
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        const auto e = drawn(100 + seed, 0);
        sum += test_contagion(e.times, e.places, window, end, model, {.replicates = 39, .seed = seed}).p / 60;
    }
    EXPECT_NEAR(sum, 0.5, 3 * 0.29 / std::sqrt(60));
}

// A season gathers events in time, and no place more than another: it is no contagion.
TEST(Contagion, ASeasonIsNone) {
    int found = 0;
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        Random random{seed, stream_of("season")};
        Events e;
        for (int i = 0; i < 60; ++i)
            e.times.push_back(random.chance(0.7) ? random.uniform(90, 110) : random.uniform(0, end));
        std::ranges::sort(e.times);
        for (int i = 0; i < 60; ++i) {
            const double x = random.uniform(0, 2000);
            e.places.push_back({x, random.uniform(0, 2000)});
        }
        found +=
            test_contagion(e.times, e.places, window, end, model, {.replicates = 39, .seed = seed}).p <= 0.05;
    }
    EXPECT_LE(found, 7);  // of 40 at 5 %: more in one of a thousand
}
