#include "core/amount.hpp"

#include <gtest/gtest.h>

namespace atalaya {
namespace {

std::int64_t cents(std::string_view text) {
    const auto amount = parse_amount(text, "PAB");
    return amount ? amount->cents : -1;
}

TEST(Amount, IsWholeHundredths) {
    EXPECT_EQ(cents("1000"), 100000);
    EXPECT_EQ(cents("250.00"), 25000);
    EXPECT_EQ(cents("0.1"), 10);
    EXPECT_EQ(cents(" 1,000.05 "), 100005);
    EXPECT_EQ(cents("1 234 567.89"), 123456789);
    EXPECT_EQ(text_of(*parse_amount("1,000.05", "PAB")), "PAB 1000.05");
    EXPECT_EQ(parse_amount("3", "PAB")->currency, "PAB");
}

TEST(Amount, WhatIsNoneIsNone) {
    for (const char* text : {"", ".", ".5", "5.", "-1", "B/.250", "1.000", "10,00", "1,00,000", "1000.001",
                             "1e3", "1, 000", "99999999999999999"})
        EXPECT_EQ(cents(text), -1) << text;
}

// 0.1 + 0.2 of a floating number is more than 0.3; of cents it is not.
TEST(Amount, ALimitIsMetToTheCent) {
    const Amount limit{"PAB", 25000};
    EXPECT_EQ(at_most(*parse_amount("250.00", "PAB"), limit), true);
    EXPECT_EQ(at_most(*parse_amount("250.01", "PAB"), limit), false);
    EXPECT_EQ(at_most(*parse_amount("1", "USD"), limit), std::nullopt);
    EXPECT_EQ(cents("0.1") + cents("0.2"), cents("0.3"));
}

}  // namespace
}  // namespace atalaya
