#include "stats/stl.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "stats/published_case.hpp"
#include "stats/random.hpp"

using namespace atalaya::stats;

namespace {

class StlPublished : public testing::Test {
  protected:
    void SetUp() override { SKIP_WITHOUT(published); }

    void expect_parts(const std::string& series, const StlModel& model, const std::string& file) const {
        const auto y = published.numbers(series, "y");
        const auto parts = stl(y, model);
        ASSERT_TRUE(parts);
        const auto [low, high] = std::minmax_element(y.begin(), y.end());
        const double within = 1e-6 * (*high - *low);
        const auto seasonal = published.numbers(file, "seasonal"), trend = published.numbers(file, "trend");
        const auto remainder = published.numbers(file, "remainder"),
                   weight = published.numbers(file, "weight");
        ASSERT_EQ(seasonal.size(), y.size());
        for (std::size_t i = 0; i < y.size(); ++i) {
            EXPECT_NEAR(parts->seasonal[i], seasonal[i], within) << i;
            EXPECT_NEAR(parts->trend[i], trend[i], within) << i;
            EXPECT_NEAR(parts->remainder[i], remainder[i], within) << i;
            EXPECT_NEAR(parts->weights[i], weight[i], 1e-6) << i;
        }
    }

    PublishedCase published{"stl_accidental_deaths"};
};

}  // namespace

TEST_F(StlPublished, Periodic) {
    expect_parts("usaccdeaths.csv", {.periodic = true}, "stl_usacc_periodic.csv");
    const auto parts = stl(published.numbers("usaccdeaths.csv", "y"), {.periodic = true});
    EXPECT_NEAR(parts->trend[0], published.expected["spot"]["usacc_trend_t1"].get<double>(), 1e-6);
    EXPECT_NEAR(parts->trend[71], published.expected["spot"]["usacc_trend_t72"].get<double>(), 1e-6);
    EXPECT_NEAR(parts->seasonal[0], published.expected["spot"]["usacc_seasonal_jan"].get<double>(), 1e-6);
}

TEST_F(StlPublished, Robust) {
    expect_parts("usaccdeaths.csv", {.robust = true}, "stl_usacc_s7_robust.csv");
}

TEST_F(StlPublished, Nottingham) {
    expect_parts("nottem.csv", {.trend = {50, 1, 1}}, "stl_nottem_s7_t50.csv");
}

// A line and fixed seasons are taken apart without remainder.
TEST(Stl, ALineAndFixedSeasonsAreFound) {
    std::vector<double> y;
    for (int i = 0; i < 96; ++i) y.push_back(100 + 2 * i + 30 * std::sin(2 * M_PI * i / 12));
    for (const bool periodic : {true, false}) {
        const auto parts = stl(y, {.periodic = periodic});
        ASSERT_TRUE(parts);
        for (std::size_t i = 24; i < 72; ++i) {
            EXPECT_NEAR(parts->remainder[i], 0, periodic ? 1.5 : 0.5);
            EXPECT_NEAR(parts->seasonal[i] + parts->trend[i] + parts->remainder[i], y[i], 1e-9);
        }
    }
}

TEST(Stl, RobustWeightsSinglesOutAStrangeMonth) {
    Random random{8, stream_of("stl")};
    std::vector<double> y;
    for (int i = 0; i < 84; ++i) y.push_back(100 + 20 * std::cos(2 * M_PI * i / 12) + random.normal());
    y[40] += 60;
    const auto parts = stl(y, {.robust = true});
    ASSERT_TRUE(parts);
    EXPECT_EQ(parts->weights[40], 0);
    EXPECT_NEAR(parts->remainder[40], 60, 6);
    EXPECT_GT(std::count_if(parts->weights.begin(), parts->weights.end(), [](double w) { return w > 0.5; }),
              70);
}

TEST(Stl, SaysWhyNotAndStandsEqualValues) {
    EXPECT_EQ(stl(std::vector<double>(23, 1), {}).error(), Why::too_few_values);
    EXPECT_EQ(stl({}, {}).error(), Why::too_few_values);
    EXPECT_EQ(stl(std::vector<double>(30, std::nan("")), {}).error(), Why::not_a_count);
    for (const bool robust : {false, true}) {
        const auto parts = stl(std::vector<double>(24, 7), {.robust = robust});
        ASSERT_TRUE(parts);
        for (std::size_t i = 0; i < 24; ++i) {
            EXPECT_NEAR(parts->trend[i], 7, 1e-9);
            EXPECT_NEAR(parts->seasonal[i], 0, 1e-9);
            EXPECT_EQ(parts->weights[i], 1);
        }
    }
}
