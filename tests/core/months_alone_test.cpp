#include "core/months_alone.hpp"

#include <gtest/gtest.h>

namespace atalaya {
namespace {

using namespace std::chrono_literals;

TEST(MonthsAlone, AYearBesideItsMonthsIsOfNoneOfThem) {
    MonthsAlone seen;
    seen.saw(2019y / 1, 12);
    EXPECT_FALSE(seen.is_of_no_month(2019y / 1, 12));
    seen.saw(2019y / 3, 1);
    EXPECT_TRUE(seen.is_of_no_month(2019y / 1, 12));
    EXPECT_FALSE(seen.is_of_no_month(2020y / 1, 12));
}

TEST(MonthsAlone, PartsOfAYearAreCountedTogether) {
    MonthsAlone seen;
    seen.saw(2019y / 7, 1);
    EXPECT_FALSE(seen.is_of_no_month(2019y / 1, 6));
    EXPECT_FALSE(seen.is_of_no_month(2019y / 4, 12));
    EXPECT_FALSE(seen.is_of_no_month(2019y / 7, 1));
}

}  // namespace
}  // namespace atalaya
