#include "core/zone.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstdlib>
#include <ctime>
#include <fstream>

#include "core/error.hpp"
#include "core/zone_rule.hpp"

namespace atalaya {
namespace {

namespace chr = std::chrono;
using chr::minutes;

constexpr std::array eight{"America/Santiago",  "America/Punta_Arenas", "America/Mexico_City",
                           "America/Sao_Paulo", "America/Asuncion",     "America/Argentina/Buenos_Aires",
                           "America/Bogota",    "America/Panama"};
const Day first{chr::year{2015} / chr::January / 1}, last{chr::year{2026} / chr::December / 31};

std::optional<Zone> zone(const char* name) {
    return find_zone(zone_folder(), name);
}

// The C library's own reading of the same zone.
class LibraryClock {
  public:
    explicit LibraryClock(const char* name) { setenv("TZ", name, 1), tzset(); }
    ~LibraryClock() { unsetenv("TZ"), tzset(); }
    minutes wall(Instant instant) const {
        const std::time_t seconds = chr::seconds{instant.time_since_epoch()}.count();
        std::tm shown{};
        localtime_r(&seconds, &shown);
        return instant.time_since_epoch() + minutes{shown.tm_gmtoff / 60};
    }
};

class EightZones : public testing::TestWithParam<const char*> {
  protected:
    void SetUp() override {
        if (!zone(GetParam())) GTEST_SKIP() << "this machine has no tzdata";
    }
};

TEST_P(EightZones, ShowWhatTheLibraryShows) {
    const Zone here = *zone(GetParam());
    const LibraryClock library{GetParam()};
    for (auto at = Instant{first.time_since_epoch()}; at < Instant{last.time_since_epoch()};
         at += minutes{30})
        ASSERT_EQ(here.wall(at).time_since_epoch(), library.wall(at)) << at.time_since_epoch().count();
}

// Every half hour of twelve years: shown as often as there are instants at which the clocks show it.
TEST_P(EightZones, ATimeIsReadFromTheInstantsThatShowIt) {
    const Zone here = *zone(GetParam());
    for (auto shown = WallTime{first}; shown < WallTime{last}; shown += minutes{30}) {
        const Shown read = here.when(shown);
        int times = 0;
        for (auto offset = -12 * 60; offset <= 0; offset += 30)
            times += here.wall(Instant{shown.time_since_epoch() - minutes{offset}}) == shown;
        const int expected = read.times == Shown::Times::once ? 1 : read.times == Shown::Times::twice ? 2 : 0;
        ASSERT_EQ(times, expected) << shown.time_since_epoch().count();
        ASSERT_EQ(read.earlier < read.later, read.times != Shown::Times::once);
        if (times > 0) {
            ASSERT_EQ(here.wall(read.earlier), shown);
            ASSERT_EQ(here.wall(read.later), shown);
        }
    }
}

TEST_P(EightZones, DaysAddUpAndLastAsLongAsTheirHours) {
    const Zone here = *zone(GetParam());
    minutes all{};
    for (Day day = first; day < last; day += chr::days{1}) {
        int half_hours = 0;
        for (auto at = Instant{day.time_since_epoch()} - chr::hours{2};
             at < Instant{day.time_since_epoch()} + chr::hours{36}; at += minutes{30})
            half_hours += chr::floor<chr::days>(here.wall(at)) == day;
        // A day may begin twice where midnight is repeated; it is counted to the next one's first beginning.
        ASSERT_EQ(here.length(day), minutes{30 * half_hours}) << iso(day);
        all += here.length(day);
    }
    EXPECT_EQ(all, here.when(WallTime{last}).earlier - here.when(WallTime{first}).earlier);
}

INSTANTIATE_TEST_SUITE_P(Zones, EightZones, testing::ValuesIn(eight), [](const auto& one) {
    std::string name = one.param;
    for (auto& c : name)
        if (c == '/') c = '_';
    return name;
});

// As the laws had it: Chile at midnight, Mexico no more since 2022, Brazil since 2019, Paraguay for good in 2024,
// Magallanes for good in 2016 and the others never.
TEST(Zone, DaysOf23And25Hours) {
    if (!zone("America/Santiago")) GTEST_SKIP() << "this machine has no tzdata";
    const auto odd = [](const char* name) {
        std::string days;
        const Zone here = *zone(name);
        for (Day day = Day{chr::year{2017} / chr::January / 1}; day < Day{chr::year{2026} / chr::January / 1};
             day += chr::days{1}) {
            if (const auto length = here.length(day); length != minutes{1440})
                days += iso(day) + " " + std::to_string(length.count() / 60) + "\n";
        }
        return days;
    };
    EXPECT_EQ(odd("America/Punta_Arenas"), "");
    EXPECT_EQ(odd("America/Bogota") + odd("America/Panama") + odd("America/Argentina/Buenos_Aires"), "");
    EXPECT_EQ(odd("America/Sao_Paulo"),
              "2017-02-18 25\n2017-10-15 23\n2018-02-17 25\n2018-11-04 23\n2019-02-16 25\n");
    const std::string mexico = odd("America/Mexico_City"), paraguay = odd("America/Asuncion");
    EXPECT_TRUE(mexico.ends_with("2022-04-03 23\n2022-10-30 25\n")) << mexico;
    EXPECT_TRUE(paraguay.ends_with("2024-03-23 25\n2024-10-06 23\n")) << paraguay;
    EXPECT_NE(odd("America/Santiago").find("2022-04-02 25\n2022-09-11 23\n"), std::string::npos);
}

TEST(Zone, ARuleGoesOnWhereTheFileEnds) {
    const auto santiago = zone("America/Santiago");
    if (!santiago) GTEST_SKIP() << "this machine has no tzdata";
    const Day april{chr::year{2080} / chr::April / chr::Sunday[1]};
    EXPECT_EQ(santiago->length(april - chr::days{1}), chr::hours{25});
}

TEST(Zone, NamesLeadNowhereElse) {
    EXPECT_TRUE(is_zone_name("America/Argentina/Buenos_Aires"));
    EXPECT_TRUE(is_zone_name("Etc/GMT+3"));
    for (const char* bad :
         {"", "../etc/passwd", "/etc/localtime", "America//Lima", "America/", "America/../x", "COMPLE TAR"})
        EXPECT_FALSE(is_zone_name(bad)) << bad;
    EXPECT_FALSE(find_zone(zone_folder(), "America/Macondo"));
}

// Cut anywhere and with every byte changed: read or refused, nothing else.
TEST(Zone, DamagedFilesAreRefused) {
    std::ifstream file{zone_folder() / "America/Santiago", std::ios::binary};
    const std::string whole{std::istreambuf_iterator<char>{file}, {}};
    if (whole.empty()) GTEST_SKIP() << "this machine has no tzdata";
    for (std::size_t length = 0; length < whole.size(); ++length)
        EXPECT_THROW((Zone{"x", std::string_view{whole}.substr(0, length)}), Error) << length;
    for (std::size_t at = 0; at < whole.size(); ++at) {
        std::string damaged = whole;
        damaged[at] = static_cast<char>(~damaged[at]);
        try {
            Zone{"x", damaged}.length(first);
        } catch (const Error& error) {
            EXPECT_EQ(error.fault(), Fault::bad_input);
        }
    }
}

TEST(ZoneRule, ReadsWhatFilesSay) {
    EXPECT_EQ(parse_zone_rule("<-03>3")->standard, chr::hours{-3});
    EXPECT_EQ(parse_zone_rule("IST-5:30")->standard, minutes{330});
    const auto chile = parse_zone_rule("<-04>4<-03>,M9.1.6/24,M4.1.6/24");
    ASSERT_TRUE(chile && chile->summer);
    EXPECT_EQ(chile->summer->offset, chr::hours{-3});
    EXPECT_EQ(chile->summer->begins.in(chr::year{2030}),
              chr::sys_days{chr::year{2030} / chr::September / chr::Saturday[1]} + chr::hours{24});
    const auto last_sunday = parse_zone_rule("CST6CDT,M4.1.0,M10.5.0/2:30");
    EXPECT_EQ(last_sunday->summer->ends.in(chr::year{2022}),
              chr::sys_days{chr::year{2022} / chr::October / 30} + minutes{150});
}

TEST(ZoneRule, RefusesWhatIsNone) {
    for (const char* bad :
         {"", "3", "A3", "<-03", "<-03>", "CST6CDT", "CST6CDT,M4.1.0", "CST6CDT,M13.1.0,M10.5.0",
          "CST6CDT,M4.6.0,M10.5.0", "CST6CDT,J0,J3", "CST6CDT,M4.1.0,M10.5.0x", "CST99"})
        EXPECT_FALSE(parse_zone_rule(bad)) << bad;
}

}  // namespace
}  // namespace atalaya
