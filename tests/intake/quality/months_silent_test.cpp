#include "intake/quality/months_silent.hpp"

#include <gmock/gmock.h>

#include <cmath>

#include "stats/random.hpp"

namespace atalaya::intake::quality {
namespace {

using testing::ElementsAre;

// From 2019-01 on; -1 is a month without a row.
MonthRows months(const std::vector<double>& counts) {
    MonthRows rows;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        if (counts[i] >= 0) rows[plus_months(*parse_month("2019-01"), static_cast<int>(i))] = counts[i];
    }
    return rows;
}

// What is told of them: check, and which months.
std::vector<std::string> told(const MonthRows& rows) {
    std::vector<Finding> findings;
    tell_months(rows, findings);
    std::vector<std::string> all;
    for (const auto& finding : findings) all.push_back(finding.check + " " + finding.detail);
    return all;
}

TEST(MonthsSilent, AreThoseInWhichAZeroCannotBe) {
    const auto runs =
        silent_months(months({40, 44, 38, 41, 47, -1, -1, 39, 42, 45, 43, 40, -1, 41, 46, 40, 38, 44}));
    ASSERT_EQ(runs.size(), 2U);
    EXPECT_EQ(iso(runs[0].first), "2019-06");
    EXPECT_EQ(runs[0].months, 2);
    EXPECT_EQ(iso(runs[1].first), "2020-01");
    EXPECT_EQ(runs[1].months, 1);
    EXPECT_NEAR(runs[1].usual, 628.0 / 15, 1e-12) << "of the fifteen months around that have rows";
}

// Worked by hand: of a Poisson with 12 a month 0 has probability e^-12 = 6e-6, with 15 it has 3e-7.
TEST(MonthsSilent, TakeAboutFourteenFactsAMonth) {
    EXPECT_TRUE(silent_months(months({12, 12, 12, 12, -1, 12, 12, 12, 12})).empty());
    EXPECT_EQ(silent_months(months({15, 15, 15, 15, -1, 15, 15, 15, 15})).size(), 1U);
}

TEST(MonthsSilent, NothingIsSaidOfASourceThatHasZerosOrFewMonthsOrBegins) {
    EXPECT_TRUE(silent_months(months({40, 44, 38, 0, 41, 47, -1, 39, 42, 45})).empty()) << "zeros do happen";
    EXPECT_TRUE(silent_months(months({40, 44, 38, 47, -1, 39, 42, 45})).empty()) << "seven months around";
    EXPECT_TRUE(silent_months(months({2, 3, 1, -1, 2, 4, 60, 70, 80, 90})).empty())
        << "far from zero later alone";
    EXPECT_TRUE(silent_months({}).empty());
    EXPECT_TRUE(silent_months(months({40})).empty());
}

// Thefts on public transport of Medellín around 2012-10: 18 times as many at the end as at the beginning, and a 2.
TEST(MonthsSilent, NorIsOneOfAFewFactsAMonth) {
    EXPECT_TRUE(silent_months(months({3, 7,  7,  14, 8, 5, 12, 9, 11, 10, 5,  8, -1,
                                      2, 21, 19, 14, 5, 9, 2,  8, 9,  12, 42, 76}))
                    .empty());
}

TEST(MonthsSilent, AreToldApartFromThoseThatMayBeEmpty) {
    EXPECT_THAT(told(months({40, 44, 38, 41, 47, -1, 39, 42, 45, 43})),
                ElementsAre(R"(months_silent {"months":["2019-06"],"usual":42})"));
    EXPECT_THAT(told(months({4, 4, 3, 4, 4, -1, 3, 4, 4, 4})),
                ElementsAre(R"(months_missing {"months":["2019-06"]})"));
    EXPECT_TRUE(told(months({4, 4, 3, 4})).empty());
}

// Towns whose mean is anything from 1 to 20 facts a month, with a season and up to four times a Poisson's variance, of
// which those months that have no fact have no row.
TEST(MonthsSilent, SmallTownsAreLeftAlone) {
    stats::Random random{20'261'126};
    int fired = 0, empty = 0;
    for (int town = 0; town < 2000; ++town) {
        const double mean = 1 + 19 * random.uniform(), phi = 1 + 3 * random.uniform();
        MonthRows rows;
        for (int month = 0; month < 60; ++month) {
            const auto n = random.negative_binomial(mean * (1 + 0.4 * std::sin(month * 0.5236)), phi);
            if (n > 0) rows[plus_months(*parse_month("2019-01"), month)] = static_cast<double>(n);
            empty += n == 0;
        }
        fired += silent_months(rows).empty() ? 0 : 1;
    }
    EXPECT_GT(empty, 5000);
    EXPECT_LE(fired, 2) << "one in a thousand";
}

}  // namespace
}  // namespace atalaya::intake::quality
