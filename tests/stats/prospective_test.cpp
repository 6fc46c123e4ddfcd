#include "stats/prospective.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "stats/random.hpp"

using namespace atalaya::stats;

// One event in the middle of a cell, 8 days old: 1 / (1 2) there, 1 / (3 2) a cell away.
TEST(Prospective, OneEventByHand) {
    const std::vector<double> x{125}, y{125};
    const std::vector<std::int32_t> days{100};
    const Cells cells{0, 0, 50, 5, 5};
    const auto risk = *prospective_risk(x, y, days, 108, cells);
    EXPECT_DOUBLE_EQ(risk[12], 0.5);
    EXPECT_DOUBLE_EQ(risk[13], 1.0 / 6);
    EXPECT_DOUBLE_EQ(risk[18], 1.0 / 6);  // the diagonal: 2.83 half cells
    EXPECT_DOUBLE_EQ(risk[14], 1.0 / 10);
    const auto smooth = *prospective_risk(x, y, days, 108, cells, {.smooth = true});
    EXPECT_DOUBLE_EQ(smooth[13], 1 / (3 * (1 + 8.0 / 7)));
    EXPECT_NEAR(smooth[18], 1 / ((1 + 2 * std::sqrt(2)) * (1 + 8.0 / 7)), 1e-15);
}

// Every event against every cell.
TEST(Prospective, ScatteringIsTheSumOverAll) {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        Random random{seed, stream_of("prospective")};
        std::vector<double> x, y;
        std::vector<std::int32_t> days;
        for (int i = 0; i < 50; ++i) {
            x.push_back(random.uniform(-600, 1500));
            y.push_back(std::floor(random.uniform(-6, 15)) * 100);
            days.push_back(static_cast<std::int32_t>(random.below(100)));
        }
        const Cells cells{0, 100, seed % 2 ? 100.0 : 37.0, 9, 7};
        const ProspectiveModel model{seed % 3 ? 300.0 : 0.0, 40, seed % 2 == 0};
        const auto risk = prospective_risk(x, y, days, 70, cells, model);
        ASSERT_TRUE(risk);
        for (std::size_t r = 0; r < 7; ++r)
            for (std::size_t c = 0; c < 9; ++c) {
                double sum = 0;
                for (std::size_t i = 0; i < x.size(); ++i) {
                    const double dx = cells.left + (static_cast<double>(c) + 0.5) * cells.size - x[i];
                    const double dy = cells.bottom + (static_cast<double>(r) + 0.5) * cells.size - y[i];
                    const double d = std::sqrt(dx * dx + dy * dy), half = d / (cells.size / 2);
                    const int age = 70 - days[i];
                    if (d > model.reach || age < 0 || age >= 40) continue;
                    sum += model.smooth ? 1 / ((1 + half) * (1 + age / 7.0))
                                        : 1 / ((1 + std::floor(half)) * (1 + age / 7));
                }
                EXPECT_NEAR((*risk)[r * 9 + c], sum, 1e-12);
            }
    }
}

TEST(Prospective, TheFutureIsNotKnownAndTheOldForgotten) {
    const std::vector<double> x{25, 25}, y{25, 25};
    const Cells cells{0, 0, 50, 1, 1};
    EXPECT_EQ(prospective_risk(x, y, std::vector<std::int32_t>{11, 40}, 10, cells).error(), Why::no_events);
    EXPECT_EQ(prospective_risk(x, y, std::vector<std::int32_t>{10, 11}, 70, cells)->front(), 1.0 / 9);
    EXPECT_EQ(prospective_risk({}, {}, {}, 70, cells).error(), Why::no_events);
    const std::vector<double> odd{std::nan(""), 1};
    EXPECT_EQ(prospective_risk(odd, y, std::vector<std::int32_t>{1, 1}, 2, cells).error(), Why::not_a_count);
}
