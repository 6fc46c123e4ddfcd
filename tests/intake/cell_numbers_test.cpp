#include <gtest/gtest.h>

#include "intake/cells.hpp"

namespace atalaya::intake {
namespace {

TEST(CellNumbers, ThousandsWhosePointWasTakenForADecimalOne) {
    EXPECT_EQ(parse_lost_thousands("1.096", '.'), 1096);
    EXPECT_EQ(parse_lost_thousands("1.1", '.'), 1100);
    EXPECT_EQ(parse_lost_thousands("12,05", ','), 12050);
    for (const char* text : {"21", "0.5", ".5", "1.0961", "1234.5", "x.y", "1."})
        EXPECT_FALSE(parse_lost_thousands(text, '.')) << text;
}

TEST(CellNumbers, DegreesAreRoundedToTheSeventhDecimal) {
    EXPECT_EQ(parse_degrees("-58.391528", '.'), -583915280);
    EXPECT_EQ(parse_degrees("-58.39152849", '.'), -583915285);
    EXPECT_EQ(parse_degrees("58.39152845", '.'), 583915285);
    EXPECT_EQ(parse_degrees("58.391528449999", '.'), 583915284);
    EXPECT_EQ(parse_degrees("0.99999999", '.'), 10000000);
    EXPECT_EQ(parse_degrees("+1", '.'), 10000000);
    EXPECT_EQ(parse_degrees("1.", '.'), 10000000);
    EXPECT_EQ(parse_degrees(".5", '.'), 5000000);
    EXPECT_EQ(parse_degrees("-34,5", ','), -345000000);
    EXPECT_EQ(parse_degrees("5.2E1", '.'), 520000000);
    EXPECT_EQ(parse_degrees("180", '.'), 1800000000);
    for (const char* text :
         {"", "-", ".", "abc", "1.2.3", "181", "-180.0001", "9999999999", "nan", "inf", "1e300", "58,3"}) {
        EXPECT_FALSE(parse_degrees(text, '.')) << text;
    }
}

TEST(CellNumbers, CountsWithGroupsOfThree) {
    EXPECT_EQ(parse_count("12", '.'), 12);
    EXPECT_EQ(parse_count("12.0", '.'), 12);
    for (const char* text : {"12,0", "12,00"}) EXPECT_EQ(parse_count(text, ','), 12) << text;
    EXPECT_EQ(parse_count("1.234,0", ','), 1234);
    for (const char* text : {"12,000", "12,5", ",0", "12,0,0", "12,"})
        EXPECT_FALSE(parse_count(text, ',')) << text;
    EXPECT_EQ(parse_count("1,234,567", '.'), 1234567);
    EXPECT_EQ(parse_count("1.234", ','), 1234);
    EXPECT_EQ(parse_count("1.234.567", '.'), 1234567);
    EXPECT_EQ(parse_count("1,234,567", ','), 1234567);
    for (const char* text : {"1 234 567", "1\u00a0234\u00a0567", "1\u202f234\u202f567"})
        EXPECT_EQ(parse_count(text, '.'), 1234567) << text;
    for (const char* text : {"1 23", "12 34", "1  234", "1.23.456", "1.234,5.678"})
        EXPECT_FALSE(parse_count(text, '.')) << text;
    for (const char* text : {"", "-1", "1.5", "1,23", "12,34,567", ",123", "muchos", "1e3"})
        EXPECT_FALSE(parse_count(text, '.')) << text;
}

TEST(CellNumbers, DecimalsWithEitherSign) {
    EXPECT_EQ(parse_decimal("-12.5", '.'), -12.5);
    EXPECT_EQ(parse_decimal("12,5", ','), 12.5);
    for (const char* text : {"", "inf", "nan", "12,5,1"}) EXPECT_FALSE(parse_decimal(text, ',')) << text;
}

}  // namespace
}  // namespace atalaya::intake
