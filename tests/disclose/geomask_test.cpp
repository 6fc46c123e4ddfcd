#include "disclose/geomask.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "stats/random.hpp"

namespace atalaya::disclose {
namespace {

constexpr Ring ring{{50}, {250}};

std::vector<Planar> random_places(std::uint64_t seed, std::size_t n) {
    stats::Random random{seed};
    std::vector<Planar> places;
    for (std::size_t i = 0; i < n; ++i)
        places.push_back({random.uniform(0, 3'000), random.uniform(0, 2'000)});
    return places;
}

std::vector<Planar> masked(const std::vector<Planar>& places, std::uint64_t seed) {
    std::vector<Planar> out;
    for (const auto& place : places) {
        const auto [dx, dy] = offset(place, ring, seed);
        out.push_back({place.x + dx, place.y + dy});
    }
    return out;
}

TEST(Geomask, MovesWithinTheRingAndOverItsAreaEvenly) {
    const auto places = random_places(1, 20'000);
    const auto moved = masked(places, 7);
    double sum = 0, north = 0, half = 0;
    for (std::size_t i = 0; i < places.size(); ++i) {
        const double dx = moved[i].x - places[i].x, dy = moved[i].y - places[i].y, d = std::hypot(dx, dy);
        EXPECT_GE(d, 50 - 1e-9);
        EXPECT_LE(d, 250 + 1e-9);
        sum += d;
        north += dy > 0;
        half += d * d < (50.0 * 50 + 250.0 * 250) / 2;  // the ring that halves the area
    }
    const double n = static_cast<double>(places.size());
    EXPECT_NEAR(sum / n, mean_moved(ring), 1.5);
    EXPECT_NEAR(north / n, 0.5, 0.015);
    EXPECT_NEAR(half / n, 0.5, 0.015);
}

// 2/3 (250^3 - 50^3) / (250^2 - 50^2) = 2/3 * 15,500,000 / 60,000.
TEST(Geomask, TheMeanDistanceByHand) {
    EXPECT_NEAR(mean_moved(ring), 2.0 / 3 * 15'500'000 / 60'000, 1e-9);
    EXPECT_NEAR(mean_moved({{0}, {90}}), 60, 1e-12);
}

TEST(Geomask, APlaceMovesByItselfAndTheSeedAlone) {
    const std::vector<Planar> places{{10, 20}, {30, 40}, {10, 20}};
    const auto moved = masked(places, 9);
    EXPECT_EQ(moved[0], moved[2]);
    EXPECT_EQ(masked({{30, 40}}, 9)[0], moved[1]);
    EXPECT_NE(masked(places, 10)[0], moved[0]);
}

// Against whoever measures to every home.
TEST(Geomask, HiddenAmongIsCountedRight) {
    const auto places = random_places(2, 60), homes = random_places(3, 4'000);
    std::vector<double> residents;
    for (std::size_t i = 0; i < homes.size(); ++i) residents.push_back(static_cast<double>(i % 5));
    const auto moved = masked(places, 3);
    const auto among = hidden_among(places, moved, homes, residents);
    const auto houses = hidden_among(places, moved, homes, {});
    double most = 0;
    for (std::size_t i = 0; i < places.size(); ++i) {
        const auto squared = [&](Planar to) {
            const double dx = to.x - moved[i].x, dy = to.y - moved[i].y;
            return dx * dx + dy * dy;
        };
        const double reach = std::sqrt(squared(places[i])) * (1 + 1e-12);
        double sum = 0, count = 0;
        for (std::size_t h = 0; h < homes.size(); ++h) {
            if (squared(homes[h]) > reach * reach) continue;
            sum += residents[h];
            ++count;
        }
        EXPECT_EQ(among[i], sum) << i;
        EXPECT_EQ(houses[i], count) << i;
        most = std::max(most, sum);
    }
    EXPECT_GT(most, 50);
    EXPECT_EQ(hidden_among(places, moved, {}, {}), std::vector<double>(places.size(), 0));
}

}  // namespace
}  // namespace atalaya::disclose
