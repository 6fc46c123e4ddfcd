// Rows that follow one another, and those that do not.
#include "methods/sequence.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace atalaya::methods;
using testing::HasSubstr;

namespace {

std::string wrong(const Texts& periods) {
    const auto found = out_of_sequence("mes", periods);
    return found ? found->english() : "";
}

}  // namespace

TEST(Sequence, PeriodsOfEachKindFollowOneAnother) {
    EXPECT_EQ(wrong({"2018", "2019", "2020"}), "");
    EXPECT_EQ(wrong({"2010", "2015", "2020"}), "");
    EXPECT_EQ(wrong({"2019-Q3", "2019-T4", "2020-Q1"}), "");
    EXPECT_EQ(wrong({"2019-11", "2019-12", "2020-01"}), "");
    EXPECT_EQ(wrong({"2020-W52", "2020-W53", "2021-W01"}), "");
    EXPECT_EQ(wrong({"2020-02-28", "2020-02-29", "2020-03-01"}), "");
    EXPECT_EQ(wrong({"2020-02-24", "2020-03-02", "2020-03-09"}), "");
    EXPECT_EQ(wrong({"201911", "201912", "202001"}), "");
    EXPECT_EQ(wrong({"20200228", "20200229", "20200301"}), "");
    EXPECT_EQ(wrong({"8", "9", "10", "11"}), "");
    EXPECT_EQ(wrong({"999", "1000", "1001"}), "");
    EXPECT_EQ(wrong({}), "");
    EXPECT_EQ(wrong({"2020-01"}), "");
}

TEST(Sequence, DaysOfOneNumberOrTheLastOfTheirMonthAreMonths) {
    EXPECT_EQ(wrong({"2019-12-01", "2020-01-01", "2020-02-01", "2020-03-01"}), "");
    EXPECT_EQ(wrong({"2019-12-31 00:00:00", "2020-01-31 00:00:00", "2020-02-29 00:00:00"}), "");
    EXPECT_THAT(wrong({"2019-12-01", "2020-01-01", "2020-04-01"}), HasSubstr("2 missing"));
}

TEST(Sequence, GapsAreToldWithTheirPlaceAndLength) {
    EXPECT_THAT(wrong({"2017-11", "2017-12", "2020-01"}),
                testing::AllOf(HasSubstr("2020-01 in row 3 right after 2017-12"), HasSubstr("24 missing")));
    EXPECT_THAT(wrong({"2020-W52", "2021-W01", "2021-W02"}), HasSubstr("2021-W01"));
    EXPECT_THAT(wrong({"2020-01-01", "2020-01-02", "2020-01-04"}), HasSubstr("1 missing"));
    EXPECT_THAT(wrong({"2010", "2012", "2015"}), HasSubstr("steps"));
    EXPECT_THAT(wrong({"201911", "201912", "202002"}), HasSubstr("1 missing"));
    EXPECT_THAT(wrong({"1", "2", "4"}), HasSubstr("1 missing"));
}

TEST(Sequence, OrderRepeatsAndStrangersAreTold) {
    EXPECT_THAT(wrong({"2020-02", "2020-01"}), testing::AllOf(HasSubstr("order"), HasSubstr("row 2")));
    EXPECT_THAT(wrong({"2020-01", "2020-01"}), HasSubstr("rows 1 and 2"));
    EXPECT_THAT(wrong({"2020-01", "enero"}), testing::AllOf(HasSubstr("\"enero\""), HasSubstr("row 2")));
    EXPECT_THAT(wrong({"2020-01", "2020"}), HasSubstr("one kind"));
    EXPECT_THAT(wrong({"2021-W54"}), HasSubstr("row 1"));
    EXPECT_THAT(wrong({"2021-W52", "2021-W53", "2022-W01"}), HasSubstr("found \"2021-W53\" in row 2"));
    EXPECT_THAT(wrong({"2021-02-30"}), HasSubstr("row 1"));
}

TEST(Sequence, AColumnOfPeriodsIsKnownByItsNameAndItsCells) {
    Frame frame;
    frame.add("robos", Numbers{3, 4, 5});
    frame.add("Mes", Numbers{1, 2, 3});
    EXPECT_EQ(periods_in(frame), nullptr);
    frame.add("AÑO", Numbers{2018, 2018, 2018});
    EXPECT_EQ(periods_in(frame), nullptr);
    frame.add("Fecha", Texts{"2018-01", "2018-02", "2018-04"});
    ASSERT_NE(periods_in(frame), nullptr);
    EXPECT_EQ(periods_in(frame)->name, "Fecha");
    Frame years;
    years.add("year", Numbers{2018, 2019, 2021});
    ASSERT_NE(periods_in(years), nullptr);
    EXPECT_THAT(out_of_sequence("year", as_texts(years.columns[0].cells))->english(), HasSubstr("1 missing"));
}

namespace {

Frame months_of(Texts area, Texts month) {
    Frame frame;
    frame.add("barrio", std::move(area));
    frame.add("mes", std::move(month));
    return frame;
}

}  // namespace

TEST(Sequence, MonthsOfSeveralAreasAreNoSeries) {
    const auto by_area = months_of({"a", "a", "b", "b"}, {"2020-01", "2020-02", "2020-01", "2020-02"});
    const auto found = repeated_period(by_area);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->column->name, "mes");
    EXPECT_EQ(found->row, 0u);
    EXPECT_EQ(found->again, 2u);
    EXPECT_TRUE(repeated_period(months_of({"a", "b", "a"}, {"2020-01", "2020-01", "2020-02"})));

    EXPECT_FALSE(repeated_period(months_of({"a", "a"}, {"2020-01", "2020-02"})));
    EXPECT_FALSE(
        repeated_period(months_of({"a", "a"}, {"2020-05", "2020-05"})));         // when it was published, say
    EXPECT_FALSE(repeated_period(months_of({"a", "b", "a"}, {"1", "2", "1"})));  // months of no year
    auto hourly = months_of({"", "", ""}, {"2020-01-01", "2020-01-01", "2020-01-02"});
    EXPECT_TRUE(repeated_period(hourly));
    hourly.add("hora", Numbers{0, 1, 0});
    EXPECT_FALSE(repeated_period(hourly));
}
