#include "stats/nowcast.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "stats/published_case.hpp"
#include "stats/random.hpp"

using namespace atalaya::stats;

namespace {

class TaylorAshe : public testing::Test {
  protected:
    void SetUp() override {
        SKIP_WITHOUT(published);
        for (int i = 0; i < 10; ++i) {
            triangle.emplace_back();
            for (int k = 0; k + i < 10; ++k)
                triangle.back().push_back(published.numbers(
                    "triangle_cumulative.csv", std::to_string(k + 1))[static_cast<std::size_t>(i)]);
        }
    }
    void expect_all(const std::vector<double>& found, const std::string& name) const {
        const auto wanted = published.expected[name].get<std::vector<double>>();
        ASSERT_EQ(found.size(), wanted.size());
        for (std::size_t i = 0; i < found.size(); ++i)
            EXPECT_NEAR(found[i], wanted[i], 1e-8 * std::max(1.0, std::abs(wanted[i]))) << name << i;
    }
    PublishedCase published{"nowcast_chain_ladder_taylor_ashe"};
    Triangle triangle;
};

Triangle reported(std::uint64_t seed, double mean) {
    Random random{seed, stream_of("nowcast")};
    Triangle out;
    const double share[] = {0.5, 0.25, 0.15, 0.07, 0.03};
    for (std::size_t i = 0; i < 12; ++i) {
        out.emplace_back();
        for (std::size_t k = 0; k < 5 && i + k < 12; ++k)
            out.back().push_back(static_cast<double>(random.poisson(mean * share[k])));
    }
    return cumulative(out);
}

}  // namespace

TEST_F(TaylorAshe, FactorsErrorsAndTotals) {
    const auto found = chain_ladder(triangle);
    ASSERT_TRUE(found);
    expect_all(found->factors, "factors");
    expect_all(found->sigma2, "sigma2");
    std::vector<double> ultimate, missing, se;
    for (const auto& period : found->periods) {
        ultimate.push_back(period.ultimate);
        missing.push_back(period.missing);
        se.push_back(period.mack_se);
    }
    expect_all(ultimate, "ultimate");
    expect_all(missing, "reserve");
    expect_all(se, "mack_se");
    const auto& e = published.expected;
    EXPECT_NEAR(found->missing / e["total_reserve"].get<double>(), 1, 1e-8);
    EXPECT_NEAR(found->mack_se / e["total_mack_se"].get<double>(), 1, 1e-8);
    EXPECT_NEAR(found->missing / e["odp"]["total"].get<double>(), 1, 1e-8);
    // That phi is of an iteration stopped early; the closed form is its limit.
    const auto by_regression = over_dispersed_poisson(triangle);
    ASSERT_TRUE(by_regression);
    EXPECT_NEAR(by_regression->phi / e["odp"]["dispersion"].get<double>(), 1, 1e-8);
    EXPECT_NEAR(found->phi / by_regression->phi, 1, 2e-5);
    EXPECT_EQ(std::round(found->missing / 1000), e["published"]["total_reserve_thousands"].get<double>());
    EXPECT_EQ(std::round(found->mack_se / 1000), e["published"]["mack_se_thousands"].get<double>());
}

TEST(Nowcast, TheRegressionGivesTheSame) {
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
        const auto c = reported(seed, 60);
        const auto found = chain_ladder(c);
        ASSERT_TRUE(found);
        const auto wanted = over_dispersed_poisson(c);
        ASSERT_TRUE(wanted);
        EXPECT_NEAR(found->phi / wanted->phi, 1, 1e-3);
        for (std::size_t i = 0; i < c.size(); ++i)
            EXPECT_NEAR(found->periods[i].missing, wanted->missing[i], 1e-4) << seed << " " << i;
    }
}

// By hand: 10 20 | 30 60 | 5: factor 2, missing 5; no spread, no error.
TEST(Nowcast, TwoDelaysByHand) {
    const auto found = chain_ladder({{10, 20}, {30, 60}, {5}});
    ASSERT_TRUE(found);
    EXPECT_EQ(found->factors, std::vector<double>{2});
    EXPECT_EQ(found->periods[2].ultimate, 10);
    EXPECT_EQ(found->periods[2].mack_se, 0);
    EXPECT_EQ(found->complete, (std::vector<double>{0.5, 1}));
    const auto interval = predictive_intervals(*found)[2];
    EXPECT_EQ(interval.low, 5 + 1);  // Poisson of 5: 2.5 % at 1, 97.5 % at 10
    EXPECT_EQ(interval.median, 5 + 5);
    EXPECT_EQ(interval.high, 5 + 10);
}

// The truth lies within 90 % intervals about that often.
TEST(Nowcast, IntervalsHoldTheTruthAsOftenAsTheySay) {
    const double share[] = {0.5, 0.25, 0.15, 0.07, 0.03};
    double inside = 0, inside_bootstrap = 0, all = 0;
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        const auto c = reported(seed, 80);
        Random later{seed, stream_of("later")};
        const auto by_formula = predictive_intervals(*chain_ladder(c), 0.9);
        const auto by_bootstrap =
            bootstrap_intervals(c, {.seed = seed, .replicates = 199, .confidence = 0.9});
        for (std::size_t i = 8; i < 12; ++i) {
            double truth = c[i].back();
            for (std::size_t k = c[i].size(); k < 5; ++k)
                truth += static_cast<double>(later.poisson(80 * share[k]));
            all += 1;
            inside += truth >= by_formula[i].low && truth <= by_formula[i].high;
            inside_bootstrap += truth >= (*by_bootstrap)[i].low && truth <= (*by_bootstrap)[i].high;
        }
    }
    EXPECT_NEAR(inside / all, 0.93, 0.06);
    EXPECT_NEAR(inside_bootstrap / all, 0.90, 0.07);
}

TEST(Nowcast, TheBootstrapIsTheSameAgain) {
    const auto c = reported(3, 40);
    const auto once = bootstrap_intervals(c, {.seed = 9}), again = bootstrap_intervals(c, {.seed = 9});
    for (std::size_t i = 0; i < c.size(); ++i) EXPECT_EQ((*once)[i].high, (*again)[i].high);
    EXPECT_NE((*once)[11].high, bootstrap_intervals(c, {.seed = 10})->at(11).high - 1000);
}

TEST(Nowcast, APeriodOfWhichNothingIsKnownIsPooled) {
    const auto found = chain_ladder({{10, 20}, {20, 40}, {0}});
    ASSERT_TRUE(found);
    EXPECT_TRUE(found->periods[2].pooled);
    EXPECT_EQ(found->periods[2].missing, 15);  // half of the mean 30 is still to come
    EXPECT_TRUE(bootstrap_intervals({{10, 20}, {20, 40}, {0}}, {}));
}

TEST(Nowcast, SaysWhyNot) {
    EXPECT_EQ(chain_ladder({}).error(), Why::too_few_values);
    EXPECT_EQ(chain_ladder({{1}, {2}}).error(), Why::too_few_values);
    EXPECT_EQ(chain_ladder({{0, 0}, {0}}).error(), Why::no_events);
    EXPECT_EQ(chain_ladder({{5, 4}, {1}}).error(), Why::not_a_count);
    EXPECT_EQ(chain_ladder({{-5, 4}, {1}}).error(), Why::not_a_count);
    const auto one = chain_ladder({{3, 4, 6}});
    ASSERT_TRUE(one);
    EXPECT_EQ(one->missing, 0);
    EXPECT_EQ(one->phi, 1);
}

// Half of last week's reports are in: 30 known of about 60 is an alarm only once the rest is counted.
TEST(Nowcast, FeedsFarrington) {
    Random random{2, stream_of("farrington")};
    std::vector<double> counts;
    for (int t = 0; t < 312; ++t) counts.push_back(static_cast<double>(random.poisson(20)));
    counts[311] = 24;
    EXPECT_FALSE(farrington(counts, {}, 311, 312)[0].alarm);
    const std::vector<PredictiveInterval> nowcast{{20, 22, 25}, {40, 48, 57}};
    const auto alerts = farrington_nowcast(counts, 310, nowcast, {});
    ASSERT_EQ(alerts.size(), 2U);
    EXPECT_TRUE(alerts[1].alarm);
    EXPECT_FALSE(alerts[0].alarm);
    EXPECT_EQ(alerts[1].median.observed, 48);
    const std::vector<PredictiveInterval> wide{{20, 22, 25}, {24, 36, 60}};
    EXPECT_FALSE(farrington_nowcast(counts, 310, wide, {})[1].alarm);
    EXPECT_TRUE(farrington_nowcast(counts, 310, wide, {})[1].possible);
}
