#include "stats/harm.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "stats/distributions.hpp"
#include "stats/random.hpp"

using namespace atalaya::stats;

// Worked by hand: 2 homicides of 5475 days and 300 thefts of 2: 10950 + 600, variance 2 5475^2 + 300 4.
TEST(Harm, FewGraveEventsOutweighManyLightOnes) {
    const Offence offences[] = {{2, 5475}, {300, 2}};
    const auto found = harm_index(offences);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->harm, 11550);
    EXPECT_EQ(found->events, 302);
    EXPECT_DOUBLE_EQ(found->average, 11550.0 / 302);
    EXPECT_DOUBLE_EQ(found->se, std::sqrt(2 * 5475.0 * 5475 + 1200));
    EXPECT_DOUBLE_EQ(found->share[0], 10950.0 / 11550);
    const auto rate = harm_rate(*found, 50'000);
    EXPECT_DOUBLE_EQ(rate->rate, 23100);
    EXPECT_DOUBLE_EQ(rate->high, 2 * found->high);
}

// With one weight the interval is the exact one of a Poisson count.
TEST(Harm, OneOffenceHasGarwoodsInterval) {
    for (const double count : {0.0, 1.0, 7.0, 60.0}) {
        const Offence offences[] = {{count, 3}};
        const auto found = harm_index(offences);
        EXPECT_NEAR(found->low, count == 0 ? 0 : 3 * chi2_quantile(0.025, 2 * count) / 2, 1e-9);
        EXPECT_NEAR(found->high, 3 * chi2_quantile(0.975, 2 * count + 2) / 2, 1e-9);
    }
}

TEST(Harm, TheIntervalHoldsTheTruthAtLeastAsOftenAsItSays) {
    Random random{7, stream_of("harm")};
    int inside = 0;
    const int draws = 2000;
    for (int r = 0; r < draws; ++r) {
        const Offence offences[] = {{static_cast<double>(random.poisson(2)), 100},
                                    {static_cast<double>(random.poisson(30)), 5},
                                    {static_cast<double>(random.poisson(200)), 1}};
        const auto found = harm_index(offences);
        inside += found->low <= 550 && 550 <= found->high;
    }
    EXPECT_GE(inside, static_cast<int>(0.94 * draws));
}

TEST(Harm, SaysWhyNot) {
    EXPECT_EQ(harm_index({}).error(), Why::too_few_values);
    const Offence negative[] = {{-1, 2}}, weightless[] = {{1, 0}}, none[] = {{0, 2}};
    EXPECT_EQ(harm_index(negative).error(), Why::not_a_count);
    EXPECT_EQ(harm_index(weightless).error(), Why::not_a_count);
    EXPECT_EQ(harm_index(none)->average, 0);
    EXPECT_EQ(harm_index(none)->low, 0);
    EXPECT_EQ(harm_rate(*harm_index(none), 0).error(), Why::no_exposure);
}
