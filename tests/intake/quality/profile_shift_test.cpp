#include "intake/quality/profile_shift.hpp"

#include <gtest/gtest.h>

#include "stats/random.hpp"

namespace atalaya::intake::quality {
namespace {

const std::vector<double> thousand(12, 1000);

std::vector<double> half_and_half(double before, double after) {
    std::vector<double> filled(12, before);
    std::fill(filled.begin() + 6, filled.end(), after);
    return filled;
}

TEST(FillingShift, IsToldWithItsMonthAndBothShares) {
    const auto shift = filling_shift(thousand, half_and_half(950, 800));
    ASSERT_TRUE(shift);
    EXPECT_EQ(shift->at, 6U);
    EXPECT_EQ(shift->months, 6U);
    EXPECT_DOUBLE_EQ(shift->before, 0.95);
    EXPECT_DOUBLE_EQ(shift->after, 0.80);
    EXPECT_TRUE(filling_shift(thousand, half_and_half(1000, 0))) << "a form that stopped asking";
    EXPECT_TRUE(filling_shift(thousand, half_and_half(0, 1000)));
}

TEST(FillingShift, ALittleASlowAndAShortChangeAreNone) {
    EXPECT_FALSE(filling_shift(thousand, half_and_half(950, 910))) << "less than 5 % of the rows";
    std::vector<double> slow, once(12, 950);
    for (int month = 0; month < 12; ++month)
        slow.push_back(950 - 25.0 * (month / 2 * 2) - (month % 2 ? 0 : 30));
    EXPECT_FALSE(filling_shift(thousand, slow));
    once[6] = once[7] = 500;
    EXPECT_FALSE(filling_shift(thousand, once));
    EXPECT_FALSE(filling_shift(std::vector<double>(5, 1000), std::vector<double>(5, 3)));
    EXPECT_FALSE(filling_shift(std::vector<double>(12, 10), half_and_half(1, 0))) << "too few rows";
}

// Shares that vary five times as much as rows drawn at random would.
TEST(FillingShift, ChanceTellsOneInAThousandAtMost) {
    stats::Random random{7};
    int told = 0;
    for (int city = 0; city < 2000; ++city) {
        std::vector<double> rows, filled;
        for (int month = 0; month < 24; ++month) {
            const double n = 150 + static_cast<double>(random.below(50));
            const double share = 0.8 + 0.13 * (random.uniform() - 0.5);
            double said = 0;
            for (int row = 0; row < static_cast<int>(n); ++row) said += random.chance(share) ? 1 : 0;
            rows.push_back(n);
            filled.push_back(said);
        }
        told += filling_shift(rows, filled).has_value();
    }
    EXPECT_LE(told, 4);
}

}  // namespace
}  // namespace atalaya::intake::quality
