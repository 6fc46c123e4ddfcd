#include "intake/quality/expression.hpp"

#include <cmath>

#include "../support.hpp"

namespace atalaya::intake::quality {
namespace {

double worked_out(std::string_view text, std::vector<double> values = {}) {
    return Expression::parse(text).value(values);
}

TEST(Expression, KeepsTheUsualOrder) {
    EXPECT_DOUBLE_EQ(worked_out("1 + 2 * 3 - 4 / 2"), 5);
    EXPECT_DOUBLE_EQ(worked_out("(1 + 2) * -(3 - 1.5)"), -4.5);
    EXPECT_DOUBLE_EQ(worked_out("10 - 4 - 3"), 3) << "from the left";
    EXPECT_TRUE(std::isnan(worked_out("1 / (2 - 2)")));
}

TEST(Expression, NamesAreWhateverStandsBetweenBracketsEachOnce) {
    const auto sum = Expression::parse("[robo-total] + [Año 2022] + 2 * [ robo-total ]");
    EXPECT_EQ(sum.names(), (std::vector<std::string>{"robo-total", "Año 2022"}));
    EXPECT_DOUBLE_EQ(sum.value(std::vector<double>{3, 10}), 19);
}

TEST(Expression, WhatMakesNoSenseIsRefusedAtItsLetter) {
    const auto refused = [](std::string_view text) { return refusal([&] { Expression::parse(text); }); };
    EXPECT_EQ(refused("1 + "),
              "expected a number, a [name], a sign or a parenthesis at letter 5 of \"1 + \".");
    for (const char* text : {"", "robo", "[robo", "[]", "(1", "1 2", "1..2", "1 +* 2", ")"})
        EXPECT_NE(refused(text), "") << text;
    EXPECT_NE(refused(std::string(60, '(') + "1" + std::string(60, ')')), "");
    EXPECT_EQ(refused(std::string(2001, '1')), "expected at most 2000 letters; found 2001.");
}

}  // namespace
}  // namespace atalaya::intake::quality
