#include "stats/gamma_limits.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "stats/random.hpp"

using namespace atalaya;
using namespace atalaya::stats;

namespace {

const double ages[] = {0.2, 0.5, 0.3};
const PersonYears people[] = {{40'000}, {25'000}, {3'000}};

}  // namespace

TEST(GammaLimits, OfOneStratumAreTheExactOnes) {
    for (const double count : {0.0, 1.0, 7.0, 120.0}) {
        const double events[] = {count}, standard[] = {3};
        const PersonYears exposure[] = {{2'000}};
        const auto found = *directly_standardised_gamma(events, exposure, standard, 1'000, 0.95);
        const auto exact = poisson_exact(count, 0.95);
        EXPECT_NEAR(found.value, count / 2, 1e-12);
        EXPECT_NEAR(found.low, exact.low / 2, 1e-9 * (1 + exact.low));
        EXPECT_NEAR(found.high, exact.high / 2, 1e-9 * exact.high);
    }
}

// Of one weight, counts that vary phi times as much have the limits that rates.hpp gives them. Below ten such counts those
// are the exact ones.
TEST(GammaLimits, OfOneWeightAreThoseOfCountsThatVaryMore) {
    for (const double phi : {1.0, 2.0, 5.5}) {
        for (const double count : {0.0, 1.0, 7.0}) {
            const double weight = 12.5;
            const auto found = gamma_limits(weight * count, weight * weight * count, weight, 0.9, phi);
            const auto one = poisson_interval(count, 0.9, phi);
            EXPECT_NEAR(found.low, weight * one.low, 1e-9 * (1 + found.low));
            EXPECT_NEAR(found.high, weight * one.high, 1e-9 * found.high);
        }
    }
}

TEST(GammaLimits, TheRateIsThatOfTheOtherLimits) {
    const double events[] = {31, 12, 4};
    const auto gamma = *directly_standardised_gamma(events, people, ages);
    const auto dobson = *directly_standardised(events, people, ages);
    EXPECT_NEAR(gamma.value, dobson.value, 1e-9 * dobson.value);
    EXPECT_LT(gamma.low, gamma.value);
    EXPECT_GT(gamma.high, dobson.high);  // one more event may be of the age that weighs most
}

// What the limits promise: with a dozen events, most in the age that has few people.
TEST(GammaLimits, ContainTheTrueRateAtLeastAsOftenAsTheySay) {
    const double rates[] = {0.0001, 0.0002, 0.001};
    double truth = 0;
    for (std::size_t i = 0; i < 3; ++i) truth += 100'000 * ages[i] * rates[i];
    Random random{83};
    int contained = 0;
    constexpr int times = 4'000;
    for (int t = 0; t < times; ++t) {
        std::vector<double> events;
        for (std::size_t i = 0; i < 3; ++i)
            events.push_back(static_cast<double>(random.poisson(rates[i] * people[i].value)));
        const auto found = *directly_standardised_gamma(events, people, ages);
        contained += found.low <= truth && truth <= found.high;
    }
    EXPECT_GE(contained, 0.945 * times);
}

TEST(GammaLimits, NoEventsHaveAnUpperLimitAndMissingPeopleNone) {
    const double none[] = {0, 0, 0}, some[] = {1, std::nan(""), 2}, negative[] = {1, -1, 0};
    const auto found = *directly_standardised_gamma(none, people, ages);
    EXPECT_EQ(found.value, 0);
    EXPECT_EQ(found.low, 0);
    EXPECT_GT(found.high, 0);
    EXPECT_TRUE(directly_standardised_gamma(some, people, ages));
    EXPECT_EQ(directly_standardised_gamma(negative, people, ages).error(), Why::not_a_count);
    const PersonYears nobody[] = {{40'000}, {0}, {3'000}};
    EXPECT_EQ(directly_standardised_gamma(none, nobody, ages).error(), Why::no_exposure);
    const double unweighted[] = {1, 0, 1};
    EXPECT_TRUE(directly_standardised_gamma(none, nobody, unweighted));
    EXPECT_EQ(directly_standardised_gamma(none, people, none).error(), Why::no_exposure);
}

TEST(GammaLimits, MoreVarianceIsAWiderInterval) {
    const auto poisson = gamma_limits(40, 40, 1, 0.95), more = gamma_limits(40, 40, 1, 0.95, 3);
    EXPECT_LT(more.low, poisson.low);
    EXPECT_GT(more.high, poisson.high);
}
