#include "stats/points/dbscan.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "methods/shared_golden.hpp"
#include "stats/random.hpp"

using namespace atalaya;
using namespace atalaya::stats;

namespace {

double squared(Planar a, Planar b) {
    return (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y);
}

// The slow twin: every pair measured, clusters by spreading from core to core.
Clusters by_every_pair(std::span<const Planar> p, double radius, std::size_t least) {
    const std::size_t n = p.size();
    Clusters out{.of = std::vector<std::int32_t>(n, -1), .core = std::vector<bool>(n)};
    const auto near = [&](std::size_t i, std::size_t j) { return squared(p[i], p[j]) <= radius * radius; };
    for (std::size_t i = 0; i < n; ++i) {
        std::size_t count = 0;
        for (std::size_t j = 0; j < n; ++j) count += near(i, j);
        out.core[i] = count >= least;
    }
    for (std::size_t i = 0; i < n; ++i) {
        if (!out.core[i] || out.of[i] >= 0) continue;
        std::vector<std::size_t> reached{i};
        out.of[i] = static_cast<std::int32_t>(out.count);
        while (!reached.empty()) {
            const auto at = reached.back();
            reached.pop_back();
            for (std::size_t j = 0; j < n; ++j) {
                if (!out.core[j] || out.of[j] >= 0 || !near(at, j)) continue;
                out.of[j] = static_cast<std::int32_t>(out.count);
                reached.push_back(j);
            }
        }
        ++out.count;
    }
    for (std::size_t i = 0; i < n; ++i) {
        if (out.core[i]) continue;
        double nearest = radius * radius;
        bool found = false;
        for (std::size_t j = 0; j < n; ++j) {
            if (!out.core[j] || !(found ? squared(p[i], p[j]) < nearest : near(i, j))) continue;
            nearest = squared(p[i], p[j]);
            out.of[i] = out.of[j];
            found = true;
        }
    }
    return out;
}

}  // namespace

TEST(Dbscan, IsThatOfMeasuringEveryPair) {
    for (std::uint64_t seed = 1; seed <= 120; ++seed) {
        Random random{seed, 8};
        std::vector<Planar> points(random.below(90));
        for (auto& p : points) {
            p = {random.uniform(-20, 20), random.uniform(-20, 20)};
            if (seed % 2 == 0)
                p = {std::floor(p.x / 3), std::floor(p.y / 3)};  // ties, and points that coincide
            if (seed % 5 == 0) p.x = 1e6;
        }
        const double radius = seed % 2 == 0 ? 1 + static_cast<double>(seed % 3) : random.uniform(0.5, 8);
        const std::size_t least = 1 + random.below(6);
        const auto found = *dbscan(points, radius, least);
        const auto slow = by_every_pair(points, radius, least);
        EXPECT_EQ(found.core, slow.core) << seed;
        EXPECT_EQ(found.of, slow.of) << seed;
        EXPECT_EQ(found.count, slow.count) << seed;
    }
}

TEST(Dbscan, FewPointsAndMissingOnes) {
    EXPECT_EQ(dbscan({}, 1, 3)->count, 0u);
    EXPECT_EQ(dbscan(std::vector<Planar>{{1, 1}}, 1, 1)->count, 1u);
    EXPECT_EQ(dbscan(std::vector<Planar>{{1, 1}}, 1, 2)->of, std::vector<std::int32_t>{-1});
    EXPECT_EQ(dbscan(std::vector<Planar>{{1, NAN}}, 1, 2).error(), Why::not_a_number);
}

TEST_F(SharedGolden, ClustersOfArson) {
    open("dbscan_chicago_arson");
    if (IsSkipped()) return;
    const auto x = column("points.csv", 1), y = column("points.csv", 2);
    std::vector<Planar> points;
    for (std::size_t i = 0; i < x.size(); ++i) points.push_back({x[i], y[i]});
    struct Setting {
        const char* name;
        double radius;
        std::size_t least, label;
    };
    for (const auto& [name, radius, least, label] : {Setting{"eps=500,minpts=4", 500, 4, 1},
                                                     {"eps=800,minpts=5", 800, 5, 2},
                                                     {"eps=1200,minpts=8", 1200, 8, 3}}) {
        const auto found = *dbscan(points, radius, least);
        const auto& told = golden["settings"][name];
        close(static_cast<double>(found.count), told["n_clusters"], 0, name);
        close(static_cast<double>(std::ranges::count(found.of, -1)), told["n_noise"], 0, name);
        close(static_cast<double>(std::ranges::count(found.core, true)), told["n_core"], 0, name);
        const auto labels = column("labels.csv", label);
        std::map<std::int32_t, double> label_of;
        std::map<std::int32_t, int> size;
        int moved = 0;
        for (std::size_t i = 0; i < points.size(); ++i) {
            held((found.of[i] < 0) == (labels[i] < 0), std::string{name} + " noise " + std::to_string(i + 1));
            if (found.of[i] < 0) continue;
            ++size[found.of[i]];
            if (found.core[i]) {
                const auto [at, fresh] = label_of.emplace(found.of[i], labels[i]);
                held(at->second == labels[i], std::string{name} + " cluster of " + std::to_string(i + 1));
            }
        }
        for (std::size_t i = 0; i < points.size(); ++i)
            moved += found.of[i] >= 0 && label_of[found.of[i]] != labels[i];
        std::vector<int> sizes;
        for (const auto& [cluster, count] : size) sizes.push_back(count);
        std::ranges::sort(sizes, std::greater{});
        int apart = 0;
        for (std::size_t k = 0; k < sizes.size(); ++k)
            apart += std::abs(sizes[k] - told["sizes"][k].get<int>());
        held(apart <= 2 * moved, std::string{name} + " sizes, but for border points");
    }
}
