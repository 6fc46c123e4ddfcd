#include "stats/rates.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "stats/distributions.hpp"
#include "stats/random.hpp"

using namespace atalaya;
using namespace atalaya::stats;

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

std::vector<PersonYears> years(std::initializer_list<double> values) {
    std::vector<PersonYears> out;
    for (const double value : values) out.push_back({value});
    return out;
}

// The share of draws whose interval holds the mean they were drawn from.
double coverage(double mean, double phi) {
    Random random{11, static_cast<std::uint64_t>(mean * 10 + phi)};
    constexpr int draws = 4'000;
    int held = 0;
    for (int i = 0; i < draws; ++i) {
        const auto [low, high] =
            poisson_interval(static_cast<double>(random.negative_binomial(mean, phi)), 0.95, phi);
        held += low <= mean && mean <= high;
    }
    return held / static_cast<double>(draws);
}

}  // namespace

// 1 in 100: UKHSA's spreadsheet.
TEST(Rates, OneEventInAHundred) {
    const auto r = rate(1, PersonYears{100}, 100);
    ASSERT_TRUE(r);
    EXPECT_DOUBLE_EQ(r->value, 1);
    EXPECT_NEAR(r->low, 0.025317807984289897, 1e-12);
    EXPECT_NEAR(r->high, 5.571643390938898, 1e-11);
}

// Worked by hand: the limits solve P(X >= O | low) = P(X <= O | high) = 2.5 %.
TEST(Rates, ExactLimitsAreWhereTheTailsAreTwoAndAHalfPercent) {
    const auto [low, high] = poisson_exact(7);
    EXPECT_NEAR(1 - poisson_cdf(6, low), 0.025, 1e-12);
    EXPECT_NEAR(poisson_cdf(7, high), 0.025, 1e-12);
}

// Computed apart with sixty digits: the exact limits by halving the sums of Poisson's terms, Byar's by his formula.
TEST(Rates, ExactAndByarsLimitsAreThoseOfTheReference) {
    const struct {
        double count, exact_low, exact_high, byar_low, byar_high;
    } reference[] = {{0, 0, 3.688879454114, 0, 3.668011832174},
                     {1, 0.025317807984, 5.571643390939, 0.013072132902, 5.563755582475},
                     {5, 1.623486390118, 11.668332079323, 1.611347715747, 11.668164123399},
                     {20, 12.216519585404, 30.888377902675, 12.211428834876, 30.889880369197},
                     {100, 81.363991250923, 121.626793792426, 81.362105490528, 121.627937579207}};
    for (const auto& [count, exact_low, exact_high, byar_low, byar_high] : reference) {
        EXPECT_NEAR(poisson_exact(count).low, exact_low, 1e-9) << count;
        EXPECT_NEAR(poisson_exact(count).high, exact_high, 1e-9) << count;
        EXPECT_NEAR(poisson_byar(count).low, byar_low, 1e-9) << count;
        EXPECT_NEAR(poisson_byar(count).high, byar_high, 1e-9) << count;
    }
}

TEST(Rates, NoEventsHaveAnUpperLimitOnly) {
    const auto [low, high] = poisson_interval(0);
    EXPECT_EQ(low, 0);
    EXPECT_NEAR(high, -std::log(0.025), 1e-12);
    EXPECT_EQ(poisson_byar(0).low, 0);
}

TEST(Rates, ByarsLowerLimitNeverFallsBelowZero) {
    EXPECT_EQ(poisson_byar(1, 0.998).low, 0);
    EXPECT_NEAR(poisson_byar(1, 0.998).high, 9.362180217908362, 1e-9);
}

TEST(Rates, TheRuleChangesFromExactToByarAtTen) {
    EXPECT_EQ(poisson_interval(9).low, poisson_exact(9).low);
    EXPECT_EQ(poisson_interval(10).low, poisson_byar(10).low);
    EXPECT_NEAR(poisson_exact(10).low, poisson_byar(10).low, 0.01);
}

TEST(Rates, PhiWidensTheIntervalAndLeavesTheRate) {
    const auto narrow = *rate(50, PersonYears{1'000}), wide = *rate(50, PersonYears{1'000}, 100'000, 0.95, 4);
    EXPECT_EQ(narrow.value, wide.value);
    EXPECT_NEAR((wide.high - wide.low) / (narrow.high - narrow.low), 2, 0.1);
    EXPECT_GT(poisson_interval(0, 0.95, 2).high, poisson_interval(0).high);
}

TEST(Rates, IntervalsHoldTheTruthAsOftenAsTheySay) {
    for (const double mean : {3.0, 20.0, 100.0}) EXPECT_GE(coverage(mean, 1), 0.94) << mean;
    for (const double phi : {2.0, 4.0}) {
        for (const double mean : {30.0, 100.0}) EXPECT_GE(coverage(mean, phi), 0.935) << mean << " " << phi;
    }
}

TEST(Rates, WhatCannotBeComputedSaysWhy) {
    EXPECT_EQ(rate(3, PersonYears{0}).error(), Why::no_exposure);
    EXPECT_EQ(rate(3, PersonYears{missing}).error(), Why::no_exposure);
    EXPECT_EQ(rate(missing, PersonYears{10}).error(), Why::not_a_count);
    EXPECT_EQ(proportion(0, 0).error(), Why::no_exposure);
    EXPECT_EQ(proportion(3, 2).error(), Why::not_a_count);
    EXPECT_EQ(code(Why::too_few_events), "too_few_events");
}

TEST(Rates, AProportionOfNoneOrAllStaysInside) {
    EXPECT_EQ(proportion(0, 20)->low, 0);
    EXPECT_GT(proportion(0, 20)->high, 0.1);
    EXPECT_NEAR(proportion(20, 20)->high, 1, 1e-15);
    EXPECT_LT(proportion(20, 20)->low, 0.9);
}

// Worked by hand: weights 1:3, rates 10/100 and 40/200: (0.1 + 3 * 0.2) / 4 = 0.175.
TEST(Rates, DirectStandardisationWeighsTheStrata) {
    const double events[] = {10, 40}, weights[] = {1, 3};
    const auto r = directly_standardised(events, years({100, 200}), weights, 1);
    ASSERT_TRUE(r);
    EXPECT_DOUBLE_EQ(r->value, 0.175);
    // Var = (10/100^2 + 9 * 40/200^2) / 16 = 0.000625; stretch = sqrt(Var / 50).
    EXPECT_NEAR(r->low, 0.175 + std::sqrt(0.000625 / 50) * (poisson_byar(50).low - 50), 1e-15);
}

TEST(Rates, DirectStandardisationRefusesFewerThanTenEvents) {
    const double few[] = {4, 5}, enough[] = {5, 5}, weights[] = {1, 1};
    EXPECT_EQ(directly_standardised(few, years({100, 100}), weights).error(), Why::too_few_events);
    EXPECT_TRUE(directly_standardised(enough, years({100, 100}), weights));
    EXPECT_EQ(directly_standardised(enough, years({100, 0}), weights).error(), Why::no_exposure);
}

TEST(Rates, AnAreaThatIsTheReferenceHasRatioOne) {
    const double events[] = {10, 40};
    const auto r = indirectly_standardised(events, years({100, 200}), events, years({100, 200}), 100);
    ASSERT_TRUE(r);
    EXPECT_DOUBLE_EQ(r->ratio.value, 1);
    EXPECT_DOUBLE_EQ(r->rate.value, r->reference_rate);
    EXPECT_LT(r->ratio.low, 1);
    const double none[] = {0, 0};
    EXPECT_EQ(indirectly_standardised(events, years({100, 200}), none, years({1, 1})).error(),
              Why::no_events);
}
