#include "intake/quality/rule.hpp"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

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

// What the words of rule.hpp say, written anew: none where it is not judged, else whether the rule is broken.
std::optional<bool> by_the_words(Operator op, Missing missing, const Side& left, const Side& right) {
    const auto said = [](const Side& side) {
        return std::ranges::count_if(side, [](auto& v) { return !!v; });
    };
    const auto sum = [](const Side& side) {
        double all = 0;
        for (const auto& value : side) all += value.value_or(0);
        return all;
    };
    if (op == Operator::together) return (said(left) > 0) != (said(right) > 0);
    if (op == Operator::exclusive) return said(left) > 0 && said(right) > 0;
    const auto all = std::ssize(left) + std::ssize(right), known = said(left) + said(right);
    if (missing == Missing::skip_if_any && known < all) return {};
    if (missing == Missing::skip_if_all && known == 0) return {};
    const double apart = sum(left) - sum(right);
    switch (op) {
        case Operator::equal: return apart != 0;
        case Operator::not_equal: return apart == 0;
        case Operator::greater: return apart <= 0;
        case Operator::at_least: return apart < 0;
        case Operator::less: return apart >= 0;
        default: return apart > 0;
    }
}

TEST(Rule, EveryOperatorAndStrategyIsAsItsWordsSay) {
    const std::optional<double> values[] = {no, 0, 3, 5};
    int judged = 0, wrong = 0;
    for (int op = 0; op < 8; ++op) {
        for (int missing = 0; missing < 3; ++missing) {
            const Rule of = rule(static_cast<Operator>(op), static_cast<Missing>(missing));
            for (const auto& a : values)
                for (const auto& b : values)
                    for (const auto& c : values) {
                        const auto expected = by_the_words(of.op, of.missing, {a}, {b, c});
                        EXPECT_EQ(breaks(of, {a}, {b, c}), expected.value_or(false))
                            << op << " " << missing << " " << a.value_or(-1) << " " << b.value_or(-1) << " "
                            << c.value_or(-1);
                        judged += expected.has_value();
                        wrong += expected.value_or(false);
                    }
        }
    }
    EXPECT_GT(judged, 1'000);
    EXPECT_GT(wrong, 300);
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

// Of the months and areas that have some row, those without one of its codes: 0 on both sides, where that is what missing means.
TEST(RuleCells, ACellWithoutTheRulesCodesIsJudgedWhereWhatIsMissingIsZero) {
    const auto broken_by = [](Operator op, Missing missing, bool incidents) {
        const Rule less = rule(op, missing);
        RuleCells cells{less, incidents};
        for (const int month : {0, 31})
            for (const char* area : {"norte", "sur"})
                if (month == 0 || area == std::string{"sur"}) cells.see(month, area);
        cells.add(0, "norte", "a", 1);
        cells.add(0, "norte", "b", 2);
        cells.add(0, "norte", "c", 0);
        std::string places;
        for (const auto& one : cells.violations()) places += std::to_string(one.month) + one.area + " ";
        return places;
    };
    const std::string others = "0sur 31norte 31sur ";
    EXPECT_EQ(broken_by(Operator::less, Missing::never_skip, false), others) << "0 < 0";
    EXPECT_EQ(broken_by(Operator::at_most, Missing::never_skip, false), "");
    EXPECT_EQ(broken_by(Operator::less, Missing::skip_if_all, false), "");
    EXPECT_EQ(broken_by(Operator::less, Missing::skip_if_any, false), "");
    EXPECT_EQ(broken_by(Operator::less, Missing::skip_if_any, true), others) << "facts that did not happen";
}

// A fact that did not happen has no row: neither both sides nor one of them says something there.
TEST(RuleCells, PairsOfIncidentsAskWhetherThereIsARow) {
    for (const auto op : {Operator::together, Operator::exclusive}) {
        const Rule pair = rule(op);
        RuleCells cells{pair, true};
        cells.add(0, "norte", "a", 1);
        cells.add(0, "sur", "a", 1);
        cells.add(0, "sur", "b", 1);
        const auto violations = cells.violations();
        ASSERT_EQ(violations.size(), 1U);
        EXPECT_EQ(violations[0].area, op == Operator::together ? "norte" : "sur");
    }
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

// Amounts with their currency and in groups: such cells said nothing, so that no limit was ever passed.
TEST(RuleOfRows, AmountsAreReadAsPeopleWriteThem) {
    const auto lines_over_1000 = [](const std::string& rows,
                                    const std::string& descriptor = small_descriptor) {
        const auto batch = read_small(rows, descriptor +
                                                "[[rule]]\nid = \"monto\"\nof = \"rows\"\nleft = "
                                                "\"[x]\"\noperator = \"<=\"\nright = \"1000\"\n");
        const auto* finding = finding_of(batch, "rule_broken");
        const auto detail = nlohmann::json::parse(finding ? finding->detail : R"({"violations":[]})");
        std::string broken;
        for (const auto& one : detail.at("violations"))
            broken += std::to_string(one.at("line").get<int>()) + " ";
        return broken;
    };
    EXPECT_EQ(lines_over_1000(
                  "1,2020-01-01,1,Robo,\"B/.1,000.00\",,Norte\n2,2020-01-02,1,Robo,\"B/. 1,000.01\",,Norte\n"
                  "3,2020-01-03,1,Robo,US$ 2500,,Norte\n4,2020-01-04,1,Robo,s/d,,Norte\n"
                  "5,2020-01-05,1,Robo,\"1,5,0\",,Norte\n6,2020-01-06,1,Robo,$-5000,,Norte\n"),
              "2 3 ");
    EXPECT_EQ(lines_over_1000(
                  "1,2020-01-01,1,Robo,\"$ 1.000,00\",,Norte\n2,2020-01-02,1,Robo,\"R$ 1.000,01\",,Norte\n",
                  edited(small_descriptor, "type = \"csv\"", "type = \"csv\"\ndecimal = \",\"")),
              "2 ");
}

// As a source writes them; of the five rows, those that break each: 2 and 3, 3 and 3, 4 and 3, 5 and none, none and 3.
TEST(RuleOfRows, EachOperatorAndStrategyCanBeDeclared) {
    const std::map<std::string, std::map<std::string, std::string>> lines{{"skip_if_any",
                                                                           {{"=", "1 3 "},
                                                                            {"!=", "2 "},
                                                                            {">", "1 2 "},
                                                                            {">=", "1 "},
                                                                            {"<", "2 3 "},
                                                                            {"<=", "3 "},
                                                                            {"together", "4 5 "},
                                                                            {"exclusive", "1 2 3 "}}},
                                                                          {"never_skip",
                                                                           {{"=", "1 3 4 5 "},
                                                                            {"!=", "2 "},
                                                                            {">", "1 2 5 "},
                                                                            {">=", "1 5 "},
                                                                            {"<", "2 3 4 "},
                                                                            {"<=", "3 4 "},
                                                                            {"together", "4 5 "},
                                                                            {"exclusive", "1 2 3 "}}}};
    for (const auto& strategy : {"skip_if_any", "skip_if_all", "never_skip"}) {
        const bool skips = strategy == std::string{"skip_if_any"};
        for (const auto& [op, expected] : lines.at(skips ? "skip_if_any" : "never_skip")) {
            const auto batch = read_small(
                "1,2020-01-01,1,Robo,2,3,Norte\n2,2020-01-02,1,Robo,3,3,Norte\n3,2020-01-03,1,Robo,4,3,"
                "Norte\n"
                "4,2020-01-04,1,Robo,5,,Norte\n5,2020-01-05,1,Robo,,3,Norte\n",
                with("[[rule]]\nid = \"x\"\nof = \"rows\"\nleft = \"[x]\"\noperator = \"" + op +
                     "\"\nright = \"[y]\"\nmissing = \"" + strategy + "\"\n"));
            std::string broken;
            const auto* finding = finding_of(batch, "rule_broken");
            ASSERT_NE(finding, nullptr) << op << " " << strategy;
            const auto detail = nlohmann::json::parse(finding->detail);
            for (const auto& one : detail.at("violations"))
                broken += std::to_string(one.at("line").get<int>()) + " ";
            EXPECT_EQ(broken, expected) << op << " " << strategy;
        }
    }
}

TEST(RuleOfRows, ThousandViolationsAreAllListed) {
    std::string rows;
    for (int i = 1; i <= 1'000; ++i) rows += std::to_string(i) + ",2020-01-01,1,Robo,5,3,Norte\n";
    const auto batch = read_small(rows, with("[[rule]]\nid = \"x\"\nof = \"rows\"\nleft = \"[x]\"\n"
                                             "operator = \"<\"\nright = \"[y]\"\n"));
    const auto told = nlohmann::json::parse(finding_of(batch, "rule_broken")->detail).at("violations");
    ASSERT_EQ(told.size(), 1'000U);
    EXPECT_EQ(told.back().at("line"), 1'000);
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
