#include "stats/points/network_density.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "stats/points/network_waves.hpp"
#include "stats/random.hpp"

using namespace atalaya;
using namespace atalaya::stats;

namespace {

double kernel(double d, double h) {
    const double t = 1 - d * d / (h * h);
    return d < h ? 15 / (16 * h) * t * t : 0;
}

// A crossing of four arms of different lengths, a triangle at one of them, a short dead end.
std::vector<Segment> crossing() {
    return {{{0, 0}, {50, 0}},   {{0, 0}, {0, 35}},     {{0, 0}, {-70, 0}},   {{0, 0}, {0, -40}},
            {{50, 0}, {80, 20}}, {{80, 20}, {80, -20}}, {{80, -20}, {50, 0}}, {{0, 35}, {4, 38}}};
}

// The slow twin: every way by itself, at one place.
class EveryWay {
  public:
    EveryWay(const LineNetwork& network, double radius, Split split)
        : network_{network}, radius_{radius}, split_{split} {}

    double at(OnEdge event, OnEdge place) {
        place_ = place;
        const double length = network_.edges()[event.edge].length;
        double sum = event.edge == place.edge ? kernel(std::abs(event.along - place.along), radius_) : 0;
        sum += from({event.edge, 0}, event.along);
        return sum + from({event.edge, 1}, length - event.along);
    }

  private:
    double from(LineNetwork::End came, double way) {
        if (way >= radius_) return 0;
        const auto& edges = network_.edges();
        const auto meeting = network_.at(edges[came.edge].nodes[came.end]);
        const double n = static_cast<double>(meeting.size());
        double sum = 0;
        for (const auto& next : meeting) {
            const bool back = next.edge == came.edge && next.end == came.end;
            double share = back ? 2 / n - 1 : 2 / n;
            if (split_ == Split::discontinuous) share = back ? 0 : 1 / (n - 1);
            if (share == 0) continue;
            const double length = edges[next.edge].length;
            double here = from({next.edge, 1 - next.end}, way + length);
            if (next.edge == place_.edge)
                here += kernel(way + (next.end == 0 ? place_.along : length - place_.along), radius_);
            sum += share * here;
        }
        return sum;
    }

    const LineNetwork& network_;
    double radius_;
    Split split_;
    OnEdge place_;
};

double mass(const std::vector<StreetPiece>& pieces) {
    double sum = 0;
    for (const auto& p : pieces) sum += p.density * (p.to - p.from);
    return sum;
}

}  // namespace

TEST(NetworkDensity, SumsEveryWayOfTheDefinition) {
    const LineNetwork network{crossing()};
    const OnEdge events[] = {{0, 20}, {2, 3}, {5, 11}, {7, 2}};
    for (const auto split : {Split::continuous, Split::discontinuous}) {
        EveryWay twin{network, 90, split};
        const auto pieces =
            *network_density(network, events, {.radius = 90, .piece = 0.02, .split = split, .negligible = 0});
        for (std::size_t i = 0; i < pieces.size(); i += 397) {
            const OnEdge middle{pieces[i].edge, (pieces[i].from + pieces[i].to) / 2};
            double expected = 0;
            for (const auto event : events) expected += twin.at(event, middle);
            EXPECT_NEAR(pieces[i].density, expected, 2e-7) << i;
        }
    }
}

TEST(NetworkDensity, AContinuousSplitKeepsEveryEventWhole) {
    const LineNetwork network{crossing()};
    Random random{2};
    std::vector<OnEdge> events;
    for (int i = 0; i < 30; ++i) {
        const auto e = static_cast<std::uint32_t>(random.below(8));
        events.push_back({e, random.uniform(0, network.edges()[e].length)});
    }
    events.push_back({0, 0});
    for (const double piece : {3.0, 25.0, 1000.0})
        EXPECT_NEAR(mass(*network_density(network, events, {120, piece})), 31, 1e-9) << piece;
}

// What is negligible moves by a street or two at most: the map hardly changes, and what it adds up to not at all.
TEST(NetworkDensity, WhatIsNegligibleStaysNear) {
    const LineNetwork network{crossing()};
    const OnEdge events[] = {{0, 20}, {2, 3}, {5, 11}};
    const auto exact = *network_density(network, events, {.radius = 150, .piece = 10, .negligible = 0});
    const auto rough = *network_density(network, events, {.radius = 150, .piece = 10, .negligible = 1e-4});
    bool same = true;
    for (std::size_t i = 0; i < exact.size(); ++i) {
        EXPECT_NEAR(rough[i].density, exact[i].density, 2e-3 * 3 / 150);
        same &= rough[i].density == exact[i].density;
    }
    EXPECT_FALSE(same);
    EXPECT_NEAR(mass(rough), 3, 1e-12);
}

// On a long street it is the kernel on a line; at a crossing of four arms half goes on into each of the other three and
// half of it is taken back from the one it came by.
TEST(NetworkDensity, MatchesTheWorkedExample) {
    const Segment arms[] = {{{0, 0}, {100, 0}}, {{0, 0}, {-100, 0}}, {{0, 0}, {0, 100}}, {{0, 0}, {0, -100}}};
    const LineNetwork network{arms};
    const OnEdge event[] = {{0, 10}};
    const auto pieces = *network_density(network, event, {40, 0.01});
    const auto near = [&](std::size_t edge, double along) {
        return pieces[edge * 10'000 + static_cast<std::size_t>(along * 100)].density;
    };
    EXPECT_NEAR(near(0, 30), kernel(20, 40), 1e-5);
    EXPECT_NEAR(near(1, 5), kernel(15, 40) / 2, 1e-5);
    EXPECT_NEAR(near(0, 4), kernel(6, 40) - kernel(14, 40) / 2, 1e-5);
    EXPECT_NEAR(near(0, 0), near(2, 0), 1e-5);
    const auto steps = *network_density(network, event, {40, 0.01, Split::discontinuous});
    EXPECT_NEAR(steps[10'500].density, kernel(15, 40) / 3, 1e-5);
    EXPECT_NEAR(steps[400].density, kernel(6, 40), 1e-5);
}

TEST(NetworkDensity, DeadEndsKeepOrLoseWhatComesToThem) {
    const Segment line[] = {{{0, 0}, {10, 0}}};
    const LineNetwork network{line};
    const OnEdge event[] = {{0, 2}};
    EXPECT_NEAR(mass(*network_density(network, event, {30, 1})), 1, 1e-12);
    const auto inside = [](double way) {
        const double t = way / 30;
        return 15.0 / 16 * (t - 2 * t * t * t / 3 + std::pow(t, 5) / 5);
    };
    EXPECT_NEAR(mass(*network_density(network, event, {30, 1, Split::discontinuous})), inside(2) + inside(8),
                1e-12);
}

TEST(NetworkDensity, OfTooManyWaysThereAreWavesAndPiecesAreCounted) {
    const LineNetwork network{crossing()};
    const OnEdge events[] = {{0, 20}};
    const NetworkKernel wide{.radius = 1000, .piece = 10, .most_ways = 50};
    const auto found = *network_density(network, events, wide), waves = network_waves(network, events, wide);
    for (std::size_t i = 0; i < found.size(); ++i) EXPECT_EQ(found[i].density, waves[i].density);
    EXPECT_EQ(street_pieces(network, 30),
              static_cast<double>(network_density(network, events, {10, 30})->size()));
}
