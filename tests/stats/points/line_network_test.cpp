#include "stats/points/line_network.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "stats/points/network_ripley.hpp"
#include "stats/published_case.hpp"
#include "stats/random.hpp"

using namespace atalaya;
using namespace atalaya::stats;

namespace {

// A lattice of streets, every block 100 wide and 60 deep, with a dead end.
std::vector<Segment> blocks() {
    std::vector<Segment> out;
    for (int r = 0; r < 4; ++r) {
        for (int c = 0; c < 4; ++c) {
            const Planar here{100.0 * c, 60.0 * r};
            if (c < 3) out.push_back({here, {here.x + 100, here.y}});
            if (r < 3) out.push_back({here, {here.x, here.y + 60}});
        }
    }
    out.push_back({{300, 180}, {340, 180}});
    return out;
}

std::vector<OnEdge> anywhere(const LineNetwork& network, std::size_t n) {
    Random random{5};
    std::vector<OnEdge> out;
    for (std::size_t i = 0; i < n; ++i) {
        const auto e = static_cast<std::uint32_t>(random.below(network.edges().size()));
        out.push_back({e, random.uniform(0, network.edges()[e].length)});
    }
    return out;
}

// The slow twin: ways between all nodes by Floyd and Warshall.
std::vector<std::vector<double>> all_ways(const LineNetwork& network) {
    std::vector<std::vector<double>> d(network.nodes(), std::vector<double>(network.nodes(), INFINITY));
    for (std::size_t i = 0; i < d.size(); ++i) d[i][i] = 0;
    for (const auto& e : network.edges())
        for (const int end : {0, 1})
            d[e.nodes[end]][e.nodes[1 - end]] = std::min(d[e.nodes[end]][e.nodes[1 - end]], e.length);
    for (std::size_t k = 0; k < d.size(); ++k)
        for (std::size_t i = 0; i < d.size(); ++i)
            for (std::size_t j = 0; j < d.size(); ++j) d[i][j] = std::min(d[i][j], d[i][k] + d[k][j]);
    return d;
}

}  // namespace

TEST(LineNetwork, JoinsEndsAndMeasuresLengths) {
    const LineNetwork network{blocks()};
    EXPECT_EQ(network.nodes(), 17u);
    EXPECT_EQ(network.edges().size(), 25u);
    EXPECT_DOUBLE_EQ(network.length(), 12 * 100 + 12 * 60 + 40);
    const Segment apart[] = {{{0, 0}, {1, 0}}, {{1.0004, 0}, {2, 0}}, {{5, 5}, {5, 5}}};
    const LineNetwork joined{apart};
    EXPECT_EQ(joined.edges().size(), 2u);
    EXPECT_EQ(joined.edges()[0].nodes[1], joined.edges()[1].nodes[0]);
}

TEST(NearestStreet, IsTheNearestOfAllStreets) {
    const LineNetwork network{blocks()};
    const NearestStreet nearest{network};
    Random random{3};
    for (int i = 0; i < 300; ++i) {
        const Planar point{random.uniform(-900, 1200), random.uniform(-900, 1100)};
        auto best = network.nearest(0, point);
        for (std::uint32_t e = 1; e < network.edges().size(); ++e)
            if (const auto one = network.nearest(e, point); one.away < best.away) best = one;
        EXPECT_EQ(nearest.to(point).at, best.at);
    }
    const auto found = nearest.to({42, 7});
    EXPECT_DOUBLE_EQ(found.away, 7);
    EXPECT_EQ(network.place(found.at), (Planar{42, 0}));
    EXPECT_DOUBLE_EQ(nearest.to({350, 180}).away, 10);
    EXPECT_EQ(network.place(nearest.to({-3, -4}).at), (Planar{0, 0}));
}

TEST(LineNetwork, ShortestWaysAreThoseOfAllPairs) {
    const LineNetwork network{blocks()};
    const auto all = all_ways(network);
    WaysWithin ways{network}, near{network};  // of one start after another
    for (const auto from : anywhere(network, 20)) {
        ways.start(from, 1e9);
        near.start(from, 150);
        const auto& e = network.edges()[from.edge];
        for (std::uint32_t n = 0; n < network.nodes(); ++n) {
            const double way =
                std::min(all[e.nodes[0]][n] + from.along, all[e.nodes[1]][n] + e.length - from.along);
            EXPECT_NEAR(ways.to(n), way, 1e-9);
            EXPECT_EQ(near.to(n), ways.to(n) <= 150 ? ways.to(n) : INFINITY);
        }
        for (std::uint32_t edge = 0; edge < network.edges().size(); ++edge) {
            const auto& [nodes, length, segment] = network.edges()[edge];
            const bool met = edge == from.edge || ways.to(nodes[0]) <= 150 || ways.to(nodes[1]) <= 150;
            EXPECT_EQ(std::ranges::count(near.edges(), edge), met);
        }
        for (const auto to : anywhere(network, 20)) {
            WaysWithin back{network};
            back.start(to, 1e9);
            EXPECT_NEAR(ways.to(to), back.to(from), 1e-9);
        }
    }
}

// Places at a distance, by walking every street in steps of a centimetre and counting where it is passed.
TEST(LineNetwork, CountsThePlacesAtADistance) {
    const LineNetwork network{blocks()};
    WaysWithin ways{network}, near{network};
    for (const auto from : anywhere(network, 6)) {
        ways.start(from, 1e9);
        for (const double distance : {17.003, 61.007, 133.0031, 210.0007}) {
            std::size_t passed = 0;
            for (std::uint32_t e = 0; e < network.edges().size(); ++e) {
                const int steps = static_cast<int>(network.edges()[e].length * 100);
                bool below = ways.to(OnEdge{e, 0}) < distance;
                for (int s = 1; s <= steps; ++s) {
                    const bool now = ways.to(OnEdge{e, s / 100.0}) < distance;
                    passed += now != below;
                    below = now;
                }
            }
            EXPECT_EQ(ways.places_at(distance), passed) << distance;
            near.start(from, distance);
            EXPECT_EQ(near.places_at(distance), passed) << distance << ", with no more reach than that";
        }
    }
}

// A network that is one line: K is that of a line, and two places lie at each distance.
TEST(NetworkRipley, OnOneLineIsCountedByHand) {
    const Segment line[] = {{{0, 0}, {100, 0}}};
    const LineNetwork network{line};
    const OnEdge events[] = {{0, 40}, {0, 50}, {0, 70}};
    const double distances[] = {5, 10, 20, 30};
    const auto k = *network_ripley(network, events, distances);
    const double scale = 100.0 / 6;
    EXPECT_EQ(k.network, (std::vector<double>{0, scale * 2, scale * 4, scale * 6}));
    // All but 70 at 30 from itself has two places: 40 and 100.
    EXPECT_EQ(k.corrected, (std::vector<double>{0, scale, scale * 2, scale * 3}));
    EXPECT_EQ(network_ripley(network, std::span{events, 1}, distances).error(), Why::too_few_values);
}

// Streets by chance: the corrected K is the distance, whatever the streets.
TEST(NetworkRipley, OfEventsByChanceIsTheDistance) {
    const LineNetwork network{blocks()};
    Random random{11};
    std::vector<OnEdge> events;
    for (int i = 0; i < 1500; ++i) {
        double at = random.uniform(0, network.length());
        std::uint32_t e = 0;
        while (at > network.edges()[e].length) at -= network.edges()[e++].length;
        events.push_back({e, at});
    }
    const double distances[] = {20, 50, 100, 200};
    const auto k = *network_ripley(network, events, distances);
    for (std::size_t r = 0; r < 4; ++r) EXPECT_NEAR(k.corrected[r], distances[r], 0.04 * distances[r]);
    EXPECT_GT(k.network[3], 2 * k.corrected[3]);
}

// By chance K stays in its band in 95 of 100 patterns; heaps on a few streets leave it.
TEST(NetworkEnvelope, HoldsChanceAndLeavesHeapsOut) {
    const LineNetwork network{blocks()};
    const double distances[] = {20, 50, 100, 200};
    const auto envelope = [&](const std::vector<OnEdge>& events, int threads) {
        const auto k = *network_ripley(network, events, distances);
        return network_envelope(network, k.corrected, events.size(), distances, {99, 7, threads});
    };
    Random random{3};
    int outside = 0;
    for (int pattern = 0; pattern < 60; ++pattern) {
        std::vector<OnEdge> events;
        for (int i = 0; i < 40; ++i) {
            double at = random.uniform(0, network.length());
            std::uint32_t e = 0;
            while (at > network.edges()[e].length) at -= network.edges()[e++].length;
            events.push_back({e, at});
        }
        const auto found = envelope(events, 1);
        outside += found.deviation > found.half_width;
        EXPECT_EQ(found.deviation > found.half_width, found.p <= 0.05);
    }
    EXPECT_LE(outside, 9) << "expected 3 of 60, and 9 or more once in 500";

    std::vector<OnEdge> heaps;
    for (int i = 0; i < 40; ++i)
        heaps.push_back({static_cast<std::uint32_t>(i % 4 * 5), 10 + random.uniform(0, 20)});
    const auto found = envelope(heaps, 1), again = envelope(heaps, 3);
    EXPECT_EQ(found.p, 0.01);
    EXPECT_EQ(found.half_width, again.half_width) << "threads";
}

TEST(RealFilesLineNetwork, StreetsNearTheUniversityOfChicago) {
    const PublishedCase published{"network_kernel_chicago"};
    SKIP_WITHOUT(published);
    const auto x = published.numbers("vertices.csv", "x"), y = published.numbers("vertices.csv", "y");
    const auto from = published.numbers("edges.csv", "from"), to = published.numbers("edges.csv", "to");
    std::vector<Segment> segments;
    const auto vertex = [&](double number) {
        const auto i = static_cast<std::size_t>(number) - 1;
        return Planar{x[i], y[i]};
    };
    for (std::size_t i = 0; i < from.size(); ++i) segments.push_back({vertex(from[i]), vertex(to[i])});
    const LineNetwork network{segments};
    const auto& e = published.expected;
    EXPECT_NEAR(network.length(), e["total_length_ft"].get<double>(), 1e-6);
    EXPECT_EQ(network.nodes(), e["n_vertices"].get<std::size_t>());

    const auto edge = published.numbers("crimes.csv", "edge"), part = published.numbers("crimes.csv", "tp");
    std::vector<OnEdge> crimes;
    for (std::size_t i = 0; i < edge.size(); ++i) {
        const auto number = static_cast<std::uint32_t>(edge[i]) - 1;
        crimes.push_back({number, part[i] * network.edges()[number].length});
    }
    double sum = 0, most = 0, nearest = 0;
    WaysWithin way{network};
    std::vector<std::vector<double>> all(crimes.size());
    for (std::size_t i = 0; i < crimes.size(); ++i) {
        way.start(crimes[i], 1e9);
        double least = INFINITY;
        for (std::size_t j = 0; j < crimes.size(); ++j) {
            all[i].push_back(way.to(crimes[j]));
            if (i == j) continue;
            sum += all[i][j];
            most = std::max(most, all[i][j]);
            least = std::min(least, all[i][j]);
        }
        nearest += least;
    }
    const double n = static_cast<double>(crimes.size());
    const auto& ways = e["shortest_path"];
    EXPECT_NEAR(all[0][1], ways["d_1_2"].get<double>(), 1e-6);
    EXPECT_NEAR(all[0][115], ways["d_1_116"].get<double>(), 1e-6);
    EXPECT_NEAR(all[49][59], ways["d_50_60"].get<double>(), 1e-6);
    EXPECT_NEAR(most, ways["max"].get<double>(), 1e-6);
    EXPECT_NEAR(sum / (n * (n - 1)), ways["mean"].get<double>(), 1e-6);
    EXPECT_NEAR(nearest / n, e["nn_mean"].get<double>(), 1e-6);
    const auto distances = e["network_K"]["r"].get<std::vector<double>>();
    const auto k = *network_ripley(network, crimes, distances);
    for (std::size_t r = 0; r < distances.size(); ++r) {
        EXPECT_NEAR(k.network[r], e["network_K"]["okabe_yamada_uncorrected"][r].get<double>(), 1e-6);
        EXPECT_NEAR(k.corrected[r], e["network_K"]["ang_corrected"][r].get<double>(), 1e-6);
    }
}
