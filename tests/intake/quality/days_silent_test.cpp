#include "intake/quality/days_silent.hpp"

#include <gmock/gmock.h>

#include <cmath>

#include "stats/random.hpp"

namespace atalaya::intake::quality {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Day day(const char* text) {
    return *parse_day(text);
}

bool never(Day) {
    return false;
}

// So many facts on every day from `first` to `last`.
FactsByDay every_day(const char* first, const char* last, std::int64_t facts) {
    FactsByDay of;
    for (Day on = day(first); on <= day(last); on += std::chrono::days{1}) of[on] = facts;
    return of;
}

FactsByDay without(FactsByDay facts, const char* first, const char* last) {
    std::erase_if(facts, [&](const auto& of) { return day(first) <= of.first && of.first <= day(last); });
    return facts;
}

std::vector<std::string> told(const FactsByDay& facts, const std::function<bool(Day)>& is_feast = never) {
    std::vector<std::string> days;
    for (const auto& run : silent_days(facts, is_feast)) days.push_back(iso(run.days));
    return days;
}

TEST(DaysSilent, AreHalfAMonthAtTheEndAtTheBeginningAndBetween) {
    const auto facts = every_day("2024-01-01", "2024-12-31", 4);
    EXPECT_THAT(told(without(facts, "2024-12-17", "2024-12-31")), ElementsAre("2024-12-17/2024-12-31"));
    EXPECT_THAT(told(without(facts, "2024-06-16", "2024-06-30")), ElementsAre("2024-06-16/2024-06-30"));
    EXPECT_THAT(told(without(facts, "2024-06-01", "2024-06-12")), ElementsAre("2024-06-01/2024-06-12"));
    EXPECT_THAT(told(without(facts, "2024-06-08", "2024-06-19")), ElementsAre("2024-06-08/2024-06-19"));
    EXPECT_THAT(told(without(facts, "2024-05-24", "2024-06-06")), ElementsAre("2024-05-24/2024-06-06"));
    EXPECT_DOUBLE_EQ(silent_days(without(facts, "2024-06-16", "2024-06-30"), never).at(0).usual, 60);
    EXPECT_THAT(told(facts), IsEmpty());
}

TEST(DaysSilent, BesideWholeMonthsAreTheDaysOfMonthsThatHaveFacts) {
    const auto facts = every_day("2023-01-01", "2024-12-31", 4);
    EXPECT_THAT(told(without(facts, "2024-03-20", "2024-05-05")),
                ElementsAre("2024-03-20/2024-03-31", "2024-05-01/2024-05-05"));
    EXPECT_THAT(told(without(facts, "2024-03-01", "2024-03-31")), IsEmpty()) << "a whole month";
}

// Worked by hand: of a Poisson the windows of five days have 15 facts and 0 has 3e-7; those of four have 12, 6e-6.
TEST(DaysSilent, TakeAboutFourteenFacts) {
    const auto facts = every_day("2024-01-01", "2024-12-31", 3);
    EXPECT_THAT(told(without(facts, "2024-06-11", "2024-06-15")), ElementsAre("2024-06-11/2024-06-15"));
    EXPECT_THAT(told(without(facts, "2024-06-11", "2024-06-14")), IsEmpty());
}

TEST(DaysSilent, ASourceIsHeldAgainstItsOwnWeeks) {
    FactsByDay office;  // closed on Saturdays and Sundays
    for (const auto& [on, n] : every_day("2024-01-01", "2024-12-31", 20))
        if (weekday_of(on) < 5) office[on] = n;
    EXPECT_THAT(told(office), IsEmpty()) << "a month that ends on a weekend is whole";
    EXPECT_THAT(told(without(office, "2024-06-24", "2024-06-30")), ElementsAre("2024-06-22/2024-06-30"));
    const auto easter = without(office, "2024-03-28", "2024-03-29");
    EXPECT_THAT(told(easter), ElementsAre("2024-03-28/2024-03-31")) << "two days and a weekend";
    const auto is_feast = [](Day on) { return day("2024-03-28") <= on && on <= day("2024-03-29"); };
    EXPECT_THAT(told(easter, is_feast), IsEmpty());
}

TEST(DaysSilent, NothingIsSaidOfWhatClosesEveryYearOrDatesByTheMonthOrBegins) {
    const auto facts = every_day("2022-01-01", "2024-12-31", 10);
    const auto closes =
        without(without(without(facts, "2022-01-01", "2022-01-15"), "2023-01-01", "2023-01-14"), "2024-01-01",
                "2024-01-16");
    EXPECT_THAT(told(closes), ElementsAre("2023-01-01/2023-01-14")) << "once, for nothing came before";
    FactsByDay monthly;
    for (Month month = *parse_month("2022-01"); month < *parse_month("2025-01");
         month = plus_months(month, 1))
        monthly[first_day(month)] = 300;
    EXPECT_THAT(told(monthly), IsEmpty());
    EXPECT_THAT(told(every_day("2024-01-01", "2024-01-15", 50)), IsEmpty()) << "nothing to hold it against";
    EXPECT_THAT(told({}), IsEmpty());
}

// A fall to one fact in two days, as of a transport that stops: the weeks after it have such runs too.
TEST(DaysSilent, NorOfAFallThatStays) {
    auto facts = every_day("2019-06-01", "2020-03-19", 8);
    for (Day on = day("2020-03-20"); on < day("2020-09-01"); on += std::chrono::days{5}) facts[on] = 1;
    EXPECT_THAT(told(facts), IsEmpty());
}

// Half months one after another are told each, and none hides another.
TEST(DaysSilent, ThreeHalfMonthsAreThree) {
    const auto facts = every_day("2023-01-01", "2024-12-31", 10);
    EXPECT_THAT(told(without(without(without(facts, "2024-06-16", "2024-06-30"), "2024-07-16", "2024-07-31"),
                             "2024-08-16", "2024-08-31")),
                ElementsAre("2024-06-16/2024-06-30", "2024-07-16/2024-07-31", "2024-08-16/2024-08-31"));
}

// Two hundred cities with nothing wrong, from a fact in five days to sixty a day, with season, week and over-dispersion: none is told.
// Of the same with the last twelve days missing nearly all from five a day on are.
TEST(DaysSilent, ACleanCityHasNoneAndAHalfMonthIsFound) {
    int wrong = 0, found = 0, planted = 0;
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        stats::Random random{seed, stats::stream_of("days_silent")};
        const double mean = 0.2 * std::pow(300, random.uniform()), phi = 1 + 2 * random.uniform();
        FactsByDay facts;
        for (Day on = day("2022-01-01"); on <= day("2023-12-31"); on += std::chrono::days{1}) {
            const double turn = static_cast<double>((on - day("2022-01-01")).count()) * 0.0172;
            const double here = mean * (1 + 0.3 * std::sin(turn)) * (weekday_of(on) < 5 ? 1.1 : 0.75);
            if (const auto n = random.negative_binomial(here, phi); n > 0) facts[on] = n;
        }
        wrong += told(facts).empty() ? 0 : 1;
        if (mean < 5) continue;
        ++planted;
        found += told(without(facts, "2023-12-20", "2023-12-31")) ==
                         std::vector<std::string>{"2023-12-20/2023-12-31"}
                     ? 1
                     : 0;
    }
    EXPECT_EQ(wrong, 0);
    EXPECT_GT(planted, 70);
    EXPECT_GE(found, planted * 97 / 100) << planted;
}

}  // namespace
}  // namespace atalaya::intake::quality
