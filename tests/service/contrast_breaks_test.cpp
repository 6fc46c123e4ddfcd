#include "service/contrast_breaks.hpp"

#include "caba.hpp"
#include "service/contrast_way.hpp"

namespace atalaya::service {
namespace {

// Of Villa Marejada robbery is coded otherwise from March 2023 on.
std::string broken(const char* indicator, ClaimKind kind, const char* period, const char* against) {
    const World& world = marejada().worlds->at("");
    const Way way{.world = &world, .counted = {indicator}, .territory = &world.territory({})};
    ClaimReading reading;
    reading.period = *parse_period(period);
    if (*against != '\0') reading.against = *parse_period(against);
    return break_between(way, reading, kind, "");
}

TEST(ContrastBreaks, StandBetweenBothPeriodsOfAChange) {
    EXPECT_EQ(broken("robo", ClaimKind::change, "2024", "2022"), "arrebato-2023");
    EXPECT_EQ(broken("robo", ClaimKind::change, "2022", "2024"), "arrebato-2023") << "either first";
    EXPECT_EQ(broken("robo", ClaimKind::change, "2024-06", "2024-05"), "");
    EXPECT_EQ(broken("homicidio_doloso", ClaimKind::change, "2024", "2022"), "") << "coded as it was";
}

TEST(ContrastBreaks, StandWithinTheMonthsOfAShareAndBreakNoCount) {
    EXPECT_EQ(broken("robo", ClaimKind::share, "2023", ""), "arrebato-2023");
    EXPECT_EQ(broken("robo", ClaimKind::share, "2024", ""), "");
    EXPECT_EQ(broken("robo", ClaimKind::count, "2023", ""), "");
}

// Buenos Aires writes an unknown hour 0 until 2019 and leaves it empty since: nights are not compared, robberies are.
TEST(ContrastBreaks, OfTheHoursBreakOnlyACutByHours) {
    if (!has_caba()) GTEST_SKIP() << "the files of Buenos Aires are not beside the repository";
    const World& world = caba().town.worlds->at("");
    Way way{.world = &world, .counted = {"robo"}, .territory = &world.territory({})};
    ClaimReading reading;
    reading.period = *parse_period("2020-06");
    reading.against = *parse_period("2019-06");
    EXPECT_EQ(break_between(way, reading, ClaimKind::change, ""), "");
    way.cut = "hours:20-6";
    EXPECT_EQ(break_between(way, reading, ClaimKind::change, ""), "hora-desconocida-2020");
    way.cut = "days:5-6";
    EXPECT_EQ(break_between(way, reading, ClaimKind::change, ""), "");
}

}  // namespace
}  // namespace atalaya::service
