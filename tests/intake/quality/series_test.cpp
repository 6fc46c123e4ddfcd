#include "intake/quality/monthly_series.hpp"

#include <gmock/gmock.h>

#include "intake/quality/category_replaced.hpp"
#include "intake/quality/ends_in_zero.hpp"

namespace atalaya::intake::quality {
namespace {

using Counts = std::vector<double>;

Counts months(int n, double count, int zeros) {
    Counts counts(static_cast<std::size_t>(n), count);
    counts.insert(counts.end(), static_cast<std::size_t>(zeros), 0);
    return counts;
}

// By hand: equal counts have no variance, so exp(-8); of 0 and 8 in turn the squares are 64, over the mean 16, over the 5 %
// point of a chi-square with 3 degrees, 0.351846, phi = 45.4744: phi^(-4 / (phi - 1)).
TEST(ChanceOfZero, IsThePoissonsOrTheNegativeBinomials) {
    EXPECT_NEAR(chance_of_zero(Counts{8, 8, 8}), 0.000335463, 1e-9);
    EXPECT_NEAR(chance_of_zero(Counts{0, 8, 0, 8}), 0.709417, 1e-6);
    EXPECT_DOUBLE_EQ(chance_of_zero(Counts{0, 0}), 1);
}

TEST(EndsInZero, TwoZerosAreToldWhereTheyCannotBeChance) {
    EXPECT_EQ(zeros_at_end(months(12, 8, 2)), 2);
    EXPECT_EQ(zeros_at_end(months(12, 8, 1)), 0) << "one month may be empty";
    EXPECT_EQ(zeros_at_end(months(12, 3, 4)), 0) << "exp(-12) is more than a millionth";
    EXPECT_EQ(zeros_at_end(months(12, 3, 5)), 5);
    EXPECT_EQ(zeros_at_end(months(11, 8, 3)), 0) << "too few months are known";
    Counts was_zero = months(24, 8, 3);
    was_zero[5] = 0;
    EXPECT_EQ(zeros_at_end(was_zero), 0);
    EXPECT_EQ(zeros_at_end(Counts{}), 0);
}

TEST(EndsInZero, TellsOneOfACategoryWithItsAreas) {
    MonthlySeries series;
    series.of = {{{"robo", "a"}, months(12, 9, 2)},
                 {{"robo", "b"}, months(11, 9, 3)},
                 {{"robo", "c"}, months(14, 9, 0)},
                 {{"hurto", "a"}, months(12, 20, 2)}};
    const auto ended = ends_in_zero(series);
    ASSERT_EQ(ended.size(), 2U);
    EXPECT_EQ(ended[0].category, "hurto");
    EXPECT_EQ(ended[1].months, 2);
    EXPECT_EQ(ended[1].areas, std::vector<std::string>{"a"});
}

TEST(CategoryReplaced, NamesBothAndTheMonth) {
    MonthlySeries series;
    series.first = *parse_month("2020-01");
    series.of[{"20101 viejo", ""}] = months(8, 30, 4);
    series.of[{"20101 nuevo", ""}] = {0, 0, 0, 0, 0, 0, 0, 0, 28, 31, 35, 29};
    series.of[{"otro", ""}] = {0, 0, 0, 0, 0, 0, 0, 0, 280, 310, 350, 290};  // ten times as many
    series.of[{"casi", ""}] = {0, 0, 0, 0, 0, 0, 0, 20, 28, 31, 35, 29};     // a month before
    series.of[{"siempre", ""}] = {9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9};
    const auto replaced = categories_replaced(series);
    ASSERT_EQ(replaced.size(), 1U);
    EXPECT_EQ(replaced[0].from, "20101 viejo");
    EXPECT_EQ(replaced[0].to, "20101 nuevo");
    EXPECT_EQ(iso(replaced[0].month), "2020-09");
}

// A cell of a month without a row is 0; channels of one cell are added.
TEST(MonthlySeries, FillsTheMonthsWithoutRows) {
    Tallies tallies;
    const auto add = [&](const char* month, const char* category, const char* area, std::int64_t count) {
        tallies.month.since_epoch.push_back(since_epoch(first_day(*parse_month(month))));
        tallies.category.push(category);
        tallies.channel.push("");
        for (std::size_t slot = 0; slot < 4; ++slot) tallies.area[slot].push(slot == 1 ? area : "");
        tallies.count.push_back(count);
    };
    add("2020-01", "robo", "a", 3);
    add("2020-04", "robo", "a", 5);
    add("2020-04", "robo", "a", 2);
    add("2020-02", "robo", "b", 1);
    const auto series = monthly_series(tallies);
    EXPECT_EQ(iso(series.first), "2020-01");
    EXPECT_EQ(series.of.at({"robo", "a"}), (Counts{3, 0, 0, 7}));
    EXPECT_EQ(whole_city(series).of.at({"robo", ""}), (Counts{3, 1, 0, 7}));
    EXPECT_TRUE(monthly_series({}).of.empty());
}

}  // namespace
}  // namespace atalaya::intake::quality
