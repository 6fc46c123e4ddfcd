#include "intake/propose/columns.hpp"

#include <gtest/gtest.h>

namespace atalaya::intake {

namespace {

ColumnFacts facts(const std::vector<std::string>& cells, const std::string& name = "columna") {
    Sample sample;
    sample.head = {name};
    for (const auto& cell : cells) sample.texts.push_back(cell);
    for (const auto& text : sample.texts) sample.cells.emplace_back(text);
    return column_facts(sample).front();
}

}  // namespace

TEST(ProposeColumns, CellsAreCounted) {
    const auto found = facts({"Robo", "", "NULL", "Robo", "Hurto", "s/d"});
    EXPECT_EQ(found.rows, 6);
    EXPECT_EQ(found.blank, 1);
    EXPECT_EQ(found.said, 3);
    EXPECT_EQ(found.distinct, 2);
    EXPECT_EQ(found.values.front(), (std::pair<std::string, std::int64_t>{"Robo", 2}));
    ASSERT_EQ(found.missing.size(), 2u);
    EXPECT_EQ(found.missing[0].first, "NULL");
    EXPECT_EQ(found.missing[1].first, "s/d");
}

TEST(ProposeColumns, NamesAreCutIntoWords) {
    EXPECT_EQ(tokens_of("Fecha_Hecho"), (std::vector<std::string>{"fecha", "hecho"}));
    EXPECT_EQ(tokens_of("FechaOcurrencia"), (std::vector<std::string>{"fecha", "ocurrencia"}));
    EXPECT_EQ(tokens_of("AÑO"), (std::vector<std::string>{"ano"}));
    EXPECT_EQ(tokens_of("id-mapa"), (std::vector<std::string>{"id", "mapa"}));
}

TEST(ProposeColumns, DaysAboveTwelveTellTheOrder) {
    const auto day_first = day_format_of(facts({"03/04/2020", "13/04/2020"}));
    EXPECT_EQ(day_first.format, DayFormat::day_month);
    EXPECT_FALSE(day_first.order_open);
    const auto month_first = day_format_of(facts({"03/04/2020", "04/13/2020"}));
    EXPECT_EQ(month_first.format, DayFormat::month_day);
    EXPECT_FALSE(month_first.order_open);
    EXPECT_TRUE(day_format_of(facts({"03/04/2020", "05/06/2020"})).order_open);
    EXPECT_EQ(day_format_of(facts({"201301", "201312"})).format, DayFormat::year_month);
    EXPECT_EQ(day_format_of(facts({"9 de marzo de 2020"})).format, DayFormat::day_name);
    EXPECT_EQ(day_format_of(facts({"Retiro"})).share, 0);
}

// As a program of the United States writes them.
TEST(ProposeColumns, ShortYearsHaveBothOrders) {
    const auto month_first = day_format_of(facts({"3/12/12", "3/29/12", "4/1/12"}));
    EXPECT_EQ(month_first.format, DayFormat::month_day_short);
    EXPECT_FALSE(month_first.order_open);
    const auto day_first = day_format_of(facts({"12/3/12", "29/3/12"}));
    EXPECT_EQ(day_first.format, DayFormat::day_month_short);
    EXPECT_FALSE(day_first.order_open);
    EXPECT_TRUE(day_format_of(facts({"3/4/12", "5/6/12"})).order_open);
    EXPECT_TRUE(day_format_of(facts({"3/29/12", "29/3/12", "3/4/12"})).order_open) << "both orders";
}

TEST(ProposeColumns, TheDecimalSignIsThatOfNumbersThatCannotBeThousands) {
    EXPECT_EQ(find_decimal({facts({"-34,6037", "-58,3816"})}).value, ',');
    EXPECT_EQ(find_decimal({facts({"-34.6037", "-58.3816"})}).value, '.');
    EXPECT_EQ(find_decimal({facts({"1,234", "5,678"})}).value, '.');  // groups of thousands tell nothing
    EXPECT_LT(find_decimal({facts({"1.25", "1,25"})}).confidence, 90);
}

TEST(ProposeColumns, QuantilesLeaveOutOutliers) {
    std::vector<std::string> cells(200, "-58.4");
    cells[0] = "0";
    const auto found = facts(cells);
    EXPECT_DOUBLE_EQ(found.middle, -58.4);
    EXPECT_DOUBLE_EQ(found.high, -58.4);
}

TEST(ProposeColumns, ASignBetweenGroupsOfThreeIsThatOfThousands) {
    const auto points = facts({"13.912", "131.699", "1.234.567", "850"});
    EXPECT_EQ(points.thousands, '.');
    EXPECT_EQ(points.whole, 4);
    EXPECT_DOUBLE_EQ(points.high, 1'234'567);
    EXPECT_EQ(find_decimal({points}).value, ',');
    EXPECT_FALSE(find_decimal({points}).question.empty());
    EXPECT_EQ(find_decimal({facts({"1,234,567", "12,500"})}).value, '.');
    EXPECT_EQ(facts({"1 234", "12 500", "7"}).whole, 3);
}

TEST(ProposeColumns, DecimalsAreNoGroups) {
    EXPECT_EQ(facts({"13.912", "131.69", "850"}).thousands, '\0');
    EXPECT_EQ(facts({"-58.381", "-34.603"}).thousands, '\0');
    EXPECT_EQ(facts({"0.123", "0.456"}).thousands, '\0');
    EXPECT_EQ(facts({"13.912", "13912"}).thousands, '\0');
}

}  // namespace atalaya::intake
