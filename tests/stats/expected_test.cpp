#include "stats/expected.hpp"

#include <gtest/gtest.h>

#include "stats/change.hpp"
#include "stats/random.hpp"

using namespace atalaya;
using namespace atalaya::stats;
using std::chrono::August;
using std::chrono::January;
using std::chrono::year;

namespace {

const Month first = year{2015} / January;

std::vector<double> steady(int n, double mean, double phi, std::uint64_t stream) {
    Random random{41, stream};
    std::vector<double> out;
    for (int i = 0; i < n; ++i) out.push_back(static_cast<double>(random.negative_binomial(mean, phi)));
    return out;
}

}  // namespace

TEST(ExpectedRange, IsTheMeanOfTheSameMonthsFromThreeYearsOn) {
    std::vector<double> counts(36, 1);
    counts[7] = 90;
    counts[19] = 100;
    counts[31] = 110;
    const auto e = expected_range(year{2018} / August, first, counts, std::vector<bool>(36, true), {});
    ASSERT_TRUE(e);
    EXPECT_DOUBLE_EQ(e->mean, 100);
    EXPECT_EQ(e->years, 3);
    EXPECT_EQ(e->from, ExpectedFrom::same_months);
    EXPECT_LT(e->range95.low, e->range50.low);
    EXPECT_GT(e->range95.high, e->range50.high);
    EXPECT_LT(e->range50.low, 100);
    EXPECT_GT(e->range50.high, 100);
}

TEST(ExpectedRange, IsLastYearsValueWithOneOrTwoYears) {
    std::vector<double> counts(24, 1);
    counts[7] = 90;
    counts[19] = 100;
    const auto e = expected_range(year{2017} / August, first, counts, std::vector<bool>(24, true), {});
    ASSERT_TRUE(e);
    EXPECT_DOUBLE_EQ(e->mean, 100);
    EXPECT_EQ(e->years, 1);
    EXPECT_EQ(e->from, ExpectedFrom::last_year);
}

TEST(ExpectedRange, IsNoneWithoutAUsableYear) {
    const std::vector<double> counts(12, 5);
    std::vector<bool> usable(12, true);
    EXPECT_TRUE(expected_range(year{2016} / August, first, counts, usable, {}));
    usable[7] = false;
    EXPECT_FALSE(expected_range(year{2016} / August, first, counts, usable, {}));
    EXPECT_FALSE(expected_range(year{2015} / August, first, counts, usable, {}));
}

// The twin: try every count.
TEST(ExpectedRange, HoldsExactlyTheCountsThatTheTestWouldNotRefuse) {
    Random random{42};
    for (int i = 0; i < 60; ++i) {
        const auto counts = steady(60, random.uniform(0, 60), 2, static_cast<std::uint64_t>(i));
        const Dispersion dispersion{random.uniform(1, 4), i % 2 ? 15 : 1e9, 60, true};
        const auto e =
            expected_range(year{2020} / August, first, counts, std::vector<bool>(60, true), dispersion);
        ASSERT_TRUE(e);
        const double sum = e->mean * e->years;
        for (int y = 0; y < 200; ++y) {
            const auto p = compare(y, 1, sum, e->years, dispersion).p;
            const bool inside = !p || *p >= 0.05;
            EXPECT_EQ(inside, e->range95.low <= y && y <= e->range95.high) << y << " of " << e->mean;
        }
    }
}

TEST(ExpectedRange, HoldsTheNextMonthAsOftenAsItSays) {
    int in95 = 0, in50 = 0;
    constexpr int cities = 2'000;
    for (int i = 0; i < cities; ++i) {
        const auto counts = steady(61, 60, 2, static_cast<std::uint64_t>(1'000 + i));
        const auto e = expected_range(year{2020} / January, first, std::span{counts}.first(60),
                                      std::vector<bool>(60, true), {.phi = 2});
        const double next = counts[60];
        in95 += e->range95.low <= next && next <= e->range95.high;
        in50 += e->range50.low <= next && next <= e->range50.high;
    }
    EXPECT_NEAR(in95 / 2'000.0, 0.95, 0.02);
    EXPECT_NEAR(in50 / 2'000.0, 0.50, 0.05);
}
