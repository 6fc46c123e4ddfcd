#include "intake/quality/rule.hpp"

#include <gmock/gmock.h>

#include "../support.hpp"
#include "intake/quality/rule_cells.hpp"

namespace atalaya::intake::quality {
namespace {

using Side = std::vector<std::optional<double>>;
constexpr std::nullopt_t no = std::nullopt;

Rule rule(Operator op, Missing missing = Missing::skip_if_any) {
    return {.id = "r",
            .left = Expression::parse("[a]"),
            .op = op,
            .right = Expression::parse("[b] + [c]"),
            .missing = missing};
}

bool breaks(const Rule& of, const Side& left, const Side& right) {
    return broken(of, left, right).has_value();
}

TEST(Rule, EachOperatorHoldsWhereItShould) {
    const std::pair<Operator, std::array<bool, 3>> table[] = {
        // left below, equal to, above the right side: broken?
        {Operator::equal, {true, false, true}},   {Operator::not_equal, {false, true, false}},
        {Operator::greater, {true, true, false}}, {Operator::at_least, {true, false, false}},
        {Operator::less, {false, true, true}},    {Operator::at_most, {false, false, true}},
    };
    for (const auto& [op, expected] : table) {
        for (std::size_t i = 0; i < 3; ++i)
            EXPECT_EQ(breaks(rule(op), {4.0 + static_cast<double>(i)}, {2, 3}), expected[i])
                << static_cast<int>(op) << " " << i;
    }
    EXPECT_FALSE(breaks(rule(Operator::equal), {0.3}, {0.1, 0.2})) << "sums of fractions are not exact";
}

TEST(Rule, WhatIsMissingIsSkippedOrIsZero) {
    EXPECT_FALSE(breaks(rule(Operator::equal), {5}, {4, no}));
    EXPECT_TRUE(breaks(rule(Operator::equal, Missing::skip_if_all), {5}, {4, no}));
    EXPECT_FALSE(breaks(rule(Operator::less, Missing::skip_if_all), {no}, {no, no}));
    EXPECT_TRUE(breaks(rule(Operator::less, Missing::never_skip), {no}, {no, no})) << "0 < 0";
}

TEST(Rule, PairsAskWhetherASideSaysSomething) {
    EXPECT_TRUE(breaks(rule(Operator::together), {5}, {no, no}));
    EXPECT_FALSE(breaks(rule(Operator::together), {5}, {no, 1}));
    EXPECT_FALSE(breaks(rule(Operator::together), {no}, {no, no}));
    EXPECT_TRUE(breaks(rule(Operator::exclusive), {5}, {no, 1}));
    EXPECT_FALSE(breaks(rule(Operator::exclusive), {5}, {no, no}));
}

TEST(RuleCells, EveryViolationIsToldWithItsPlace) {
    const Rule sum = rule(Operator::equal);
    RuleCells cells{sum, false};
    for (int month = 0; month < 700; ++month) {  // DHIS2 would stop at 500
        cells.add(month, "sur", "a", 5);
        cells.add(month, "sur", "b", 2);
        cells.add(month, "sur", "b", 1);
        cells.add(month, "sur", "c", month == 9 ? 2 : 1);
        cells.add(month, "norte", "a", 1);
        cells.add(month, "sur", "d", 100);
    }
    const auto violations = cells.violations();
    ASSERT_EQ(violations.size(), 699U) << "of norte two names are missing";
    EXPECT_EQ(violations[0].area, "sur");
    EXPECT_EQ(violations[0].left, 5);
    EXPECT_EQ(violations[0].right, 4);
    EXPECT_EQ(violations[9].month, 10);

    RuleCells incidents{sum, true};
    incidents.add(0, "norte", "a", 1);
    EXPECT_EQ(incidents.violations().size(), 1U) << "a fact that did not happen has no row";
}

std::string with(const std::string& more) {
    return small_descriptor + more;
}
constexpr const char* more_thefts = R"([[rule]]
id = "hurtos"
left = "[hurto]"
operator = ">="
right = "2 * [robo]"
)";

TEST(RuleOfCounts, IsJudgedByMonthAndAreaOfItsLayer) {
    const std::string rows =
        "1,2020-01-01,1,Robo,,,Norte\n2,2020-01-02,1,Hurto,,,Norte\n3,2020-01-03,1,Hurto,,,Norte\n"
        "4,2020-01-01,1,Robo,,,Sur\n5,2020-01-02,1,Hurto,,,Sur\n6,2020-02-02,1,Hurto,,,Sur\n";
    const auto by_barrio = read_small(rows, with(std::string{more_thefts} + "layer = \"barrio\"\n"));
    ASSERT_EQ(found(by_barrio, "rule_broken"), 1);
    EXPECT_EQ(finding_of(by_barrio, "rule_broken")->detail,
              R"({"rule":"hurtos","left":"[hurto]","operator":">=","right":"2 * [robo]","violations":)"
              R"([{"month":"2020-01","area":"sur","left":1,"right":2}]})");
    const auto city = read_small(rows, with(std::string{more_thefts} + "layer = \"ciudad\"\n"));
    EXPECT_EQ(found(city, "rule_broken"), 1) << "3 of 2 robberies in January, 1 of none in February";
}

TEST(RuleOfRows, IsJudgedOnTheCellsOfEachRow) {
    const auto batch = read_small("1,2020-01-01,1,Robo,0.5,0.6,Norte\n2,2020-01-02,1,Hurto,0.7,0.6,Norte\n",
                                  with("[[rule]]\nid = \"x\"\nof = \"rows\"\nleft = \"[x]\"\noperator = "
                                       "\"<\"\nright = \"[y]\"\n"));
    ASSERT_EQ(found(batch, "rule_broken"), 1);
    EXPECT_NE(finding_of(batch, "rule_broken")->detail.find(R"([{"line":2,"left":0.7,"right":0.6}])"),
              std::string::npos);
}

TEST(RuleOfCounts, WhatIsWrongInItIsRefused) {
    const auto refused = [](const std::string& more) {
        return refusal([&] { read_small("1,2020-01-01,1,Robo,,,Norte\n", with(more)); });
    };
    EXPECT_THAT(refused(edited(more_thefts, "[robo]", "[rovo]")), testing::HasSubstr("\"rovo\""));
    EXPECT_THAT(refused(edited(more_thefts, "2 * ", "2 ** ")), testing::HasSubstr("letter 4"));
    EXPECT_THAT(refused(std::string{more_thefts} + more_thefts), testing::HasSubstr("second time"));
    EXPECT_THAT(refused(std::string{more_thefts} + "layer = \"sector\"\n"), testing::HasSubstr("sector"));
}

}  // namespace
}  // namespace atalaya::intake::quality
