#include "stats/network.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "stats/published_case.hpp"
#include "stats/random.hpp"

using namespace atalaya::stats;

namespace {

Network drawn(std::uint64_t seed, std::size_t n, double chance) {
    Random random{seed, stream_of("network")};
    std::vector<Tie> ties;
    for (std::uint32_t i = 0; i < n; ++i)
        for (std::uint32_t j = 0; j < i; ++j)
            if (random.chance(chance)) ties.emplace_back(i, j);
    return Network{n, ties};
}

// All distances and numbers of shortest paths, by Floyd and Warshall's way of trying every middle.
struct AllPairs {
    std::vector<std::vector<double>> distance, ways;
};
AllPairs all_pairs(const Network& net) {
    const std::size_t n = net.nodes();
    AllPairs out{std::vector<std::vector<double>>(n, std::vector<double>(n, 1e9)),
                 std::vector<std::vector<double>>(n, std::vector<double>(n))};
    for (std::size_t i = 0; i < n; ++i) {
        out.distance[i][i] = 0;
        for (const auto j : net.of(i)) out.distance[i][j] = 1;
    }
    for (std::size_t k = 0; k < n; ++k)
        for (std::size_t i = 0; i < n; ++i)
            for (std::size_t j = 0; j < n; ++j)
                out.distance[i][j] = std::min(out.distance[i][j], out.distance[i][k] + out.distance[k][j]);
    for (std::size_t i = 0; i < n; ++i) out.ways[i][i] = 1;
    for (double d = 1; d < static_cast<double>(n); ++d)
        for (std::size_t i = 0; i < n; ++i)
            for (std::size_t j = 0; j < n; ++j)
                if (out.distance[i][j] == d)
                    for (const auto k : net.of(j))
                        if (out.distance[i][k] == d - 1) out.ways[i][j] += out.ways[i][k];
    return out;
}

std::size_t parts_without(const Network& net, std::size_t gone) {
    std::vector<bool> seen(net.nodes());
    std::size_t parts = 0;
    for (std::uint32_t root = 0; root < net.nodes(); ++root) {
        if (root == gone || seen[root]) continue;
        ++parts;
        std::vector<std::uint32_t> stack{root};
        seen[root] = true;
        while (!stack.empty()) {
            const auto node = stack.back();
            stack.pop_back();
            for (const auto next : net.of(node))
                if (next != gone && !seen[next]) seen[next] = true, stack.push_back(next);
        }
    }
    return parts;
}

}  // namespace

TEST(NetworkPublished, Classics) {
    const PublishedCase published{"network_centrality_classics"};
    SKIP_WITHOUT(published);
    for (const auto& [name, graph] : published.expected["graphs"].items()) {
        const auto expected = published.words(name + "_expected.csv"),
                   edges = published.words(name + "_edges.csv");
        std::map<std::string, std::uint32_t> index;
        for (const auto& node : expected.at("node"))
            index.emplace(node, static_cast<std::uint32_t>(index.size()));
        std::vector<std::string> names = expected.at("node");
        std::vector<Tie> ties;
        for (std::size_t k = 0; k < edges.at("from").size(); ++k)
            ties.emplace_back(index.at(edges.at("from")[k]), index.at(edges.at("to")[k]));
        const Network net{index.size(), ties};
        EXPECT_EQ(net.nodes(), graph["nodes"].get<std::size_t>());
        EXPECT_EQ(net.ties(), graph["edges"].get<std::size_t>());
        const auto found = centrality(net);
        const auto file = name + "_expected.csv";
        const auto expect = [&](const std::vector<double>& values, const char* column) {
            const auto wanted = published.numbers(file, column);
            for (const auto& [node, i] : index)
                EXPECT_NEAR(values[i],
                            wanted[static_cast<std::size_t>(std::find(names.begin(), names.end(), node) -
                                                            names.begin())],
                            1e-6)
                    << name << " " << column << " " << node;
        };
        expect(found.degree, "degree");
        expect(found.betweenness, "betweenness");
        expect(found.closeness, "closeness");
        expect(found.eigenvector, "eigenvector");
        expect(found.page_rank, "pagerank");
        expect({found.core.begin(), found.core.end()}, "core");
        expect(found.clustering, "clustering");
        EXPECT_NEAR(found.density, graph["density"].get<double>(), 1e-9);
        EXPECT_NEAR(found.transitivity, graph["transitivity"].get<double>(), 1e-9);
        EXPECT_NEAR(found.mean_clustering, graph["avg_clustering"].get<double>(), 1e-9);
        EXPECT_EQ(found.diameter, graph["diameter"].get<std::size_t>());
        std::vector<std::string> cut;
        for (std::size_t i = 0; i < names.size(); ++i)
            if (found.cut[i]) cut.push_back(names[i]);
        std::sort(cut.begin(), cut.end());
        EXPECT_EQ(cut, graph["articulation"].get<std::vector<std::string>>());
        if (!graph.contains("faction_hi")) continue;
        std::vector<std::uint32_t> faction(net.nodes());
        for (const auto& node : graph["faction_hi"]) faction[index.at(std::to_string(node.get<int>()))] = 1;
        EXPECT_NEAR(*modularity(net, faction), graph["modularity_of_factions"].get<double>(), 1e-9);
        const auto grouped = communities(net);
        EXPECT_GE(grouped->modularity, graph["louvain_min_acceptable"].get<double>());
        EXPECT_LE(grouped->modularity, graph["best_known_modularity"].get<double>() + 1e-4);
    }
}

TEST(Network, PathsAndCutsAreThoseOfTryingAll) {
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        const std::size_t n = 2 + seed % 23;
        const auto net = drawn(seed, n, 0.02 * static_cast<double>(seed % 11));
        const auto found = centrality(net);
        const auto all = all_pairs(net);
        for (std::size_t v = 0; v < n; ++v) {
            double between = 0, total = 0, reached = 0;
            for (std::size_t i = 0; i < n; ++i) {
                if (i != v && all.distance[v][i] < 1e8) total += all.distance[v][i], reached += 1;
                for (std::size_t j = 0; j < i; ++j)
                    if (i != v && j != v && all.distance[i][j] < 1e8 &&
                        all.distance[i][v] + all.distance[v][j] == all.distance[i][j])
                        between += all.ways[i][v] * all.ways[v][j] / all.ways[i][j];
            }
            EXPECT_NEAR(found.betweenness[v], between, 1e-9) << seed;
            EXPECT_NEAR(found.closeness[v], total > 0 ? reached / total : 0, 1e-12);
            const std::size_t own = net.of(v).empty() ? 1 : 0;
            EXPECT_EQ(found.cut[v], parts_without(net, v) > found.parts - own) << seed << " " << v;
        }
        EXPECT_EQ(found.parts, parts_without(net, n));
    }
}

TEST(Network, IsTheSameForAnyNumberOfThreads) {
    const auto net = drawn(5, 200, 0.03);
    EXPECT_EQ(centrality(net, 1).betweenness, centrality(net, 3).betweenness);
}

// Two triangles joined by one tie: 6/7 within, halves: Q = 6/7 - 1/2.
TEST(Network, TwoTrianglesAreTwoGroups) {
    const std::vector<Tie> ties{{0, 1}, {1, 2}, {2, 0}, {3, 4}, {4, 5}, {5, 3}, {2, 3}, {3, 2}, {4, 4}};
    const Network net{6, ties};
    EXPECT_EQ(net.ties(), 7U);
    const auto found = communities(net);
    EXPECT_EQ(found->group, (std::vector<std::uint32_t>{0, 0, 0, 1, 1, 1}));
    EXPECT_NEAR(found->modularity, 6.0 / 7 - 0.5, 1e-12);
}

// All ways to divide nine nodes, each after the first into a group that there is or a new one.
double best_of_all(const Network& net, std::vector<std::uint32_t>& group, std::size_t node,
                   std::uint32_t groups) {
    if (node == group.size()) return *modularity(net, group);
    double best = -2;
    for (std::uint32_t g = 0; g <= groups; ++g) {
        group[node] = g;
        best = std::max(best, best_of_all(net, group, node + 1, std::max(groups, g + 1)));
    }
    return best;
}

TEST(Network, NoDivisionOfASmallNetworkIsBetter) {
    for (std::uint64_t seed = 1; seed <= 12; ++seed) {
        const auto net = drawn(seed, 9, 0.15 + 0.03 * static_cast<double>(seed));
        if (net.ties() == 0) continue;
        std::vector<std::uint32_t> group(9);
        EXPECT_NEAR(communities(net)->modularity, best_of_all(net, group, 1, 1), 1e-12) << seed;
    }
}

// Where groups that are looked for are hardly there, moving single nodes ends early: 0.521 of 600 nodes with four ties each, anywhere.
TEST(Network, GroupsAreTakenApartAndPutTogetherAnew) {
    Random random{11, 3};
    std::vector<Tie> ties;
    for (int i = 0; i < 1200; ++i)
        ties.emplace_back(static_cast<std::uint32_t>(random.below(600)),
                          static_cast<std::uint32_t>(random.below(600)));
    EXPECT_GT(communities(Network{600, ties})->modularity, 0.54);
}

TEST(Network, PersonsOfOneEventAreTied) {
    const std::vector<Tie> there{{0, 0}, {1, 0}, {2, 0}, {2, 1}, {3, 1}};
    const auto net = one_mode(5, 2, there);
    EXPECT_EQ(net.ties(), 4U);
    EXPECT_EQ(net.of(2).size(), 3U);
    const auto found = centrality(net);
    EXPECT_EQ(found.parts, 2U);
    EXPECT_TRUE(found.cut[2]);
    EXPECT_EQ(found.core[0], 2U);
}

TEST(Network, StandsEmptyOnes) {
    EXPECT_EQ(centrality(Network{0, {}}).parts, 0U);
    const auto lone = centrality(Network{3, {}});
    EXPECT_EQ(lone.parts, 3U);
    EXPECT_EQ(lone.closeness[0], 0);
    EXPECT_NEAR(lone.page_rank[0], 1.0 / 3, 1e-12);
    EXPECT_EQ(communities(Network{3, {}}).error(), Why::no_events);
    EXPECT_EQ(modularity(Network{1, {}}, std::vector<std::uint32_t>{0}).error(), Why::no_events);
}
