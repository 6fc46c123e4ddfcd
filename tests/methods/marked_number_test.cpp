#include "methods/marked_number.hpp"

#include <gtest/gtest.h>

using namespace atalaya::methods;

namespace {

constexpr auto comma = DecimalMark::comma, point = DecimalMark::point;

}  // namespace

TEST(MarkedNumber, TheOtherMarkStandsBetweenThousands) {
    EXPECT_EQ(marked_number("12.500", comma), 12'500);
    EXPECT_EQ(marked_number("1.234.567,8", comma), 1'234'567.8);
    EXPECT_EQ(marked_number("-0,25", comma), -0.25);
    EXPECT_EQ(marked_number("12.500", point), 12.5);
    EXPECT_EQ(marked_number("1,234,567.8", point), 1'234'567.8);
    EXPECT_EQ(marked_number("950", comma), 950);
    EXPECT_EQ(marked_number("12500,5", comma), 12'500.5);
}

TEST(MarkedNumber, GroupsThatAreNotOfThreeAreNoNumber) {
    for (const char* text :
         {"", "-", "12.50", "1234.567", "0.125", "1.2345", ".500", "12,", "1,5,5", "1 250", "abc"})
        EXPECT_FALSE(marked_number(text, comma)) << text;
    for (const char* text : {"12,5", "1.5.5", "12.", "1e3"}) EXPECT_FALSE(marked_number(text, point)) << text;
}
