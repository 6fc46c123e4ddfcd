#include "stats/hawkes_forecast.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "stats/random.hpp"

using namespace atalaya;
using namespace atalaya::stats;

namespace {

constexpr Window window{{0, 0}, {4000, 3000}};

}  // namespace

// Where cells cover the window, those of the background add up to its rate and those of triggers to what is still to come.
TEST(HawkesForecast, AddsUpToWhatIsToCome) {
    const double end = 300;
    Random random{8, stream_of("hawkes_forecast")};
    std::vector<double> times;
    std::vector<Planar> places;
    for (int k = 0; k < 200; ++k) {
        times.push_back(1.5 * (k + 1));
        const double x = random.uniform(0, 4000);
        places.push_back({x, random.uniform(0, 3000)});
    }
    const HawkesSpaceModel model{.reach = 400, .memory = 40};
    const HawkesSpaceFit fit{.process = {0.5, 0.1, 100},
                             .bandwidth = 500,
                             .even = 0.2,
                             .background_rate = 0.6 * 200 / end,
                             .background = std::vector<double>(200, 0.6)};
    const auto [background, triggered] =
        hawkes_forecast(times, places, window, end, fit, {0, 0, 70, 58, 43}, 3, model);
    EXPECT_NEAR(std::reduce(background.begin(), background.end()), 3 * fit.background_rate,
                1e-3 * fit.background_rate);
    double to_come = 0;
    const auto p = fit.process;
    const auto until = [&](double u) {  // what an event has brought by this age
        return p.theta * (1 - std::exp(-p.omega * std::min(u, 40.0))) / (1 - std::exp(-p.omega * 40));
    };
    const auto normal = [&](double low, double high) {
        const double root = p.sigma * std::sqrt(2.0);
        return (std::erf(high / root) - std::erf(low / root)) / 2;
    };
    for (std::size_t j = 0; j < times.size(); ++j) {
        const auto [x, y] = places[j];
        to_come += (until(end - times[j] + 3) - until(end - times[j])) *
                   normal(std::max(-400.0, -x), std::min(400.0, 4000 - x)) *
                   normal(std::max(-400.0, -y), std::min(400.0, 3000 - y)) / std::pow(normal(-400, 400), 2);
    }
    EXPECT_NEAR(std::reduce(triggered.begin(), triggered.end()), to_come, 1e-9);
    EXPECT_GT(to_come, 0.1);
}
