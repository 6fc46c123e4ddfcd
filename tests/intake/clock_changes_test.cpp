#include "intake/clock_changes.hpp"

#include <gtest/gtest.h>

namespace atalaya::intake {
namespace {

std::int32_t day(int year, unsigned month, unsigned d) {
    const Day found{std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{d}};
    return static_cast<std::int32_t>(found.time_since_epoch().count());
}

Batch batch_of(const std::vector<std::pair<std::int32_t, int>>& rows) {
    Batch batch;
    std::int32_t line = 0;
    for (const auto& [on, hour] : rows) {
        batch.incidents.key.push_back({0, static_cast<std::uint64_t>(line)});
        batch.incidents.line.push_back(++line);
        batch.incidents.day.since_epoch.push_back(on);
        batch.incidents.hour.push_back(static_cast<std::int8_t>(hour));
    }
    return batch;
}

class ClockChanges : public testing::Test {
  protected:
    void SetUp() override {
        zone_ = find_zone(zone_folder(), "America/Santiago");
        if (!zone_) GTEST_SKIP() << "this machine has no tzdata";
    }
    std::vector<Finding> told(const std::vector<std::pair<std::int32_t, int>>& rows) {
        Batch batch = batch_of(rows);
        tell_clock_changes(*zone_, "2025b", batch);
        return batch.findings;
    }
    std::optional<Zone> zone_;
};

// Chile put its clocks forward over the midnight of 2022-09-11, and back from that of 2022-04-03.
TEST_F(ClockChanges, BothReadingsAreOffered) {
    const auto found = told({{day(2022, 9, 11), 0}, {day(2022, 4, 2), 23}, {day(2022, 4, 2), 23}});
    ASSERT_EQ(found.size(), 2u);
    EXPECT_EQ(found[0].check, "hour_skipped");
    EXPECT_EQ(found[0].rows, 1);
    EXPECT_EQ(found[0].detail, R"({"zone":"America/Santiago","tzdata":"2025b","first":"2022-09-11T00:00",)"
                               R"("earlier":"2022-09-11T03:00Z","later":"2022-09-11T04:00Z","lines":[1]})");
    EXPECT_EQ(found[1].check, "hour_repeated");
    EXPECT_EQ(found[1].rows, 2);
    EXPECT_EQ(found[1].detail, R"({"zone":"America/Santiago","tzdata":"2025b","first":"2022-04-02T23:00",)"
                               R"("earlier":"2022-04-03T02:00Z","later":"2022-04-03T03:00Z","lines":[2,3]})");
}

TEST_F(ClockChanges, OtherHoursOfTheseNightsAndUnknownOnesAreNone) {
    EXPECT_TRUE(told({{day(2022, 9, 11), 1},
                      {day(2022, 9, 10), 23},
                      {day(2022, 4, 2), 22},
                      {day(2022, 4, 3), 0},
                      {day(2022, 9, 11), -1}})
                    .empty());
    EXPECT_TRUE(told({}).empty());
}

}  // namespace
}  // namespace atalaya::intake
