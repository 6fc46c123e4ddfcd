#include "geocode/hit_rate.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace atalaya::geocode {
namespace {

Answer answer(Precision precision, Reason reason = Reason::found) {
    Answer out;
    out.precision = precision;
    out.reason = reason;
    return out;
}

TEST(HitRate, CountsByClassAndByReason) {
    HitTally tally;
    tally.add(answer(Precision::exact), 60);
    tally.add(answer(Precision::interpolated), 20);
    tally.add(answer(Precision::crossing), 5);
    tally.add(answer(Precision::street, Reason::no_number), 10);
    tally.add(answer(Precision::none, Reason::ambiguous), 5);
    const HitRate rate = tally.rate();
    EXPECT_EQ(rate.asked, 100);
    EXPECT_EQ(rate.hits, 85) << "a street alone is no hit";
    EXPECT_EQ(rate.by_precision[static_cast<std::size_t>(Precision::exact)], 60);
    EXPECT_EQ(rate.by_reason[static_cast<std::size_t>(Reason::no_number)], 10);
    ASSERT_TRUE(rate.rate);
    EXPECT_DOUBLE_EQ(rate.rate->value, 0.85);
    EXPECT_EQ(rate.verdict, Verdict::undecided) << "85 of 100 may be 77 to 91 in a hundred";
    EXPECT_DOUBLE_EQ(rate.shares[static_cast<std::size_t>(Precision::interpolated)]->value, 0.2);
}

// Wilson 1927, by hand for 85 of 100, z = 1.959964: centre (0.85 + z2/200) / (1 + z2/100),
// half width z sqrt(0.85 0.15 / 100 + z2/40000) / (1 + z2/100), z2 = 3.841459.
TEST(HitRate, ItsIntervalIsWilsons) {
    HitTally tally;
    tally.add(answer(Precision::exact), 85);
    tally.add(answer(Precision::none, Reason::unknown_name), 15);
    const auto rate = tally.rate().rate;
    ASSERT_TRUE(rate);
    EXPECT_NEAR(rate->low, 0.767170, 1e-5);
    EXPECT_NEAR(rate->high, 0.906943, 1e-5);
}

TEST(HitRate, TheVerdictNeedsTheWholeInterval) {
    const auto verdict = [](std::int64_t hits, std::int64_t misses) {
        HitTally tally;
        tally.add(answer(Precision::exact), hits);
        tally.add(answer(Precision::area), misses);
        return tally.rate().verdict;
    };
    EXPECT_EQ(verdict(900, 100), Verdict::reached);
    EXPECT_EQ(verdict(800, 200), Verdict::missed);
    EXPECT_EQ(verdict(9, 1), Verdict::undecided);
    EXPECT_EQ(verdict(0, 0), Verdict::undecided);
    EXPECT_EQ(HitTally{}.rate().rate.error(), stats::Why::no_exposure);
}

TEST(HitRate, ProtectedPlacesLeaveNoTrace) {
    HitTally tally;
    tally.add(answer(Precision::exact), 3);
    tally.add(answer(Precision::none, Reason::protected_place), 4);
    const HitRate rate = tally.rate();
    EXPECT_EQ(rate.asked, 3);
    EXPECT_EQ(rate.by_precision[static_cast<std::size_t>(Precision::none)], 0);
    EXPECT_EQ(rate.by_reason[static_cast<std::size_t>(Reason::protected_place)], 0);
}

}  // namespace
}  // namespace atalaya::geocode
