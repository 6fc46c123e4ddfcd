// Cells of a column of days that say the month, or the year, and no more.
#include "intake/coarse_day.hpp"

#include <gmock/gmock.h>

#include "core/only_year.hpp"
#include "intake/span.hpp"
#include "support.hpp"

namespace atalaya::intake {
namespace {

using testing::ElementsAre;

std::string read(std::string_view text, DayFormat format = DayFormat::iso) {
    const auto when = parse_coarse_day(text, format);
    if (!when) return "nothing";
    return iso(when->day) + (when->known == TimeKnown::month ? " month"
                             : when->known == only_year      ? " year"
                                                             : " day");
}

TEST(CoarseDay, MonthsAsTheyAreWrittenAmongDays) {
    for (const char* text : {"2024-05", "2024/05", "05/2024", "5-2024", "2024-05-00", "2024-05-00 00:00:00",
                             "2024-05-0", "mayo 2024", "Mayo de 2024"})
        EXPECT_EQ(read(text), "2024-05-01 month") << text;
    EXPECT_EQ(read("00/05/2024", DayFormat::day_month), "2024-05-01 month");
    EXPECT_EQ(read("2024-05-00", DayFormat::day_month), "2024-05-01 month");
    EXPECT_EQ(read("05/00/2024", DayFormat::month_day), "2024-05-01 month");
    EXPECT_EQ(read("20240500", DayFormat::compact), "2024-05-01 month");
    EXPECT_EQ(read("202405", DayFormat::compact), "2024-05-01 month");
}

TEST(CoarseDay, YearsAlone) {
    for (const char* text : {"2024", "2024-00-00", "2024-00-00T00:00:00"})
        EXPECT_EQ(read(text), "2024-01-01 year") << text;
    EXPECT_EQ(read("00/00/2024", DayFormat::day_month), "2024-01-01 year");
    EXPECT_EQ(read("20240000", DayFormat::compact), "2024-01-01 year");
}

TEST(CoarseDay, WhatMayBeADayOrIsNoneIsNothing) {
    for (const char* text :
         {"", "2024-05-31", "2024-05-32", "2024-13", "2024-13-00", "2024-00-15", "mar-24", "08 enero",
          "05/24", "24", "45359", "202405", "2024-05-00 10:30", "S/D", "2024-05-00-00", "12/2024/05"})
        EXPECT_EQ(read(text), "nothing") << text;
    EXPECT_EQ(read("05/00/2024", DayFormat::day_month), "nothing") << "the day is said, and no month";
    EXPECT_EQ(read("2024-05", DayFormat::year_month), "nothing")
        << "of a format of months it is no less than was asked";
    EXPECT_EQ(read("20240532", DayFormat::compact), "nothing");
}

const std::string descriptor = R"(id = "hechos"
version = "1"
kind = "incidents"
name = { es = "Hechos", pt = "Fatos", en = "Facts" }
publisher = "Aldea"
url = "https://example.org"
licence = "CC0"
files = ["hechos*.csv"]
cadence = "monthly"
[format]
type = "csv"
[time]
DAY
hour = { column = "hora" }
[offence]
always = "robo"
)";

Batch read_rows(const std::string& day, const std::string& table) {
    const Folder folder;
    folder.write("hechos/source.toml", edited(descriptor, "DAY", day));
    folder.write("hechos/codes.csv",
                 "code,label_1,es,pt,en,iccs,fit,indicators,note\nrobo,Robo,Robo,Roubo,Robbery,,,,\n");
    const Source source = read_source(folder.path() / "hechos");
    NoProgress quiet;
    return read_here(source, small_city(), small_gazetteer(), folder.write("hechos.csv", table), quiet);
}

std::vector<std::string> facts_of(const Batch& batch) {
    std::vector<std::string> out;
    const auto& facts = batch.incidents;
    for (std::size_t i = 0; i < facts.size(); ++i)
        out.push_back(iso(day_at(facts.day.since_epoch[i])) + " " + std::to_string(facts.hour[i]) +
                      " known " + std::to_string(facts.known[i]) + " delay " +
                      std::to_string(facts.delay_of(i)) + (has_day(facts, i) ? "" : " no day"));
    return out;
}

TEST(CoarseDay, FactsOfAMonthHaveNeitherDayNorHourNorDelayAndAreTold) {
    const Batch batch = read_rows("day = { column = \"fecha\" }\nregistered = { column = \"alta\" }",
                                  "fecha,hora,alta\n2024-05-07,10:00,2024-05-09\n2024-05,10:00,2024-06-"
                                  "03\n2024,10:00,2024-06-03\n2024-05-32,,\n");
    EXPECT_THAT(facts_of(batch),
                ElementsAre("2024-05-07 10 known 0 delay 2", "2024-05-01 -1 known 3 delay -1 no day",
                            "2024-01-01 -1 known 4 delay -1 no day"));
    EXPECT_EQ(found(batch, finding::day_unknown), 1);
    EXPECT_EQ(found(batch, finding::month_unknown), 1);
    EXPECT_THAT(rejects_of(batch), ElementsAre("4 day_impossible fecha 2024-05-32"));
}

TEST(CoarseDay, ADayOfItsOwnColumnMayBeUnknown) {
    const Batch batch =
        read_rows("day = { year = \"a\", month = \"m\", day = \"d\" }",
                  "a,m,d,hora\n2024,5,7,10\n2024,5,99,10\n2024,mayo,,10\n2024,,7,10\n2024,5,32,10\n");
    EXPECT_THAT(facts_of(batch),
                ElementsAre("2024-05-07 10 known 1 delay -1", "2024-05-01 -1 known 3 delay -1 no day",
                            "2024-05-01 -1 known 3 delay -1 no day"));
    EXPECT_EQ(found(batch, finding::day_unknown), 2);
    EXPECT_THAT(rejects_of(batch), ElementsAre("4 day_missing m ", "5 day_impossible a 2024 5 32"));
}

}  // namespace
}  // namespace atalaya::intake
