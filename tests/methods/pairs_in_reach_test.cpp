#include "methods/pairs_in_reach.hpp"

#include <gtest/gtest.h>

#include "stats/random.hpp"

using namespace atalaya;
using namespace atalaya::methods;

namespace {

std::vector<Planar> anywhere(std::size_t n, double side) {
    stats::Random random{11};
    std::vector<Planar> out;
    for (std::size_t i = 0; i < n; ++i) out.push_back({random.uniform(0, side), random.uniform(0, side)});
    return out;
}

}  // namespace

TEST(PairsInReach, AreThoseOfEachCellAndItsNeighbours) {
    EXPECT_EQ(pairs_in_reach({}, 100), 0);
    EXPECT_DOUBLE_EQ(pairs_in_reach({{10, 10}, {20, 30}, {90, 5}}, 100), 9 * 4.5);
    EXPECT_DOUBLE_EQ(pairs_in_reach({{10, 10}, {20, 30}, {-90, 5}}, 100), 4 * 4.5 + 4.5);
}

// Of places at random, and of places all at one spot: never below the pairs that there are.
TEST(PairsInReach, AreNoFewerThanThereAre) {
    for (const double reach : {50.0, 400.0, 5'000.0}) {
        auto places = anywhere(2'000, 3'000);
        for (const bool packed : {false, true}) {
            double near = 0;
            for (std::size_t i = 0; i < places.size(); ++i)
                for (std::size_t j = i + 1; j < places.size(); ++j) {
                    const double dx = places[i].x - places[j].x, dy = places[i].y - places[j].y;
                    near += dx * dx + dy * dy <= reach * reach;
                }
            EXPECT_GE(pairs_in_reach(places, reach), near) << reach << packed;
            places.assign(2'000, {7, 7});
        }
    }
}
