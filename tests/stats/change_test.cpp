#include "stats/change.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "stats/distributions.hpp"
#include "stats/random.hpp"

using namespace atalaya::stats;

namespace {

// The definition, term by term.
double conditional_by_enumeration(std::int64_t a, std::int64_t b, double n1, double n2) {
    const double share = n1 / (n1 + n2), observed = binomial_pmf(a, a + b, share);
    double p = 0;
    for (std::int64_t k = 0; k <= a + b; ++k) {
        const double q = binomial_pmf(k, a + b, share);
        if (q <= observed * (1 + 1e-7)) p += q;
    }
    return std::min(p, 1.0);
}

double e_test_by_enumeration(std::int64_t a, std::int64_t b, double n1, double n2) {
    const auto t = [&](double i, double j) {
        return i + j == 0 ? 0 : std::abs(i / n1 - j / n2) / std::sqrt(i / (n1 * n1) + j / (n2 * n2));
    };
    const double rate = static_cast<double>(a + b) / (n1 + n2);
    const double observed = t(static_cast<double>(a), static_cast<double>(b)) * (1 - 1e-12);
    double p = 0;
    for (int i = 0; i < 200; ++i) {
        for (int j = 0; j < 200; ++j) {
            if (t(i, j) >= observed) p += poisson_pmf(i, n1 * rate) * poisson_pmf(j, n2 * rate);
        }
    }
    return p;
}

}  // namespace

// Krishnamoorthy & Thomson's own numbers.
TEST(ETest, GivesThePublishedValues) {
    EXPECT_NEAR(*e_test(0, 3), 0.0884, 5e-5);
    EXPECT_NEAR(*e_test(6, 2), 0.1749, 5e-5);
}

TEST(ETest, EqualsItsDefinitionTermByTerm) {
    Random random{20};
    for (int i = 0; i < 40; ++i) {
        const auto a = random.poisson(random.uniform(0, 30)), b = random.poisson(random.uniform(0, 30));
        if (a + b == 0) continue;
        const double n1 = random.uniform(0.5, 2), n2 = i % 2 ? n1 : random.uniform(0.5, 2);
        EXPECT_NEAR(*e_test(a, b, n1, n2), std::min(1.0, e_test_by_enumeration(a, b, n1, n2)), 1e-12)
            << a << " " << b;
    }
}

TEST(ETest, AnswersForAHundredThousandToo) {
    EXPECT_NEAR(*e_test(100'000, 101'000), *compare(100'000, 1, 101'000, 1).p, 1e-4);
}

TEST(ETest, DoesNotMindWhichCountComesFirst) {
    EXPECT_DOUBLE_EQ(*e_test(10, 25), *e_test(25, 10));
    EXPECT_NEAR(*e_test(10, 25, 1, 2), *e_test(25, 10, 2, 1), 1e-14);
}

TEST(ETest, EqualCountsAreNoNewsAndNothingIsNoAnswer) {
    EXPECT_NEAR(*e_test(20, 20), 1, 1e-12);
    EXPECT_EQ(e_test(0, 0).error(), Why::no_events);
    EXPECT_EQ(e_test(-1, 2).error(), Why::not_a_count);
    EXPECT_EQ(e_test(1, 2, 0, 1).error(), Why::no_exposure);
}

TEST(ConditionalTest, EqualsItsDefinitionTermByTerm) {
    Random random{21};
    for (int i = 0; i < 400; ++i) {
        const auto a = random.poisson(random.uniform(0, 40)), b = random.poisson(random.uniform(0, 40));
        if (a + b == 0) continue;
        const double n1 = random.uniform(0.2, 3), n2 = i % 2 ? n1 : random.uniform(0.2, 3);
        EXPECT_NEAR(*conditional_test(a, b, n1, n2), conditional_by_enumeration(a, b, n1, n2), 1e-12)
            << a << " " << b << " " << n1 << " " << n2;
    }
}

// Worked by hand: 3 against 0 of equal exposure is two of the eight ways three coins fall.
TEST(ConditionalTest, ThreeHeadsOfThree) {
    EXPECT_NEAR(*conditional_test(3, 0), 0.25, 1e-15);
}

TEST(RateRatio, HasTheExactIntervalWhenACountIsZero) {
    const auto fall = *rate_ratio(0, 5), rise = *rate_ratio(5, 0);
    EXPECT_TRUE(fall.exact);
    EXPECT_EQ(fall.ratio, 0);
    EXPECT_EQ(fall.low, 0);
    EXPECT_NEAR(fall.high, std::pow(0.025, -1.0 / 5) - 1, 1e-9);  // share: (1 - s)^5 = 0.025
    EXPECT_NEAR(rise.low, 1 / fall.high, 1e-9);
    EXPECT_TRUE(std::isinf(rise.high));
    EXPECT_FALSE(rate_ratio(4, 5)->exact);
}

TEST(Compare, PrintsTheChangeOfTheRate) {
    const auto change = compare(120, 1, 100, 1);
    EXPECT_DOUBLE_EQ(*change.percent, 20);
    EXPECT_LT(*change.low, 20);
    EXPECT_GT(*change.high, 20);
    EXPECT_NEAR(*compare(120, 1.2, 100, 1).percent, 0, 1e-12);
    EXPECT_NEAR(*compare(120, 1.2, 100, 1).p, 1, 1e-12);
}

// Worked by hand: z = (130 - 115) / sqrt(230 / 4) = 1.978, p = 0.0479.
TEST(Compare, MatchesTheWorkedExample) {
    EXPECT_NEAR(*compare(130, 1, 100, 1).p, 2 * normal_cdf(-15 / std::sqrt(57.5)), 1e-14);
    EXPECT_NEAR(*compare(130, 1, 100, 1, 4).p, 2 * normal_cdf(-7.5 / std::sqrt(57.5)), 1e-14);
}

TEST(Compare, ZeroPercentIsOutsideExactlyWhenPIsBelowFivePercent) {
    Random random{22};
    int significant = 0;
    for (int i = 0; i < 4'000; ++i) {
        const auto now = static_cast<double>(random.poisson(random.uniform(0, 80)));
        const auto before = static_cast<double>(random.poisson(random.uniform(1, 80)));
        if (before == 0) continue;
        const Dispersion dispersion{random.uniform(1, 4), i % 2 ? 12.0 : 1e9, 36, true};
        const auto change = compare(now, random.uniform(0.5, 2), before, random.uniform(0.5, 2), dispersion);
        const bool outside = *change.low > 0 || *change.high < 0;
        EXPECT_EQ(outside, *change.p < 0.05) << now << " " << before;
        EXPECT_LE(*change.low, *change.percent);
        EXPECT_GE(*change.high, *change.percent);
        significant += outside;
    }
    EXPECT_GT(significant, 500);
}

TEST(Compare, FromNothingThereIsNoPercent) {
    const auto rise = compare(4, 1, 0, 1);
    EXPECT_FALSE(rise.percent || rise.low || rise.high);
    EXPECT_EQ(rise.why, Why::no_base);
    EXPECT_TRUE(rise.p);
    const auto nothing = compare(0, 1, 0, 1);
    EXPECT_EQ(nothing.why, Why::no_events);
    EXPECT_FALSE(nothing.p);
}

TEST(Compare, AFallToNothingKeepsItsUpperLimit) {
    const auto fall = compare(0, 1, 30, 1);
    EXPECT_DOUBLE_EQ(*fall.percent, -100);
    EXPECT_NEAR(*fall.low, -100, 1e-9);
    EXPECT_GT(*fall.high, -100);
    EXPECT_LT(*fall.high, 0);
}

TEST(Compare, PercentIsForBasesOfTwentyOrMore) {
    EXPECT_FALSE(compare(30, 1, 19, 1).percent_allowed);
    EXPECT_TRUE(compare(3, 1, 20, 1).percent_allowed);
}

TEST(RootZ, IsTwiceTheDifferenceOfTheRoots) {
    EXPECT_DOUBLE_EQ(root_z(49, 25), 4);
    EXPECT_DOUBLE_EQ(root_z(0, 9), -6);
}
