#include "stats/interrupted.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "stats/published_case.hpp"
#include "stats/random.hpp"

using namespace atalaya::stats;

namespace {

class Sicily : public testing::Test {
  protected:
    void SetUp() override {
        SKIP_WITHOUT(published);
        events = published.numbers("sicily.csv", "aces");
        population = published.numbers("sicily.csv", "stdpop");
    }

    Interrupted with(InterruptedModel model) const {
        model.start = 36;
        auto out = interrupted_series(events, model, population);
        EXPECT_TRUE(out.has_value());
        return std::move(*out);
    }

    void expect_effect(const RatioEffect& effect, const nlohmann::json& wanted) const {
        EXPECT_NEAR(effect.log_ratio, wanted["coef"].get<double>(), 1e-6);
        EXPECT_NEAR(effect.se / wanted["se"].get<double>(), 1, 1e-5);
        EXPECT_NEAR(effect.ratio, wanted["RR"].get<double>(), 2e-6);
        EXPECT_NEAR(effect.low, wanted["lo"].get<double>(), 2e-6);
        EXPECT_NEAR(effect.high, wanted["hi"].get<double>(), 2e-6);
    }

    PublishedCase published{"its_sicily_smoking_ban"};
    std::vector<double> events, population;
};

}  // namespace

TEST_F(Sicily, TheStepWithoutSeasons) {
    const auto poisson = with({.harmonics = 0, .counts = {}});
    expect_effect(*poisson.step, published.expected["poisson"]);
    const auto quasi = with({.harmonics = 0});
    expect_effect(*quasi.step, published.expected["quasipoisson"]);
    EXPECT_NEAR(quasi.fit.dispersion / published.expected["quasipoisson"]["dispersion"].get<double>(), 1,
                1e-5);
}

TEST_F(Sicily, TheStepWithSeasonsAndWhatWouldHaveBeen) {
    const auto found = with({});
    const auto& wanted = published.expected["quasipoisson_seasonal"];
    expect_effect(*found.step, wanted);
    EXPECT_NEAR(found.fit.dispersion / wanted["dispersion"].get<double>(), 1, 1e-5);
    EXPECT_NEAR(std::pow(found.trend->ratio, 12), wanted["trend_RR_per_year"].get<double>(), 1e-6);
    // Time counts from 1 there and from 0 here.
    const auto& all = published.expected["all_coefficients_model3"];
    const auto& b = found.fit.coefficients;
    EXPECT_NEAR(b[0] - b[1], all["(Intercept)"].get<double>(), 1e-6);
    const char* names[] = {"time", "smokban", "s1", "c1", "s2", "c2"};
    for (std::size_t k = 0; k < 6; ++k) EXPECT_NEAR(b[k + 1], all[names[k]].get<double>(), 1e-6) << names[k];
    EXPECT_NEAR(found.expected_without / published.expected["counterfactual_post_total"].get<double>(), 1,
                1e-6);
    EXPECT_EQ(found.observed, published.expected["observed_post_total"].get<double>());
    EXPECT_NEAR(found.prevented, found.expected_without - found.observed, 1e-6);
    EXPECT_NEAR(found.durbin_watson, published.expected["durbin_watson_pearson_resid"].get<double>(), 1e-6);

    const auto robust = with({.hac = Hac{.lag = 3}});
    EXPECT_NEAR(robust.step->se / published.expected["hac"]["newey_west_lag3_se"].get<double>(), 1, 1e-5);
}

TEST_F(Sicily, LevelAndSlope) {
    const auto step = with({});
    const auto both = with({.slope = true, .origin = -1});
    const auto& wanted = published.expected["level_and_slope"];
    expect_effect(*both.step, wanted["smokban"]);
    expect_effect(*both.slope, wanted["interaction"]);
    const auto nested = compare_nested(step.fit, both.fit);
    EXPECT_NEAR(nested.f / wanted["anova_F_vs_step"].get<double>(), 1, 1e-5);
    EXPECT_NEAR(nested.p / wanted["anova_p"].get<double>(), 1, 1e-5);
    // From the start itself the same fit, and the step is the change at once.
    const auto at_once = with({.slope = true});
    EXPECT_NEAR(at_once.prevented, both.prevented, 1e-6);
    EXPECT_NEAR(at_once.step->log_ratio, both.step->log_ratio + 37 * both.slope->log_ratio, 1e-9);
}

TEST_F(Sicily, NegativeBinomial) {
    const auto found = with({.counts = {.family = Family::negative_binomial}});
    const auto& wanted = published.expected["negative_binomial"];
    expect_effect(*found.step, wanted);
    EXPECT_NEAR(found.fit.theta / wanted["theta"].get<double>(), 1, 1e-3);
}

// 300 a month without noise, a quarter less from month 30: all of it is prevented.
TEST(Interrupted, AKnownDropIsFound) {
    std::vector<double> events(48, 300);
    for (std::size_t t = 30; t < 48; ++t) events[t] = 225;
    const auto found = interrupted_series(events, {.start = 30, .harmonics = 1});
    ASSERT_TRUE(found);
    EXPECT_NEAR(found->step->ratio, 0.75, 1e-9);
    EXPECT_NEAR(found->prevented, 18 * 75, 1e-6);
    EXPECT_EQ(found->without.size(), 48U);
}

// The delta method's interval against coefficients drawn from their normal.
TEST(Interrupted, TheIntervalOfPreventedEventsIsThatOfDrawingTheStep) {
    Random random{5, stream_of("interrupted")};
    std::vector<double> events;
    for (int t = 0; t < 60; ++t) events.push_back(static_cast<double>(random.poisson(t < 40 ? 200 : 160)));
    const auto found = interrupted_series(events, {.start = 40, .trend = false, .harmonics = 0});
    ASSERT_TRUE(found);
    // Without trend and seasons the two means are independent: var = 20^2 (m0/40 + m1/20) phi.
    const double m0 = found->without[0], m1 = found->fitted[59];
    const double sd = 20 * std::sqrt((m0 / 40 + m1 / 20) * found->fit.dispersion);
    EXPECT_NEAR((found->prevented_high - found->prevented) / (1.959963984540054 * sd), 1, 1e-9);
    EXPECT_NEAR(found->prevented, 20 * (m0 - m1), 1e-6);
}

// Half of the period is one column: six waves of twelve months are eleven, and months that go up and down are met.
TEST(Interrupted, WavesOfHalfThePeriodGoUpAndDown) {
    std::vector<double> events;
    for (int t = 0; t < 48; ++t) events.push_back(t % 2 == 0 ? 200 : 100);
    for (const double first : {1.0, 1.5, 2.0}) {
        const auto found = interrupted_series(events, {.start = 24, .harmonics = 6, .first_season = first});
        ASSERT_TRUE(found);
        EXPECT_EQ(found->fit.rank, 14U);
        EXPECT_NEAR(found->fitted[7], 100, 1e-6);
        EXPECT_NEAR(found->fitted[8], 200, 1e-6);
        EXPECT_NEAR(std::abs(found->fit.coefficients.back()), std::log(2) / 2, 1e-6);
    }
}

TEST(Interrupted, SaysWhyNot) {
    const std::vector<double> none(24, 0), some(24, 5);
    EXPECT_EQ(interrupted_series(none, {.start = 12}).error(), Why::no_events);
    EXPECT_EQ(interrupted_series(some, {.start = 1}).error(), Why::too_few_values);
    EXPECT_EQ(interrupted_series(some, {.start = 23}).error(), Why::too_few_values);
    EXPECT_EQ(interrupted_series(some, {.start = 12}, std::vector<double>(24, 0)).error(), Why::no_exposure);
    EXPECT_EQ(interrupted_series(std::vector<double>(6, 5), {.start = 3}).error(), Why::too_few_values);
}
