// Days as people fill a column of them: typed, true dates, and numbers of days of cells that lost their format.
#include <gtest/gtest.h>

#include "intake/typed_day.hpp"

namespace atalaya::intake {
namespace {

std::string day_of_cell(std::string_view text, DayFormat format) {
    const auto when = parse_typed_day(text, format);
    return when ? iso(when->day) + (when->hour < 0 ? "" : " " + std::to_string(when->hour)) : "none";
}

TEST(TypedDay, TrueDatesAndNumbersOfDaysStandAmongTypedOnes) {
    EXPECT_EQ(day_of_cell("8/3/2024", DayFormat::day_month), "2024-03-08");
    EXPECT_EQ(day_of_cell("2024-03-08", DayFormat::day_month), "2024-03-08");
    EXPECT_EQ(day_of_cell("45359", DayFormat::day_month), "2024-03-08");
    EXPECT_EQ(day_of_cell("45359", DayFormat::iso), "2024-03-08");
    EXPECT_EQ(day_of_cell("45359.604", DayFormat::iso), "2024-03-08 14");
    EXPECT_EQ(day_of_cell("45359,604", DayFormat::iso), "2024-03-08 14");
    EXPECT_EQ(day_of_cell("32874", DayFormat::iso), "1990-01-01") << "the first that is taken";
}

TEST(TypedDay, OfAWorkbookThatCountsFrom1904TheSameNumberIsLater) {
    EXPECT_EQ(serial_day_text("43897", DaysSince::year_1904), "2024-03-08");
    EXPECT_EQ(serial_day_text("43897.604", DaysSince::year_1904), "2024-03-08T14:30");
    EXPECT_EQ(serial_day_text("43897", DaysSince::year_1900), "2020-03-07");
    EXPECT_EQ(serial_day_text("31412", DaysSince::year_1904), "1990-01-01");
    EXPECT_EQ(serial_day_text("31411", DaysSince::year_1904), std::nullopt);
    EXPECT_EQ(serial_day_text("71588", DaysSince::year_1904), "2099-12-31");
    EXPECT_EQ(serial_day_text("71589", DaysSince::year_1904), std::nullopt);
}

TEST(TypedDay, OtherNumbersAreNoDays) {
    for (const char* text : {"32873", "73051", "4535", "453590", "45359.", "45359x", "45359 1", "99999"})
        EXPECT_EQ(day_of_cell(text, DayFormat::iso), "none") << text;
    for (const auto format :
         {DayFormat::compact, DayFormat::year_month, DayFormat::month_name, DayFormat::day_name})
        EXPECT_EQ(day_of_cell("45359", format), "none") << "a number may be one of the format";
}

}  // namespace
}  // namespace atalaya::intake
