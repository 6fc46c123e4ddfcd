#include "stats/hawkes_space.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

#include "stats/random.hpp"

using namespace atalaya;
using namespace atalaya::stats;

namespace {

constexpr Window window{{0, 0}, {4000, 3000}};

struct Events {
    std::vector<double> times;
    std::vector<Planar> places;
};

// By generations: `own` events anywhere, each of which brings a Poisson number of others.
Events drawn(std::uint64_t seed, double own, double end, const HawkesSpace& p) {
    Random random{seed, stream_of("hawkes_space")};
    std::vector<std::pair<double, Planar>> all;
    for (std::int64_t k = random.poisson(own); k > 0; --k) {
        const double t = random.uniform(0, end), x = random.uniform(0, 4000);
        all.push_back({t, {x, random.uniform(0, 3000)}});
    }
    for (std::size_t i = 0; i < all.size(); ++i)
        for (std::int64_t k = random.poisson(p.theta); k > 0; --k) {
            const auto [t, at] = all[i];
            const double later = t + random.exponential(1 / p.omega), x = random.normal(at.x, p.sigma);
            const Planar near{x, random.normal(at.y, p.sigma)};
            if (later < end && window.holds(near)) all.push_back({later, near});
        }
    std::ranges::sort(all, {}, [](const auto& e) { return e.first; });
    Events out;
    for (const auto& [t, at] : all) out.times.push_back(t), out.places.push_back(at);
    return out;
}

// The sums of the definition: every pair of events, every event in time and space.
double slow_likelihood(const Events& e, double end, const std::vector<double>& mu, double background,
                       const HawkesSpace& p, const HawkesSpaceModel& model) {
    const auto normal = [&](double low, double high) {
        const double root = p.sigma * std::sqrt(2.0);
        return (std::erf(high / root) - std::erf(low / root)) / 2;
    };
    const double whole = normal(-model.reach, model.reach), kept = 1 - std::exp(-p.omega * model.memory);
    double sum = -background;
    for (std::size_t i = 0; i < e.times.size(); ++i) {
        double lambda = mu[i];
        for (std::size_t j = 0; j < e.times.size(); ++j) {
            const double u = e.times[i] - e.times[j], dx = e.places[i].x - e.places[j].x,
                         dy = e.places[i].y - e.places[j].y;
            if (u <= 0 || u > model.memory || std::abs(dx) > model.reach || std::abs(dy) > model.reach)
                continue;
            lambda += p.theta * p.omega * std::exp(-p.omega * u) / kept *
                      std::exp(-(dx * dx + dy * dy) / (2 * p.sigma * p.sigma)) /
                      (2 * std::numbers::pi * p.sigma * p.sigma * whole * whole);
        }
        const auto [x, y] = e.places[i];
        const double in_x = normal(std::max(-model.reach, -x), std::min(model.reach, 4000 - x)) / whole,
                     in_y = normal(std::max(-model.reach, -y), std::min(model.reach, 3000 - y)) / whole;
        const double in_time = (1 - std::exp(-p.omega * std::min(model.memory, end - e.times[i]))) / kept;
        sum += std::log(lambda) - p.theta * in_time * in_x * in_y;
    }
    return sum;
}

// The share of a Gaussian about a place that lies in the window.
double slow_inside(Planar at, double sd) {
    const auto normal = [&](double low, double high) {
        return (std::erf(high / sd / std::sqrt(2.0)) - std::erf(low / sd / std::sqrt(2.0))) / 2;
    };
    return normal(-at.x, 4000 - at.x) * normal(-at.y, 3000 - at.y);
}

}  // namespace

TEST(HawkesSpace, TheLikelihoodIsTheSumOverPairs) {
    const auto events = drawn(1, 250, 300, {0.5, 0.2, 120});
    Random random{2};
    std::vector<double> mu;
    for (std::size_t i = 0; i < events.times.size(); ++i) mu.push_back(random.uniform(1e-8, 1e-7));
    for (const HawkesSpace p : {HawkesSpace{0.4, 0.1, 90}, {0.9, 2, 30}, {0.1, 0.001, 2000}}) {
        const HawkesSpaceModel model{.reach = 400, .memory = 45};
        const double slow = slow_likelihood(events, 300, mu, 200, p, model);
        EXPECT_NEAR(hawkes_space_log_likelihood(events.times, events.places, window, 300, mu, 200, p, model),
                    slow, 1e-9 * std::abs(slow));
    }
}

// A maximum: no step of theta, omega or sigma, mu as it is, has a higher likelihood by definition; and each chance is that of mu.
TEST(HawkesSpace, TheFitIsATopOfTheSlowLikelihoodAndOfItsOwnChances) {
    const double end = 300;
    const auto events = drawn(3, 300, end, {0.5, 0.25, 100});
    const HawkesSpaceModel model{.reach = 400, .memory = 40, .bandwidth = 600};
    const auto fit = *fit_hawkes_space(events.times, events.places, window, end, model);
    EXPECT_TRUE(fit.converged);
    const double background = fit.background_rate * end;
    const auto at = [&](HawkesSpace p) {
        return slow_likelihood(events, end, fit.background_at, background, p, model);
    };
    const auto p = fit.process;
    const double here = at(p);
    EXPECT_NEAR(fit.log_likelihood, here, 1e-9 * std::abs(here));
    for (const double by : {0.97, 1.03}) {
        EXPECT_LT(at({p.theta * by, p.omega, p.sigma}), here);
        EXPECT_LT(at({p.theta, p.omega * by, p.sigma}), here);
        EXPECT_LT(at({p.theta, p.omega, p.sigma * by}), here);
    }
    EXPECT_NEAR(std::reduce(fit.background.begin(), fit.background.end()), background, 1e-6);
    for (std::size_t i = 0; i < events.times.size(); i += 7) {
        double kernels = fit.background[i] / window.area();
        for (std::size_t j = 0; j < events.times.size(); ++j) {
            if (j == i) continue;
            const double dx = events.places[i].x - events.places[j].x,
                         dy = events.places[i].y - events.places[j].y;
            kernels += fit.background[j] * std::exp(-(dx * dx + dy * dy) / (2 * 600 * 600)) /
                       (2 * std::numbers::pi * 600 * 600) / slow_inside(events.places[j], 600);
        }
        const double mu = (1 - fit.even) * kernels / end + fit.even * fit.background_rate / window.area();
        EXPECT_NEAR(fit.background_at[i] / mu, 1, 1e-5);
    }
}

TEST(HawkesSpace, FindsWhatItWasDrawnFrom) {
    const auto events = drawn(5, 600, 500, {0.4, 0.2, 80});
    const auto fit = *fit_hawkes_space(events.times, events.places, window, 500);
    EXPECT_NEAR(fit.process.theta, 0.4, 0.08);
    EXPECT_NEAR(fit.process.omega, 0.2, 0.05);
    EXPECT_NEAR(fit.process.sigma, 80, 12);
    EXPECT_NEAR(fit.triggered, 0.4, 0.08);
    ASSERT_TRUE(fit.errors);
    EXPECT_LT(fit.errors->theta, 0.15);
    EXPECT_GT(fit.log_likelihood, fit.alone_log_likelihood + 100);
}

TEST(HawkesSpace, FindsHardlyAnyBranchingWhereThereIsNone) {
    const auto events = drawn(6, 400, 300, {0, 1, 1});
    const auto fit = *fit_hawkes_space(events.times, events.places, window, 300);
    EXPECT_LT(fit.triggered, 0.08);
}

TEST(HawkesSpace, ThreadsDoNotMatter) {
    const auto events = drawn(7, 300, 300, {0.5, 0.25, 100});
    const auto one = *fit_hawkes_space(events.times, events.places, window, 300, {.bandwidth = 500});
    const auto five =
        *fit_hawkes_space(events.times, events.places, window, 300, {.bandwidth = 500, .threads = 5});
    EXPECT_EQ(one.process.theta, five.process.theta);
    EXPECT_EQ(one.background, five.background);
    EXPECT_EQ(one.log_likelihood, five.log_likelihood);
}

TEST(HawkesSpace, SaysWhyNot) {
    auto events = drawn(9, 100, 300, {0, 1, 1});
    const auto why = [&](double end, HawkesSpaceModel model = {}) {
        return fit_hawkes_space(events.times, events.places, window, end, model).error();
    };
    EXPECT_EQ(why(100), Why::not_a_count);
    EXPECT_EQ(why(300, {.memory = 200}), Why::too_few_values);
    events.places[3].x = -1;
    EXPECT_EQ(why(300), Why::not_a_count);
    events.times.resize(19);
    events.places.resize(19);
    events.places[3].x = 1;
    EXPECT_EQ(why(300), Why::too_few_events);
    // Each brings three more, away from the end and the sides.
    Events many;
    for (int i = 0; i < 20; ++i) {
        const double x = 200.0 * (i % 5) + 1000;
        many.times.push_back(0.001 * i + 1);
        many.places.push_back({x, 1000.0 + 100 * (i / 5)});
    }
    Random random{4};
    for (int i = 0; i < 900; ++i) {
        const auto of = many.places[static_cast<std::size_t>(random.below(20))];
        many.times.push_back(290 + i * 0.01);
        many.places.push_back({of.x + random.normal(0, 20), of.y + random.normal(0, 20)});
    }
    EXPECT_EQ(
        fit_hawkes_space(many.times, many.places, window, 300, {.memory = 100, .bandwidth = 800}).error(),
        Why::no_fit);
}
