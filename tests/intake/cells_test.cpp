#include "intake/cells.hpp"

#include <gtest/gtest.h>

namespace atalaya::intake {
namespace {

std::string day_read(std::string_view text, DayFormat format) {
    const auto when = parse_when(text, format);
    if (!when) return "no day";
    return iso(when->day) + (when->hour >= 0 ? " " + std::to_string(when->hour) : "") +
           (when->known == TimeKnown::month ? " month" : "");
}

TEST(Cells, DaysInTheFormsSourcesUse) {
    EXPECT_EQ(day_read("2020-03-09", DayFormat::iso), "2020-03-09");
    EXPECT_EQ(day_read("2020-03-09T14:30:00Z", DayFormat::iso), "2020-03-09 14");
    EXPECT_EQ(day_read("2020-03-09 23:59", DayFormat::iso), "2020-03-09 23");
    EXPECT_EQ(day_read("09/03/2020", DayFormat::day_month), "2020-03-09");
    EXPECT_EQ(day_read("9-3-2020", DayFormat::day_month), "2020-03-09");
    EXPECT_EQ(day_read("9/3/2020 7:05", DayFormat::day_month), "2020-03-09 7");
    EXPECT_EQ(day_read("202003", DayFormat::year_month), "2020-03-01 month");
    EXPECT_EQ(day_read("2020-03", DayFormat::year_month), "2020-03-01 month");
    for (const char* text : {"2020/03", "2020M03", "2020m3", "03/2020", "3-2020"})
        EXPECT_EQ(day_read(text, DayFormat::year_month), "2020-03-01 month") << text;
    EXPECT_EQ(day_read("29/02/2020", DayFormat::day_month), "2020-02-29");
}

TEST(Cells, AnInstantSaysOfWhichClockItIs) {
    const auto ahead = [](std::string_view text) {
        const auto when = parse_when(text, DayFormat::iso);
        return when ? when->ahead : std::nullopt;
    };
    for (const char* text : {"2020-03-09T14:30:00Z", "2020-03-09 14:30:00.000Z", "2020-03-09 14:30 UTC",
                             "2020-03-09T14:30:00+00:00", "2020-03-09 14:30:00+00", "2020-03-09 14:30 gmt"})
        EXPECT_EQ(ahead(text), 0) << text;
    for (const char* text : {"2020-03-09T14:30:00-05:00", "2020-03-09 14:30:00.25-0500",
                             "2020-03-09 14:30-05", "2020-03-09 14:30 UTC-5", "2020-03-09 14:30 GMT-05:00"})
        EXPECT_EQ(ahead(text), -300) << text;
    EXPECT_EQ(ahead("2020-03-09T14:30:00+05:30"), 330);
    for (const char* text : {"2020-03-09", "2020-03-09 14:30", "2020-03-09 14:30:00.5", "2020-03-09 2:30 PM",
                             "2020-03-09 14:30 hs", "2020-03-09 14:30:00+99:00"})
        EXPECT_EQ(ahead(text), std::nullopt) << text;
    for (const char* text : {"2020-03-09T00:00:00Z", "2020-03-09T00:00:00.000Z", "2020-03-09 00:00:00+00"})
        EXPECT_EQ(day_read(text, DayFormat::iso), "2020-03-09") << text << ": a program's way to write a day";
    EXPECT_EQ(day_read("2020-03-09T00:00:07Z", DayFormat::iso), "2020-03-09 0");
    EXPECT_EQ(day_read("2020-03-09T00:00:00", DayFormat::iso), "2020-03-09 0");
}

TEST(Cells, WhatIsNoDayIsNone) {
    for (const char* text : {"", "2020", "2020-02-30", "2019-02-29", "2020-13-01", "2020/03/09", "09/03/2020",
                             "2020-03-09x", "2020-03-09 25:00", "20200-03-09", "0000-00-00", "NULL"}) {
        EXPECT_EQ(day_read(text, DayFormat::iso), "no day") << text;
    }
    for (const char* text :
         {"31/04/2020", "13/13/2020", "5/17/2020", "1/1/20", "1/1-2020", "1", "0/0/2020", "2020-03-09"}) {
        EXPECT_EQ(day_read(text, DayFormat::day_month), "no day") << text;
    }
    for (const char* text : {"201313", "20131", "2013-00", "aaaabb", "2013-3", "13/2020", "M3/2020",
                             "03.2020", "03/2020/1", "03/20", "/2020"}) {
        EXPECT_EQ(day_read(text, DayFormat::year_month), "no day") << text;
    }
}

TEST(Cells, DaysInTheOtherFormsOfPublicFiles) {
    EXPECT_EQ(day_read("09/30/2022 11:58:00 PM", DayFormat::month_day), "2022-09-30 23");
    EXPECT_EQ(day_read("9/3/2022 12:05 a. m.", DayFormat::month_day), "2022-09-03 0");
    EXPECT_EQ(day_read("30/09/2022", DayFormat::month_day), "no day");
    EXPECT_EQ(day_read("2016/08/01", DayFormat::slashed), "2016-08-01");
    EXPECT_EQ(day_read("2016-08-01", DayFormat::slashed), "no day");
    EXPECT_EQ(day_read("20160801", DayFormat::compact), "2016-08-01");
    EXPECT_EQ(day_read("20160832", DayFormat::compact), "no day");
    EXPECT_EQ(day_read("09/03/20", DayFormat::day_month_short), "2020-03-09");
    EXPECT_EQ(day_read("09/03/99", DayFormat::day_month_short), "1999-03-09");
    EXPECT_EQ(day_read("09/03/2020", DayFormat::day_month_short), "2020-03-09")
        << "whole years among short ones";
    EXPECT_EQ(day_read("09/03/202", DayFormat::day_month_short), "no day");
    EXPECT_EQ(day_read("3/9/12", DayFormat::month_day_short), "2012-03-09");
    EXPECT_EQ(day_read("03/29/2012 9:05 PM", DayFormat::month_day_short), "2012-03-29 21");
    EXPECT_EQ(day_read("29/3/12", DayFormat::month_day_short), "no day");
    EXPECT_EQ(day_read("09/03/20", DayFormat::day_month), "no day");
    for (const char* text :
         {"9 de marzo de 2020", "09-mar-2020", "9 Março 2020", "9 March 2020", "09/MAR/20"})
        EXPECT_EQ(day_read(text, DayFormat::day_name), "2020-03-09") << text;
    EXPECT_EQ(day_read("9 de marzo de 2020 14:30", DayFormat::day_name), "2020-03-09 14");
    for (const char* text :
         {"09-03-2020", "31 de abril de 2020", "9 de marzo", "marzo 9 2020", "9 brumario 2020"})
        EXPECT_EQ(day_read(text, DayFormat::day_name), "no day") << text;
    for (const char* text : {"marzo 2020", "MARZO DE 2020", "mar-20", "2020 março", "Mar. 2020"})
        EXPECT_EQ(day_read(text, DayFormat::month_name), "2020-03-01 month") << text;
    for (const char* text : {"2020", "marzo", "03 2020", "marzo 2020 1", "20 20"})
        EXPECT_EQ(day_read(text, DayFormat::month_name), "no day") << text;
    EXPECT_EQ(day_read("13:05 PM", DayFormat::iso), "no day");
    EXPECT_EQ(day_read("2020-03-09 13:05 PM", DayFormat::iso), "no day");
}

TEST(Cells, MonthsByNumberAndByName) {
    EXPECT_EQ(parse_month_number("3"), 3);
    EXPECT_EQ(parse_month_number("03.0"), 3);
    EXPECT_EQ(parse_month_number("Setiembre"), 9);
    EXPECT_EQ(parse_month_number("DICIEMBRE"), 12);
    EXPECT_EQ(parse_month_number("fev"), 2);
    EXPECT_EQ(parse_month_number("Jan."), 1);
    for (const char* text : {"", "0", "13", "m", "ma", "marzos", "tot", "total"})
        EXPECT_FALSE(parse_month_number(text)) << text;
    EXPECT_EQ(day_of("2020", "marzo", {})->day, *parse_day("2020-03-01"));
    EXPECT_EQ(day_of("2020.0", "2", "29")->day, *parse_day("2020-02-29"));
    EXPECT_FALSE(day_of("2019", "2", "29"));
    EXPECT_FALSE(day_of("2019", "", {}));
    EXPECT_FALSE(day_of("2019", "3", "99999999999"));
}

TEST(Cells, Hours) {
    const auto read = [](std::string_view text) {
        const auto hour = parse_hour(text);
        return hour ? hour->hour : -1;
    };
    EXPECT_EQ(read("0"), 0);
    EXPECT_EQ(read("23"), 23);
    EXPECT_EQ(read("07"), 7);
    EXPECT_EQ(read("7.0"), 7);
    EXPECT_EQ(read("14:30"), 14);
    EXPECT_EQ(read("14:30:59"), 14);
    EXPECT_EQ(read("21h40"), 21);
    EXPECT_EQ(read("21h"), 21);
    EXPECT_EQ(read("9 hs"), 9);
    EXPECT_EQ(read("21.40"), 21);
    EXPECT_EQ(read("08.15 Hs."), 8);
    EXPECT_EQ(read("21h40min"), 21);
    EXPECT_EQ(parse_hour("21h40")->minute, 40);
    EXPECT_EQ(read("10 p.m."), 22);
    EXPECT_EQ(read("9PM"), 21);
    EXPECT_EQ(read("7.30 a. m."), 7);
    EXPECT_EQ(read("12 a.m."), 0);
    EXPECT_EQ(read("12 m."), 12) << "noon, as Panama and Colombia write it";
    EXPECT_EQ(read("12:00 m."), 12);
    EXPECT_EQ(parse_hour("9 hs")->known, TimeKnown::hour);
    for (const char* text : {"24h", "21h99", "21.60", "21.4", "21.405", "9 hsx", "h", "21 40", "13 p.m.",
                             "0 am", "5 m", "11:00 m.", "10-12 pm", "10 5 pm"})
        EXPECT_EQ(read(text), -1) << text;
    for (const char* text : {"24", "-1", "7.5", "25:00", "12:60", "", "SD", "999999999999999999999"})
        EXPECT_EQ(read(text), -1) << text;
    EXPECT_EQ(read("2358"), 23);
    EXPECT_EQ(read("0015"), 0);
    EXPECT_EQ(parse_hour("2358")->minute, 58);
    EXPECT_EQ(read("30/12/1899 9:07:00"), 9);
    EXPECT_EQ(parse_hour("1899-12-30T14:30:00")->minute, 30);
    EXPECT_FALSE(parse_hour("31/12/1899 9:07:00")) << "a day, and its hour";
    EXPECT_EQ(read("0.604"), 14);
    EXPECT_EQ(read("0,60416667"), 14);
    EXPECT_EQ(parse_hour("0.604166666666667")->minute, 30);
    for (const char* text : {"2360", "2400", "930", "1.604", "0.9999", "0.60x"})
        EXPECT_EQ(read(text), -1) << text;
    EXPECT_EQ(parse_hour("14:30")->known, TimeKnown::minute);
    EXPECT_EQ(parse_hour("14")->known, TimeKnown::hour);
}

}  // namespace
}  // namespace atalaya::intake
