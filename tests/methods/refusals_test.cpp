// Data that a method is not for: refused with a reason of its own, not with a figure that says nothing.
#include <gtest/gtest.h>

#include <string>

#include "methods/method.hpp"

using namespace atalaya;
using namespace atalaya::methods;

namespace {

std::string refused(const std::string& method, const Question& question) {
    return run(*find(method), question).refused;
}

// A unit a letter, four periods, `first` when each is treated (0 never).
Frame staggered(const Numbers& first) {
    Texts unit;
    Numbers period, value, begins;
    for (std::size_t u = 0; u < first.size(); ++u) {
        for (int t = 1; t <= 4; ++t) {
            unit.push_back(std::string(1, static_cast<char>('a' + u)));
            period.push_back(t);
            value.push_back(static_cast<double>(u * u) + 0.5 * t * static_cast<double>(u % 3 + 1));
            begins.push_back(first[u]);
        }
    }
    Frame frame;
    frame.add("unit", unit);
    frame.add("period", period);
    frame.add("value", value);
    frame.add("first_treated", begins);
    return frame;
}

// `units` of ten periods, the first treated from the period `start` on.
Frame with_one_treated(int units, int start) {
    Texts unit;
    Numbers period, value, treated;
    for (int u = 0; u < units; ++u) {
        for (int t = 1; t <= 10; ++t) {
            unit.push_back("u" + std::to_string(u));
            period.push_back(t);
            value.push_back(10 + u + (t * (u + 3)) % 7);
            treated.push_back(u == 0 && t >= start ? 1 : 0);
        }
    }
    Frame frame;
    frame.add("unit", unit);
    frame.add("period", period);
    frame.add("value", value);
    frame.add("treated", treated);
    return frame;
}

// Thirty events, of one day or of one place.
Frame events(bool one_day, bool one_place) {
    Numbers day, x, y;
    for (int i = 0; i < 30; ++i) {
        day.push_back(one_day ? 19'782 : 19'782 + i);
        x.push_back(one_place ? 5 : 40 * (i % 7));
        y.push_back(one_place ? 7 : 60 * (i % 4));
    }
    Frame frame;
    frame.add("day", day);
    frame.add("x", x);
    frame.add("y", y);
    return frame;
}

Frame series(const std::string& column, const Numbers& values) {
    Frame frame;
    frame.add(column, values);
    return frame;
}

}  // namespace

TEST(Refusals, StaggeredDifferencesSayWhomTheyLack) {
    const auto why = [](const Numbers& first, const char* comparison) {
        return refused("staggered_differences",
                       {.tables = {{"panel", staggered(first)}}, .given = {{"comparison", comparison}}});
    };
    EXPECT_EQ(why({2, 2, 3, 3}, "never_treated"), "nobody_untreated");
    EXPECT_EQ(why({2, 2, 3, 3}, "not_yet_treated"), "");
    EXPECT_EQ(why({3, 3, 3, 3}, "not_yet_treated"), "nobody_to_compare");
    EXPECT_EQ(why({0, 0, 0, 0}, "never_treated"), "nobody_treated");
    EXPECT_EQ(why({0, 0, 1, 1}, "never_treated"), "no_time_before");
    EXPECT_EQ(why({0, 0, 3, 3}, "never_treated"), "");
}

TEST(Refusals, StaggeredDifferencesOfSmallGroupsSayThatErrorsAreTooNarrow) {
    const auto notes = [](const Numbers& first) {
        return run(*find("staggered_differences"), {.tables = {{"panel", staggered(first)}}}).notes;
    };
    const auto small = notes({0, 0, 0, 0, 0, 3, 3});
    ASSERT_EQ(small.size(), 1u);
    EXPECT_EQ(small[0].code, "small_groups");
    EXPECT_EQ(small[0].with.at("groups"), "1");
    EXPECT_TRUE(notes({0, 0, 0, 0, 0, 3, 3, 3, 3, 3}).empty());
}

TEST(Refusals, ABlendNeedsThreeUnitsAndTwoPeriodsBefore) {
    const auto why = [](int units, int start) {
        return refused("synthetic_control", {.tables = {{"panel", with_one_treated(units, start)}}});
    };
    EXPECT_EQ(why(3, 8), "few_donors");
    EXPECT_EQ(why(5, 2), "short_before");
    EXPECT_EQ(why(5, 8), "");
}

TEST(Refusals, NearRepeatsOfOneDayOrOnePlaceHaveNothingToTest) {
    const auto why = [](bool one_day, bool one_place) {
        return refused("near_repeat", {.tables = {{"events", events(one_day, one_place)}}});
    };
    EXPECT_EQ(why(true, false), "one_day");
    EXPECT_EQ(why(false, true), "one_place");
    EXPECT_EQ(why(false, false), "");
}

TEST(Refusals, AMeasureAfterNoEventsHasNothingToBeHeldAgainst) {
    Numbers counts(40, 0);
    for (std::size_t i = 20; i < 40; ++i) counts[i] = static_cast<double>(5 + i % 3);
    const auto why = [](const Numbers& values) {
        return refused("interrupted_series", {.tables = {{"series", series("events", values)}},
                                              .given = {{"start", "21"}, {"harmonics", "0"}}});
    };
    EXPECT_EQ(why(counts), "no_events_before");
    counts[3] = 1;
    EXPECT_EQ(why(counts), "");
}

TEST(Refusals, PoissonChangesAreOfWholeCounts) {
    const auto why = [](const Numbers& values, const char* cost) {
        return refused("change_points",
                       {.tables = {{"series", series("value", values)}}, .given = {{"cost", cost}}});
    };
    EXPECT_EQ(why({0.5, 1.5, 2.5, 1, 2, 3}, "poisson"), "not_a_count");
    EXPECT_EQ(why({0.5, 1.5, 2.5, 1, 2, 3}, "mean"), "");
    EXPECT_EQ(why({0, 1, 2, 1, 2, 3}, "poisson"), "");
}
