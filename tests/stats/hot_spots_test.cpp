#include "stats/hot_spots.hpp"

#include <gtest/gtest.h>
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "stats/conclusive.hpp"
#include "stats/distributions.hpp"
#include "stats/random.hpp"

namespace atalaya::stats {
namespace {

// A rhombus of hexagons, side x side, row by row.
Neighbours rhombus(int side) {
    Neighbours out;
    const int steps[][2] = {{1, 0}, {0, 1}, {-1, 1}, {-1, 0}, {0, -1}, {1, -1}};
    for (int r = 0; r < side; ++r) {
        for (int q = 0; q < side; ++q) {
            for (const auto& [dq, dr] : steps) {
                const int nq = q + dq, nr = r + dr;
                if (nq >= 0 && nq < side && nr >= 0 && nr < side)
                    out.of.push_back(static_cast<std::uint32_t>(nr * side + nq));
            }
            out.first.push_back(static_cast<std::uint32_t>(out.of.size()));
        }
    }
    return out;
}

std::size_t cell(int side, int q, int r) {
    return static_cast<std::size_t>(r * side + q);
}

std::vector<HotSpot> spots(std::span<const double> counts, const Neighbours& beside) {
    return hot_spots(counts, beside).value();
}

double sum_at(const std::vector<double>& counts, const Neighbours& beside, std::size_t i) {
    double sum = counts[i];
    for (auto k = beside.first[i]; k < beside.first[i + 1]; ++k) sum += counts[beside.of[k]];
    return sum;
}

// Worked by hand: nine cells with 8 in one that touches two others. Mean 8/9, variance
// 64/9 - 64/81 = 512/81; m = 3: z = (8 - 24/9) / sqrt(512/81 * 3 * 6 / 8) = sqrt(2).
TEST(HotSpots, MatchesTheWorkedExample) {
    std::vector<double> counts(9);
    counts[0] = 8;
    const auto cells = spots(counts, rhombus(3));
    EXPECT_NEAR(cells[0].z, std::sqrt(2.0), 1e-12);
}

TEST(HotSpots, APileIsFoundAndTheRestIsNot) {
    constexpr int side = 20;
    std::vector<double> counts(side * side, 1.0);
    for (const auto& [q, r] : {std::pair{5, 5}, {6, 5}, {5, 6}, {4, 6}}) counts[cell(side, q, r)] = 12;
    const auto cells = spots(counts, rhombus(side));
    EXPECT_EQ(cells[cell(side, 5, 5)].confidence, 99);
    EXPECT_EQ(cells[cell(side, 15, 15)].confidence, 0);
    EXPECT_LT(cells[cell(side, 15, 15)].z, 0);
}

TEST(HotSpots, MoreConfidenceIsALowerRateOfFalseDiscoveries) {
    constexpr int side = 15;
    Random random{3};
    std::vector<double> counts(side * side);
    for (auto& count : counts) count = static_cast<double>(random.poisson(2));
    for (int q = 3; q < 8; ++q) counts[cell(side, q, 7)] += 2 * (q - 2);
    for (const auto& spot : spots(counts, rhombus(side))) {
        EXPECT_GE(spot.q, spot.p);
        EXPECT_EQ(spot.confidence, spot.q <= 0.01 ? 99 : spot.q <= 0.05 ? 95 : spot.q <= 0.1 ? 90 : 0);
    }
}

TEST(HotSpots, WithoutEventsOrWithACellThatIsNoCountThereIsNoAnswer) {
    EXPECT_EQ(hot_spots(std::vector<double>(9), rhombus(3)).error(), Why::no_events);
    std::vector<double> counts(9, 1.0);
    counts[4] = -1;
    EXPECT_EQ(hot_spots(counts, rhombus(3)).error(), Why::not_a_count);
    counts[4] = std::numeric_limits<double>::quiet_NaN();
    EXPECT_EQ(hot_spots(counts, rhombus(3)).error(), Why::not_a_count);
    EXPECT_EQ(hot_spots({}, {}).error(), Why::no_events);
}

TEST(HotSpots, WhereAllAreEqualNoneIsHot) {
    const auto expect_cold = [](const std::vector<HotSpot>& cells) {
        for (const auto& spot : cells) {
            EXPECT_EQ(spot.z, 0);
            EXPECT_EQ(spot.p, 1);
            EXPECT_EQ(spot.confidence, 0);
        }
    };
    expect_cold(spots(std::vector<double>(25, 3.0), rhombus(5)));
    expect_cold(spots(std::vector<double>{5}, {.first = {0, 0}, .of = {}}));
    expect_cold(spots(std::vector<double>{5, 1}, {.first = {0, 1, 2}, .of = {1, 0}}));  // all of them
}

// The slow twin: the counts dealt to the cells at random, many times over.
TEST(HotSpots, TheTailIsThatOfCountsDealtAtRandom) {
    constexpr int side = 12, deals = 40'000;
    const auto beside = rhombus(side);
    Random random{11};
    for (const double mean : {0.3, 2.0}) {
        std::vector<double> counts(side * side);
        for (auto& count : counts)
            count = static_cast<double>(random.poisson(mean * random.gamma(0.7, 1 / 0.7)));
        const auto cells = spots(counts, beside);
        std::vector<double> higher(counts.size()), dealt = counts;
        for (int deal = 0; deal < deals; ++deal) {
            random.shuffle(std::span{dealt});
            for (std::size_t i = 0; i < counts.size(); ++i)
                higher[i] += sum_at(dealt, beside, i) >= sum_at(counts, beside, i);
        }
        for (std::size_t i = 0; i < counts.size(); ++i) {
            const double brute = higher[i] / deals;
            if (brute > 0.2) continue;
            EXPECT_NEAR(cells[i].p, brute, 0.15 * brute + 0.004) << mean << " cell " << i;
        }
    }
}

// With nothing planted at most one city in ten has a cell that is hot at 90 %, and one in twenty
// at 95 %; the normal tail in place of the skewed one would give more than twice as many.
TEST(HotSpots, ACityWithoutPilesSeldomHasAHotCell) {
    constexpr int side = 22, cities = 400;
    const auto beside = rhombus(side);
    Random random{7};
    for (const double mean : {0.2, 1.0, 5.0}) {
        int at_90 = 0, at_95 = 0, normal_at_95 = 0;
        for (int city = 0; city < cities; ++city) {
            std::vector<double> counts(side * side), normal;
            for (auto& count : counts)
                count = static_cast<double>(random.poisson(mean * random.gamma(1.0, 1.0)));
            int most = 0;
            for (const auto& spot : spots(counts, beside)) {
                most = std::max(most, spot.confidence);
                normal.push_back(normal_cdf(-spot.z));
            }
            at_90 += most >= 90;
            at_95 += most >= 95;
            normal_at_95 += std::ranges::min(benjamini_hochberg(normal)) <= 0.05;
        }
        EXPECT_LE(at_90, cities * 0.10 + 3 * std::sqrt(cities * 0.09)) << mean;
        EXPECT_LE(at_95, cities * 0.05 + 3 * std::sqrt(cities * 0.0475)) << mean;
        EXPECT_GT(normal_at_95, 2 * cities * 0.05) << mean;
    }
}

}  // namespace
}  // namespace atalaya::stats
