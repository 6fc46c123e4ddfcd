// Instants of another clock than the city's: what its own clocks showed then is what a fact keeps.
#include "intake/instants.hpp"

#include <gmock/gmock.h>

#include "support.hpp"

namespace atalaya::intake {
namespace {

using testing::ElementsAre;

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
[key]
columns = ["nro"]
[time]
TIME
[offence]
always = "robo"
)";
const std::string alone = "day = { column = \"fecha\" }";

City city_of(const char* zone) {
    City city = small_city();
    city.zone = zone;
    const auto found = find_zone(zone_folder(), zone);
    if (found) city.clock = std::make_shared<const Zone>(*found);
    return city;
}

Batch read(const std::string& time, const std::string& table, const ReadOptions& options = {},
           const char* zone = "America/Santiago") {
    const Folder folder;
    folder.write("hechos/source.toml", edited(descriptor, "TIME", time));
    folder.write("hechos/codes.csv",
                 "code,label_1,es,pt,en,iccs,fit,indicators,note\nrobo,Robo,Robo,Roubo,Robbery,,,,\n");
    const Source source = read_source(folder.path() / "hechos");
    NoProgress quiet;
    return read_here(source, city_of(zone), small_gazetteer(), folder.write("hechos.csv", table), quiet,
                     options);
}

// "2024-06-13 22": the day and the hour of each fact, in the order of the file.
std::vector<std::string> days_of(const Batch& batch) {
    std::vector<std::string> out;
    for (std::size_t i = 0; i < batch.incidents.size(); ++i) {
        const auto hour = batch.incidents.hour[i];
        out.push_back(iso(day_at(batch.incidents.day.since_epoch[i])) +
                      (hour < 0 ? "" : " " + std::to_string(hour)));
    }
    return out;
}

class Instants : public testing::Test {
  protected:
    void SetUp() override {
        if (!find_zone(zone_folder(), "America/Santiago")) GTEST_SKIP() << "no tzdata on this machine";
    }
};

// Chile is three hours behind UTC in summer and four in winter.
TEST_F(Instants, AreCountedByWhatTheCitysClocksShowed) {
    const Batch batch = read(alone,
                             "nro,fecha\n"
                             "1,2024-06-14T02:30:00Z\n"
                             "2,2024-01-14T02:30:00Z\n"
                             "3,2024-06-14T02:30:00-04:00\n"
                             "4,2024-06-14T02:30:00+02:00\n"
                             "5,2024-06-14T00:00:00Z\n"
                             "6,2024-06-14 02:30\n");
    EXPECT_THAT(days_of(batch), ElementsAre("2024-06-13 22", "2024-01-13 23", "2024-06-14 2", "2024-06-13 20",
                                            "2024-06-14", "2024-06-14 2"));
    const auto* told = finding_of(batch, finding::instant_moved);
    ASSERT_NE(told, nullptr);
    EXPECT_EQ(told->rows, 3) << "what is of the city's own clock is not moved, and neither is a day";
    EXPECT_EQ(told->detail, R"({"zone":"America/Santiago","first":"2024-06-14T02:30Z",)"
                            R"("then":"2024-06-13T22:30","lines":[1,2,4]})");
}

TEST_F(Instants, OfASourceThatPutsAnOffsetAfterItsOwnClockAreAsWritten) {
    const Batch batch = read("offsets = \"ignored\"\n" + alone, "nro,fecha\n1,2024-06-14T02:30:00Z\n");
    EXPECT_THAT(days_of(batch), ElementsAre("2024-06-14 2"));
    EXPECT_EQ(finding_of(batch, finding::instant_moved), nullptr);
    EXPECT_THAT(refusal([] { read("offsets = \"never\"\n" + alone, "nro,fecha\n"); }),
                testing::HasSubstr("moved"));
}

// The night of 31 July in Santiago is 1 August of UTC: of the month that the file tells, and of no later day.
TEST_F(Instants, OfTheLastEveningAreOfNoDayToCome) {
    ReadOptions to_july;
    to_july.latest = parse_day("2024-07-31");
    const Batch batch = read(alone, "nro,fecha\n1,2024-08-01T03:10:00Z\n", to_july);
    EXPECT_THAT(days_of(batch), ElementsAre("2024-07-31 23"));
}

TEST_F(Instants, OfReportsAndOfTheEndsOfIntervalsAreMovedTooAndARowIsToldOnce) {
    const Batch batch = read(
        "interval = { from = \"desde\", until = \"hasta\" }\nregistered = { column = \"alta\" }\n" + alone,
        "nro,fecha,desde,hasta,alta\n"
        "1,2024-06-14T02:30:00Z,2024-06-14T01:00:00Z,2024-06-14T03:00:00Z,2024-06-16T02:00:00Z\n");
    EXPECT_THAT(days_of(batch), ElementsAre("2024-06-13"));
    EXPECT_EQ(batch.incidents.past[0] - batch.incidents.from[0], 120);
    EXPECT_EQ(batch.incidents.from[0] % (24 * 60), 21 * 60);
    EXPECT_EQ(batch.incidents.delay[0], 2) << "from 13 to 15 June";
    EXPECT_EQ(finding_of(batch, finding::instant_moved)->rows, 1);
}

TEST_F(Instants, WithoutAZoneAreAsWritten) {
    const Batch batch = read(alone, "nro,fecha\n1,2024-06-14T02:30:00Z\n", {}, "Nowhere/None");
    EXPECT_THAT(days_of(batch), ElementsAre("2024-06-14 2"));
}

}  // namespace
}  // namespace atalaya::intake
