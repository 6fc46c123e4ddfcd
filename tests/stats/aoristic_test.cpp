#include "stats/aoristic.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <optional>
#include <string>
#include <vector>

#include "stats/random.hpp"

using namespace atalaya::stats;

namespace {

constexpr std::int64_t day = 24 * 60, week = 7 * day;
constexpr std::int64_t monday = 4 * day;  // 1970-01-05 00:00

double at(const AoristicWeek& found, int weekday, int hour) {
    return found.weight[static_cast<std::size_t>(weekday * 24 + hour)];
}

double total(const AoristicWeek& found) {
    return std::accumulate(found.weight.begin(), found.weight.end(), 0.0);
}

// The slow twin: minute by minute.
std::vector<double> by_minutes(const std::vector<MinuteSpan>& spans) {
    std::vector<double> weight(hours_a_week);
    for (const auto& [from, past] : spans) {
        const std::int64_t minutes = past - from;
        for (std::int64_t m = from; m < std::max(past, from + 1); ++m) {
            const std::int64_t hour = (((m - monday) % week + week) % week) / 60;
            weight[static_cast<std::size_t>(hour)] +=
                1.0 / static_cast<double>(std::max<std::int64_t>(minutes, 1));
        }
    }
    return weight;
}

}  // namespace

// 10 of 38 minutes before ten o'clock, as in Ratcliffe's first example.
TEST(Aoristic, AnEventWeighsOneSpreadOverItsMinutes) {
    const MinuteSpan friday[] = {{monday + 4 * day + 9 * 60 + 50, monday + 4 * day + 10 * 60 + 28}};
    const auto found = aoristic_week(friday);
    EXPECT_NEAR(at(found, 4, 9), 10.0 / 38, 1e-15);
    EXPECT_NEAR(at(found, 4, 10), 28.0 / 38, 1e-15);
    EXPECT_NEAR(total(found), 1, 1e-12);
}

TEST(Aoristic, AnInstantWeighsInItsHour) {
    const MinuteSpan noon[] = {{monday + 6 * day + 12 * 60, monday + 6 * day + 12 * 60}};
    EXPECT_EQ(at(aoristic_week(noon), 6, 12), 1);
}

// From ten at night to six in the morning: an eighth in each of eight hours, and nothing at two, the middle, more than elsewhere.
TEST(Aoristic, ANightOfEightHoursIsAnEighthInEach) {
    const MinuteSpan night[] = {{monday + 2 * day + 22 * 60, monday + 3 * day + 6 * 60}};
    const auto found = aoristic_week(night);
    for (int hour = 0; hour < 48; ++hour)
        EXPECT_NEAR(at(found, 2 + hour / 24, hour % 24), hour >= 22 && hour < 30 ? 1.0 / 8 : 0, 1e-15)
            << hour;
    EXPECT_NEAR(total(found), 1, 1e-12);
}

TEST(Aoristic, SundayNightPassesIntoMonday) {
    const MinuteSpan night[] = {{monday + 6 * day + 23 * 60, monday + 7 * day + 60}};
    const auto found = aoristic_week(night);
    EXPECT_NEAR(at(found, 6, 23), 0.5, 1e-15);
    EXPECT_NEAR(at(found, 0, 0), 0.5, 1e-15);
}

TEST(Aoristic, MoreThanAWeekIsToldAndAReversedOneWeighsNothing) {
    const MinuteSpan spans[] = {{monday, monday + 2 * week}, {monday, monday + week}, {monday + 60, monday}};
    const auto found = aoristic_week(spans);
    EXPECT_EQ(found.events, 2);
    EXPECT_EQ(found.longer, 1);
    EXPECT_EQ(found.reversed, 1);
    for (const double weight : found.weight) EXPECT_NEAR(weight, 2.0 / hours_a_week, 1e-15);
    EXPECT_EQ(total(aoristic_week({})), 0);
}

TEST(Aoristic, IsWhatCountingMinutesGives) {
    Random random{23};
    std::vector<MinuteSpan> spans;
    for (int i = 0; i < 300; ++i) {
        const auto from = static_cast<std::int64_t>(random.uniform() * 3e7) - 1'000'000;
        const double length = random.uniform();
        spans.push_back({from, from + static_cast<std::int64_t>(length * length * length * 3 * week)});
    }
    const auto found = aoristic_week(spans);
    const auto slow = by_minutes(spans);
    for (std::size_t hour = 0; hour < slow.size(); ++hour)
        EXPECT_NEAR(found.weight[hour], slow[hour], 1e-9) << hour;
    EXPECT_NEAR(total(found), 300, 1e-8);
}

namespace {

using atalaya::Instant, atalaya::WallTime, atalaya::Zone;
using std::chrono::minutes;

class AoristicNights : public testing::TestWithParam<const char*> {
  protected:
    void SetUp() override {
        zone_ = atalaya::find_zone(atalaya::zone_folder(), GetParam());
        if (!zone_) GTEST_SKIP() << "this machine has no tzdata";
    }
    // Minute by minute of what passed.
    std::vector<double> by_instants(Instant from, Instant past) const {
        std::vector<double> weight(hours_a_week);
        for (Instant at = from; at < past; at += minutes{1}) {
            const std::int64_t shown = zone_->wall(at).time_since_epoch().count();
            const std::int64_t hour = (((shown - monday) % week + week) % week) / 60;
            weight[static_cast<std::size_t>(hour)] += 1.0 / static_cast<double>((past - from).count());
        }
        return weight;
    }
    void expect_passed(WallTime from, WallTime past) const {
        const MinuteSpan span[] = {{from.time_since_epoch().count(), past.time_since_epoch().count()}};
        const auto found = aoristic_week(span, *zone_);
        const auto slow = by_instants(zone_->when(from).earlier, zone_->when(past).later);
        ASSERT_EQ(found.events, 1) << span[0].from;
        for (std::size_t hour = 0; hour < slow.size(); ++hour)
            ASSERT_NEAR(found.weight[hour], slow[hour], 1e-12) << span[0].from << " " << hour;
        ASSERT_NEAR(total(found), 1, 1e-12) << span[0].from;
    }
    // Since 2015 and of the years to come: the rule of the file's end gives those.
    std::vector<atalaya::ClockChange> changes() const {
        const Instant since{std::chrono::sys_days{std::chrono::year{2015} / 1 / 1}},
            until{std::chrono::sys_days{std::chrono::year{2030} / 1 / 1}};
        std::vector<atalaya::ClockChange> some;
        for (const auto& change : zone_->changes())
            if (change.at >= since && change.at < until) some.push_back(change);
        return some;
    }
    std::optional<Zone> zone_;
};

}  // namespace

// From ten in the evening to six in the morning, on the night itself and on those beside it.
TEST_P(AoristicNights, LastAsLongAsTheirHours) {
    for (const auto& change : changes()) {
        const auto noon = std::chrono::floor<std::chrono::days>(change.first() - std::chrono::hours{12}) +
                          std::chrono::hours{12};
        for (const int nights : {-1, 0, 1}) {
            const WallTime from = noon + std::chrono::hours{10 + 24 * nights},
                           past = from + std::chrono::hours{8};
            expect_passed(from, past);
            const MinuteSpan night[] = {{from.time_since_epoch().count(), past.time_since_epoch().count()}};
            const auto found = aoristic_week(night, *zone_);
            EXPECT_EQ(found.over_changes, nights == 0 ? 1 : 0);
            const double hours = nights != 0 ? 8 : change.forward() ? 7 : 9;
            const double most = *std::max_element(found.weight.begin(), found.weight.end());
            EXPECT_NEAR(most, (nights == 0 && !change.forward() ? 2 : 1) / hours, 1e-12);
            EXPECT_EQ(std::count_if(found.weight.begin(), found.weight.end(), [](double w) { return w > 0; }),
                      nights == 0 && change.forward() ? 7 : 8);
        }
    }
    const WallTime plain{atalaya::Day{std::chrono::year{2023} / 6 / 14} + std::chrono::hours{22}};
    expect_passed(plain, plain + std::chrono::hours{8});
}

// Each end before, within and after the hour that was skipped or repeated.
TEST_P(AoristicNights, EndsThatTheClocksShowedNeverOrTwiceAreTakenAtTheirWidest) {
    for (const auto& change : changes()) {
        for (int from = -90; from <= 90; from += 15) {
            for (int past = from + 15; past <= 120; past += 15)
                expect_passed(change.first() + minutes{from}, change.first() + minutes{past});
        }
    }
}

TEST_P(AoristicNights, WithoutAChangeWithinAreThoseOfTheWall) {
    Random random{31};
    std::vector<MinuteSpan> spans;
    const std::int64_t june =
        WallTime{atalaya::Day{std::chrono::year{2023} / 6 / 1}}.time_since_epoch().count();
    for (int i = 0; i < 200; ++i) {
        const auto from = june + static_cast<std::int64_t>(random.uniform() * 30'000);
        spans.push_back({from, from + static_cast<std::int64_t>(random.uniform() * 2'000)});
    }
    EXPECT_EQ(aoristic_week(spans, *zone_).weight, aoristic_week(spans).weight);
}

INSTANTIATE_TEST_SUITE_P(Zones, AoristicNights,
                         testing::Values("America/Santiago", "America/Punta_Arenas", "America/Mexico_City",
                                         "America/Sao_Paulo", "America/Asuncion",
                                         "America/Argentina/Buenos_Aires", "America/Bogota",
                                         "America/Panama"),
                         [](const auto& one) {
                             std::string name = one.param;
                             std::replace(name.begin(), name.end(), '/', '_');
                             return name;
                         });
