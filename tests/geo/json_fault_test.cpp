#include "geo/json_fault.hpp"

#include <gtest/gtest.h>
#include <string>

namespace atalaya::geo {
namespace {

TEST(JsonFault, WhatIsJsonHasNone) {
    for (const std::string text :
         {R"({"a":[1,-0.5e+3,true,false,null,"\u00f1\ud83d\ude00\n"],"b":{},"c":[]})", "7", " [ ] ", "1e-999",
          "18446744073709551615", "-9223372036854775808"}) {
        EXPECT_EQ(fault_in_json(text), text.size()) << text;
    }
}

TEST(JsonFault, TellsWhereItIs) {
    const struct {
        const char* text;
        std::size_t at;
    } cases[] = {
        {"hello", 0},
        {"{'a':1}", 1},
        {"[1,]", 3},
        {"[1 2]", 3},
        {"{\"a\" 1}", 5},
        {"[01]", 2},
        {"[.5]", 1},
        {"[1.]", 3},
        {"[1e400]", 1},
        {"[1e]", 3},
        {"[\"\\x\"]", 3},
        {"[\"a\nb\"]", 3},
        {"[nul]", 1},
        {"{\"a\":1,}", 7},
        {"[1]]", 3},
        {"[} ", 1},
        {"[18446744073709551616]", 1},
        {"[\"\\ud800\"]", 8},
        {"7 8", 2},
    };
    for (const auto& c : cases) EXPECT_EQ(fault_in_json(c.text), c.at) << c.text;
}

TEST(JsonFault, WhatEndsTooEarlyIsWrongAtItsEnd) {
    for (const std::string text : {"", "[", "{\"a\":", "[1,", "\"abc", "{\"a", "[\"\\u00"}) {
        EXPECT_EQ(fault_in_json(text), text == "[\"\\u00" ? 3 : text.size()) << text;
    }
}

TEST(JsonFault, NestsAsDeepAsTheReaderGoes) {
    const std::string deep(deepest_json, '[');
    EXPECT_EQ(fault_in_json(deep + std::string(deepest_json, ']')), deepest_json - 1);
    EXPECT_EQ(fault_in_json(std::string(1'000'000, '[')), deepest_json - 1);
}

}  // namespace
}  // namespace atalaya::geo
