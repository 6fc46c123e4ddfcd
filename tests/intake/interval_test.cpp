// Facts of which only an interval is known: what it leaves known, and what is kept of it.
#include <gmock/gmock.h>

#include "intake/check.hpp"
#include "support.hpp"

namespace atalaya::intake {
namespace {

using testing::ElementsAre;

const std::string descriptor =
    edited(edited(edited(small_descriptor, "hour = { column = \"hora\", unknown = [\"99\"] }",
                         "interval = { from = \"desde\", until = \"hasta\" }"),
                  "[place]\nlon = \"x\"\nlat = \"y\"\nbox = [-5, -1, 5, 2]\n", ""),
           "[area.barrio]\ncolumn = \"barrio\"\n", "");

Batch read(const std::string& rows) {
    const Folder folder;
    const Source source = small_source(folder, descriptor);
    const auto path = folder.write("hechos.csv", "id,fecha,tipo,desde,hasta\n" + rows);
    NoProgress quiet;
    return read_here(source, small_city(), small_gazetteer(), path, quiet);
}

// "2020-05-01 22 1": the day, the hour and how well the time is known.
std::string time_of(const Batch& batch, std::size_t row) {
    const Incidents& in = batch.incidents;
    return iso(day_at(in.day.since_epoch[row])) + " " + std::to_string(in.hour[row]) + " " +
           std::to_string(in.known[row]);
}

std::int32_t minute(const char* day, int hour, int minutes) {
    return since_epoch(*parse_day(day)) * 1440 + hour * 60 + minutes;
}

TEST(Intervals, TheHourIsKnownWhereTheIntervalLiesWithinOne) {
    const Batch batch = read(
        "1,2020-05-01 22:10,Robo,2020-05-01 22:00,2020-05-01 23:00\n"
        "2,2020-05-01 22:30,Robo,2020-05-01 22:00,2020-05-01 23:01\n"
        "3,2020-05-01 23:30,Robo,2020-05-01 22:00,2020-05-02 01:00\n"
        "4,2020-05-31,Robo,2020-05-31 20:00,2020-06-01 01:00\n"
        "5,2020-05-01,Robo,2020-05-01 22:10,2020-05-01 22:10\n");
    ASSERT_EQ(batch.accepted, 5);
    EXPECT_EQ(time_of(batch, 0), "2020-05-01 22 1");
    EXPECT_EQ(time_of(batch, 1), "2020-05-01 -1 2") << "the day";
    EXPECT_EQ(time_of(batch, 2), "2020-05-01 -1 3") << "the month";
    EXPECT_EQ(time_of(batch, 3), "2020-05-31 -1 3") << "the month in which the source has it";
    EXPECT_EQ(time_of(batch, 4), "2020-05-01 22 1") << "an instant";
    EXPECT_EQ(found(batch, finding::interval_months), 1);
    EXPECT_EQ(found(batch, finding::hour_unknown), 3);
}

TEST(Intervals, AreKeptToTheMinute) {
    const Batch batch = read("1,2020-05-01 22:10,Robo,2020-05-01 22:05,2020-05-02 06:30\n");
    const Incidents& in = batch.incidents;
    EXPECT_EQ(in.from[0], minute("2020-05-01", 22, 5));
    EXPECT_EQ(in.past[0], minute("2020-05-02", 6, 30));
    EXPECT_EQ(in.ends_known[0], static_cast<std::int8_t>(TimeKnown::minute));
}

TEST(Intervals, OfDaysHoldTheLastOne) {
    const Batch batch =
        read("1,2020-05-01,Robo,2020-05-01,2020-05-03\n2,2020-05-01,Robo,2020-05-01,2020-05-01\n");
    const Incidents& in = batch.incidents;
    EXPECT_EQ(in.past[0], minute("2020-05-04", 0, 0));
    EXPECT_EQ(in.ends_known[0], static_cast<std::int8_t>(TimeKnown::day));
    EXPECT_EQ(time_of(batch, 1), "2020-05-01 -1 2");
    EXPECT_EQ(in.past[1] - in.from[1], 1440);
}

TEST(Intervals, ThatAreNoneAreToldAndTheRowIsKept) {
    const Batch batch = read(
        "1,2020-05-01 22:10,Robo,,2020-05-02 06:30\n"
        "2,2020-05-01 22:10,Robo,2020-05-02,2020-05-01\n"
        "3,2020-05-01 22:10,Robo,ayer,2020-05-01\n"
        "4,2020-05-01 22:10,Robo,2020-05-02,2020-05-03\n"
        "5,2020-05-01 22:10,Robo,2020-05-01,9999-12-31\n");
    ASSERT_EQ(batch.accepted, 5);
    for (std::size_t row = 0; row < 5; ++row) {
        EXPECT_FALSE(batch.incidents.has_interval(row));
        EXPECT_EQ(time_of(batch, row), "2020-05-01 22 0") << "what the day's own cell says";
    }
    EXPECT_EQ(found(batch, finding::interval_missing), 1);
    EXPECT_EQ(found(batch, finding::interval_impossible), 4);
}

TEST(Intervals, AnotherIntervalIsAnotherVersion) {
    const Batch one = read("1,2020-05-01,Robo,2020-05-01,2020-05-03\n"),
                other = read("1,2020-05-01,Robo,2020-05-01,2020-05-02\n");
    EXPECT_NE(one.incidents.content[0], other.incidents.content[0]);
}

TEST(Intervals, ARepeatedKeyLosesItsOwn) {
    const Batch batch =
        read("1,2020-05-01,Robo,2020-05-01,2020-05-03\n1,2020-05-01,Robo,2020-05-01,2020-05-02\n");
    ASSERT_EQ(batch.accepted, 1);
    EXPECT_THAT(batch.incidents.past, ElementsAre(minute("2020-05-03", 0, 0)));
}

}  // namespace
}  // namespace atalaya::intake
