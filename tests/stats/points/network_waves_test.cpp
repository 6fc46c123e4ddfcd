#include "stats/points/network_waves.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "stats/random.hpp"

using namespace atalaya;
using namespace atalaya::stats;

namespace {

// Streets of a town of 6 by 5 corners that lie anywhere near their place, some of them missing; a bend, a dead end.
std::vector<Segment> town(Random& random) {
    std::vector<Planar> corners;
    for (int i = 0; i < 30; ++i)
        corners.push_back(
            {100.0 * (i % 6) + random.uniform(-20, 20), 90.0 * (i / 6) + random.uniform(-20, 20)});
    const auto corner = [&](int column, int row) {
        return corners[static_cast<std::size_t>(6 * row + column)];
    };
    std::vector<Segment> streets;
    for (int row = 0; row < 5; ++row)
        for (int column = 0; column < 6; ++column) {
            if (column < 5 && !random.chance(0.1))
                streets.push_back({corner(column, row), corner(column + 1, row)});
            if (row < 4 && !random.chance(0.1))
                streets.push_back({corner(column, row), corner(column, row + 1)});
        }
    streets.push_back({corner(5, 4), {560, 420}});
    return streets;
}

double mass(const std::vector<StreetPiece>& pieces) {
    double sum = 0;
    for (const auto& p : pieces) sum += p.density * (p.to - p.from);
    return sum;
}

}  // namespace

// The slow twin: every way followed.
TEST(NetworkWaves, AreTheDensityOfEveryWay) {
    Random random{3};
    const LineNetwork network{town(random)};
    std::vector<OnEdge> events{{0, 0}, {1, network.edges()[1].length}, {2, 7}, {2, 7}};
    for (int i = 0; i < 12; ++i) {
        const auto e = static_cast<std::uint32_t>(random.below(network.edges().size()));
        events.push_back({e, random.uniform(0, network.edges()[e].length)});
    }
    for (const auto split : {Split::continuous, Split::discontinuous}) {
        const NetworkKernel kernel{
            .radius = 420, .piece = 12, .split = split, .negligible = 0, .most_ways = 100'000'000};
        const auto each = *network_density(network, events, kernel),
                   waves = network_waves(network, events, kernel);
        ASSERT_EQ(each.size(), waves.size());
        const double top = 15 / (16 * kernel.radius);
        double farthest = 0;
        for (std::size_t i = 0; i < each.size(); ++i)
            farthest = std::max(farthest, std::abs(each[i].density - waves[i].density) / top);
        EXPECT_LT(farthest, 1e-4);
        EXPECT_GT(farthest, 1e-12) << "steps are not ways";
        if (split == Split::continuous) {
            EXPECT_NEAR(mass(waves) / static_cast<double>(events.size()), 1, 1e-5);
        }
    }
}

// One way alone, of a known length: k(30) and half of it beyond a crossing of four, as in the worked example of the density.
TEST(NetworkWaves, MatchTheWorkedExample) {
    const Segment arms[] = {{{0, 0}, {100, 0}}, {{0, 0}, {-100, 0}}, {{0, 0}, {0, 100}}, {{0, 0}, {0, -100}}};
    const LineNetwork network{arms};
    const OnEdge event[] = {{0, 10}};
    const auto pieces = network_waves(network, event, {40, 0.01});
    const auto kernel = [](double d) { return 15 / (16 * 40.0) * std::pow(1 - d * d / 1600, 2); };
    EXPECT_NEAR(pieces[3000].density, kernel(20), 1e-5);
    EXPECT_NEAR(pieces[10'500].density, kernel(15) / 2, 1e-5);
    EXPECT_NEAR(pieces[400].density, kernel(6) - kernel(14) / 2, 1e-5);
}

TEST(NetworkWaves, TooLongStreetsAreAnAnswer) {
    std::vector<Segment> streets;
    for (int i = 0; i < 40'000; ++i) streets.push_back({{1.0 * i, 0}, {1.0 * i + 1, 0}});
    const LineNetwork network{streets};
    EXPECT_FALSE(has_room_for_waves(network, 0.5));
    EXPECT_TRUE(has_room_for_waves(network, 50));
    const OnEdge event[] = {{0, 0.5}};
    EXPECT_FALSE(network_density(network, event, {.radius = 0.7, .piece = 1, .most_ways = 0}));
}
