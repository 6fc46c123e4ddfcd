// Farrington's two methods and their settings.
#include "methods/farrington_answer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

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
