#include "stats/mann_kendall.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "methods/shared_golden.hpp"
#include "stats/random.hpp"

using namespace atalaya;
using namespace atalaya::stats;

using Values = std::vector<double>;

// The slow twin: every pair looked at.
TEST(MannKendall, IsThatOfEveryPair) {
    Random random{3};
    for (int round = 0; round < 60; ++round) {
        Values y(2 + random.below(90));
        for (auto& v : y) v = round % 2 == 0 ? std::floor(random.uniform(0, 6)) : random.normal();
        std::int64_t s = 0;
        double ties = 0;
        Values slopes;
        std::map<double, double> times;
        for (std::size_t i = 0; i < y.size(); ++i) {
            ++times[y[i]];
            for (std::size_t j = i + 1; j < y.size(); ++j) {
                s += (y[j] > y[i]) - (y[j] < y[i]);
                slopes.push_back((y[j] - y[i]) / static_cast<double>(j - i));
            }
        }
        const auto n = static_cast<double>(y.size());
        for (const auto& [value, t] : times) ties += t * (t - 1) * (2 * t + 5);
        const auto trend = *mann_kendall(y);
        EXPECT_EQ(trend.s, s);
        if (times.size() > 1) {
            EXPECT_NEAR(trend.variance, (n * (n - 1) * (2 * n + 5) - ties) / 18, 1e-9);
        }
        const auto slope = *sen_slope(y);
        std::ranges::sort(slopes);
        const std::size_t m = slopes.size();
        EXPECT_EQ(slope.slope, m % 2 == 1 ? slopes[m / 2] : (slopes[m / 2 - 1] + slopes[m / 2]) / 2);
        EXPECT_LE(slope.low, slope.slope);
        EXPECT_GE(slope.high, slope.slope);
    }
}

// The limits hold the slope of most lines with noise, about as often as they say.
TEST(MannKendall, LimitsHoldTheSlopeAsOftenAsTheySay) {
    Random random{8};
    int held = 0;
    for (int round = 0; round < 400; ++round) {
        Values y;
        for (int i = 0; i < 25; ++i) y.push_back(0.3 * i + random.normal());
        const auto slope = *sen_slope(y, 0.9);
        held += slope.low <= 0.3 && 0.3 <= slope.high;
    }
    EXPECT_NEAR(held, 360, 3 * std::sqrt(400 * 0.09));
}

TEST(MannKendall, EqualValuesHaveNoTrendAndMissingOnesNoAnswer) {
    const auto flat = *mann_kendall(Values{4, 4, 4});
    EXPECT_EQ(flat.s, 0);
    EXPECT_EQ(flat.z, 0);
    EXPECT_EQ(flat.p, 1);
    EXPECT_TRUE(std::isnan(flat.tau_b));  // no pair tells up from down
    EXPECT_EQ(sen_slope(Values{4, 4, 4})->slope, 0);
    EXPECT_EQ(mann_kendall(Values{1}).error(), Why::too_few_values);
    EXPECT_EQ(sen_slope(Values{1, NAN, 2}).error(), Why::not_a_number);
    EXPECT_EQ(mann_kendall(Values{1, 2})->tau_b, 1);
    EXPECT_EQ(sen_slope(Values{1, 3})->slope, 2);
}

TEST_F(SharedGolden, TrendsOfNileAndHuron) {
    open("mann_kendall_nile_huron");
    if (IsSkipped()) return;
    const auto tolerance = golden["tolerance"].get<double>();
    const auto as = [&](const Values& y, const std::string& name) {
        const auto& told = golden["results"][name];
        const auto trend = *mann_kendall(y);
        close(static_cast<double>(trend.s), told["S"], 0, name + " S");
        close(trend.z, told["z"], tolerance, name + " z");
        close(trend.p, told.contains("p") ? told["p"] : told["p_two_sided"], tolerance, name + " p");
        if (!told.contains("n")) return;
        close(static_cast<double>(y.size()), told["n"], 0, name + " n");
        near(trend.p, told["p_two_sided"], tolerance, name + " p");
        near(trend.variance, told["var"], tolerance, name + " var");
        near(trend.tau_b, told["tau_b"], tolerance, name + " tau");
        near(sen_slope(y)->slope, told["sen_slope"], tolerance, name + " slope");
    };
    as(column("series.csv", 2, "nile"), "nile");
    as(column("series.csv", 2, "huron"), "huron");
    as(golden["ties_input"].get<Values>(), "ties");
    as(Values(10, 3.0), "constant");
}
