// Farrington's two methods and their settings.
#include "methods/farrington_answer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "core/error.hpp"

using namespace atalaya::methods;
using atalaya::Error;
using testing::HasSubstr;

// What it does not look at it does not take: a setting without an effect would be believed to have one.
TEST(FarringtonAnswer, TheOriginalTakesNoPeriodsAndNoPastToLeaveOut) {
    Frame series;
    series.add("events", Numbers(320, 7.0));
    for (const char* name : {"periods", "past_excluded"}) {
        const Question asked{.tables = {{"series", series}}, .given = {{name, "5"}}};
        EXPECT_NO_THROW(run(*find("farrington"), asked)) << name;
        try {
            run(*find("farrington_original"), asked);
            FAIL() << name;
        } catch (const Error& error) {
            EXPECT_EQ(error.fault(), atalaya::Fault::usage);
            EXPECT_THAT(error.what(), testing::AllOf(HasSubstr("half_window"),
                                                     HasSubstr(std::string{"found \""} + name + "\"")));
        }
    }
}

// How much history is missing, and what to ask of a series of months.
TEST(FarringtonAnswer, ATooShortSeriesSaysHowManyRowsItNeeds) {
    Frame series;
    series.add("events", Numbers(21, 7.0));
    try {
        run(*find("farrington"), {.tables = {{"series", series}}});
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.fault(), atalaya::Fault::bad_input);
        EXPECT_THAT(error.what(), testing::AllOf(HasSubstr("more than 263 rows"), HasSubstr("found 21"),
                                                 HasSubstr("--set frequency=12")));
    }
}

// In its years there was none: the limit would be 0 whatever happens, so that neither an alarm nor its absence is told. Where
// there are too few events for a limit there is no alarm.
TEST(FarringtonAnswer, AWeekAfterYearsOfNoneHasNoFiguresThatSayOtherwise) {
    Numbers counts(400, 0);
    counts.back() = 9;
    Frame series;
    series.add("events", counts);
    for (const char* method : {"farrington", "farrington_original"}) {
        const auto found = run(*find(method), {.tables = {{"series", series}}, .given = {{"from", "399"}}});
        const auto& weeks = found.tables.at("series");
        EXPECT_EQ(weeks.texts("why")[398], "too_few_events") << method;
        EXPECT_EQ(weeks.numbers("alarm")[398], 0) << method;
        EXPECT_EQ(weeks.texts("why")[399], "none_in_earlier_years") << method;
        for (const char* figure : {"alarm", "upper", "expected", "phi", "p", "score"})
            EXPECT_TRUE(std::isnan(weeks.numbers(figure)[399])) << method << " " << figure;
        EXPECT_TRUE(std::isnan(weeks.numbers("p")[398])) << method;
    }
}
