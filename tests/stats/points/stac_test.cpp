#include "stats/points/stac.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "stats/random.hpp"

using namespace atalaya;
using namespace atalaya::stats;

namespace {

const Window town{{0, 0}, {1000, 800}};

std::vector<Planar> events(std::uint64_t seed) {
    Random random{seed};
    std::vector<Planar> out;
    for (int i = 0; i < 60; ++i) out.push_back({random.uniform(0, 1000), random.uniform(0, 800)});
    for (const Planar core : {Planar{200, 300}, {700, 600}, {760, 640}})
        for (int i = 0; i < 25; ++i)
            out.push_back({core.x + random.normal(0, 20), core.y + random.normal(0, 20)});
    return out;
}

// From the definition: every circle against every point, then sets joined while any two share one.
std::set<std::set<std::size_t>> by_every_circle(const std::vector<Planar>& p, const StacModel& model) {
    const double spacing = model.spacing > 0 ? model.spacing : model.radius;
    std::vector<std::set<std::size_t>> circles;
    for (double y = 0; y < 800 + spacing; y += spacing) {
        for (double x = 0; x < 1000 + spacing; x += spacing) {
            std::set<std::size_t> inside;
            for (std::size_t i = 0; i < p.size(); ++i)
                if ((p[i].x - x) * (p[i].x - x) + (p[i].y - y) * (p[i].y - y) <=
                    2 * model.radius * model.radius)
                    inside.insert(i);
            if (inside.size() >= 2) circles.push_back(inside);
        }
    }
    std::ranges::stable_sort(circles, [](const auto& a, const auto& b) { return a.size() > b.size(); });
    if (circles.size() > model.circles) circles.resize(model.circles);
    for (bool moved = true; moved;) {
        moved = false;
        for (std::size_t a = 0; a < circles.size() && !moved; ++a) {
            for (std::size_t b = a + 1; b < circles.size() && !moved; ++b) {
                if (std::ranges::none_of(circles[b], [&](auto i) { return circles[a].contains(i); }))
                    continue;
                circles[a].insert(circles[b].begin(), circles[b].end());
                circles.erase(circles.begin() + static_cast<std::ptrdiff_t>(b));
                moved = true;
            }
        }
    }
    std::set<std::set<std::size_t>> out;
    for (const auto& one : circles)
        if (one.size() >= model.least) out.insert(one);
    return out;
}

std::set<std::set<std::size_t>> sets(const Stac& found) {
    std::vector<std::set<std::size_t>> by_number(found.count);
    for (std::size_t i = 0; i < found.of.size(); ++i)
        if (found.of[i] != Clusters::noise) by_number[static_cast<std::size_t>(found.of[i])].insert(i);
    return {by_number.begin(), by_number.end()};
}

}  // namespace

TEST(Stac, FindsWhatTheDefinitionDoes) {
    for (const std::uint64_t seed : {1u, 2u, 3u}) {
        const auto points = events(seed);
        for (const auto& model : {StacModel{.radius = 40}, StacModel{.radius = 25, .circles = 6, .least = 3},
                                  StacModel{.radius = 60, .spacing = 45, .circles = 100, .least = 2}}) {
            const auto found = *stac(points, town, model);
            EXPECT_EQ(sets(found), by_every_circle(points, model)) << seed << " " << model.radius;
            EXPECT_EQ(sets(found).size(), found.count);
        }
    }
}

TEST(Stac, TheCoresThatWerePutInAreFoundAndNearOnesRunTogether) {
    const auto points = events(8);
    const auto found = *stac(points, town, {.radius = 40, .circles = 12, .least = 20});
    ASSERT_EQ(found.count, 2u);
    EXPECT_NE(found.of[60], found.of[85]);
    EXPECT_EQ(found.of[85], found.of[110]);
}

TEST(Stac, FewerCirclesLeaveTheDensest) {
    const auto points = events(4);
    const auto found = *stac(points, town, {.radius = 30, .circles = 1, .least = 2});
    EXPECT_EQ(found.circles, 1u);
    EXPECT_EQ(found.count, 1u);
}

TEST(Stac, LonePointsAreInNoClusterAndLostOnesAreRefused) {
    const Planar alone[] = {{10, 10}, {900, 700}};
    const auto found = *stac(alone, town, {.radius = 20, .least = 2});
    EXPECT_EQ(found.count, 0u);
    EXPECT_EQ(found.of, (std::vector<std::int32_t>{Clusters::noise, Clusters::noise}));
    const Planar outside[] = {{10, 10}, {1001, 10}};
    EXPECT_EQ(stac(outside, town, {.radius = 20}).error(), Why::not_a_number);
    EXPECT_EQ(stac_nodes(town, {.radius = 100}), 11.0 * 9);
}
