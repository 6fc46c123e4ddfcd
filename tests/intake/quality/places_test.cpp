#include <gtest/gtest.h>

#include "core/incident.hpp"
#include "intake/quality/coordinates_rounded.hpp"
#include "intake/quality/near_duplicates.hpp"

namespace atalaya::intake::quality {
namespace {

TEST(CoordinatesRounded, DecimalsAreThoseOfTheFinerOfBoth) {
    const std::int32_t lon[] = {-584'000'000, -583'456'789, no_position, -583'450'000},
                       lat[] = {-346'000'000, -346'000'000, no_position, -346'120'000};
    const auto rows = by_decimals(lon, lat);
    EXPECT_EQ(rows, (ByDecimals{0, 1, 0, 1, 0, 0, 0, 1}));
}

TEST(CoordinatesRounded, FiftyAndOneInAHundredAreTold) {
    EXPECT_EQ(coordinates_rounded({10, 10, 10, 20, 0, 0, 0, 4949}), 50);
    EXPECT_EQ(coordinates_rounded({10, 10, 10, 20, 0, 0, 0, 4950}), 0) << "exactly 1 %";
    EXPECT_EQ(coordinates_rounded({49, 0, 0, 0, 0, 0, 0, 0}), 0);
    EXPECT_EQ(coordinates_rounded({0, 0, 0, 0, 90, 0, 0, 0}), 0) << "four decimals are 10 m";
}

struct At {
    int day, hour;
    std::int32_t lon, lat;
    const char* offence = "robo";
};

Incidents facts(const std::vector<At>& all) {
    Incidents in;
    for (const auto& [day, hour, lon, lat, offence] : all) {
        in.key.push_back({in.key.size(), 0});
        in.day.since_epoch.push_back(day);
        in.hour.push_back(static_cast<std::int8_t>(hour));
        in.lon.push_back(lon);
        in.lat.push_back(lat);
        in.units.push_back(1);
        in.offence.push(offence);
    }
    return in;
}

// 900 units of 1e-7 degrees are 10.0 m to the north.
TEST(NearDuplicates, HoursAndMetresAreThoseOfTheRule) {
    const Incidents in = facts({{0, 5, 0, 0},
                                {0, 7, 0, 0},           // two hours later
                                {0, 5, 0, 890},         // 9.9 m away
                                {0, 5, 0, 2000},        // too far from both
                                {0, 5, 0, 0, "hurto"},  // another offence
                                {1, 5, 0, 0},           // another day
                                {0, 5, no_position, no_position},
                                {20, 5, 0, 0}});
    using Rows = std::vector<std::uint32_t>;
    EXPECT_EQ(near_duplicates(in, {2, 0}).rows, (Rows{1}));
    EXPECT_EQ(near_duplicates(in, {1, 0}).rows, Rows{});
    EXPECT_EQ(near_duplicates(in, {0, 10}).rows, (Rows{2}));
    EXPECT_EQ(near_duplicates(in, {24, 10}).rows, (Rows{1, 2}));
    EXPECT_EQ(near_duplicates(in, {0, 0}).rows, Rows{});
}

TEST(NearDuplicates, TheSameTwiceIsNotNear) {
    const Incidents in = facts({{0, 5, 0, 0}, {0, 5, 0, 0}, {20, 5, 0, 0}});
    EXPECT_TRUE(near_duplicates(in, {24, 10}).rows.empty());
}

// A desk where three facts are written every day, at hours of their own.
TEST(NearDuplicates, ABusyPlaceAnswersForItself) {
    std::vector<At> desk, twice;
    for (int day = 0; day < 70; ++day) {
        for (int hour = 6; hour < 9; ++hour) {
            desk.push_back({day, hour, 0, 0});
            twice.push_back({day, hour, 0, day * 100'000 + hour * 9000});
        }
        twice.push_back({day, 7, 500, day * 100'000 + 7 * 9000});
    }
    const auto busy = near_duplicates(facts(desk), {24, 10});
    EXPECT_EQ(busy.rows.size(), 140U);
    EXPECT_NEAR(busy.by_chance, 105, 1e-9) << "3 a day of 63 days, half of them, for 70 days";
    EXPECT_FALSE(too_many(busy));
    const auto near = near_duplicates(facts(twice), {24, 10});
    EXPECT_EQ(near.rows.size(), 70U);
    EXPECT_TRUE(too_many(near));
}

// By hand, c = 0: n >= 4 sqrt(2 n) at n = 32.
TEST(NearDuplicates, TheBoundIsThatOfTheHeader) {
    EXPECT_FALSE(too_many({std::vector<std::uint32_t>(31), 0}));
    EXPECT_TRUE(too_many({std::vector<std::uint32_t>(32), 0}));
    EXPECT_TRUE(near_duplicates(facts({{0, 5, 0, 0}, {0, 6, 0, 0}}), {24, 10}).rows.empty())
        << "too few days";
}

}  // namespace
}  // namespace atalaya::intake::quality
