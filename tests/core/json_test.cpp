#include "core/json.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace atalaya {
namespace {

TEST(CanonicalNumber, HasTenSignificantDigits) {
    EXPECT_EQ(canonical_number(1.0 / 3), "0.3333333333");
    EXPECT_EQ(canonical_number(273), "273");
    EXPECT_EQ(canonical_number(-0.0), "0");
    EXPECT_EQ(canonical_number(0.1 + 0.2), canonical_number(0.3));
    EXPECT_EQ(canonical_number(std::numeric_limits<double>::quiet_NaN()), "null");
}

TEST(JsonWriter, WritesNestedValuesWithoutBlanks) {
    JsonWriter json;
    json.object()
        .key("a")
        .array()
        .integer(1)
        .null()
        .text("x\"\n")
        .end()
        .key("b")
        .boolean(true)
        .key("c")
        .object()
        .end()
        .end();
    EXPECT_EQ(json.str(), R"({"a":[1,null,"x\"\n"],"b":true,"c":{}})");
}

TEST(JsonWriter, AbsentNumbersAreNull) {
    JsonWriter json;
    json.array().number(std::optional<double>{}).number(std::optional<double>{2.5}).end();
    EXPECT_EQ(json.str(), "[null,2.5]");
}

TEST(JsonWriter, ClosingNothingIsABrokenPromise) {
    JsonWriter json;
    EXPECT_THROW(json.end(), std::logic_error);
}

}  // namespace
}  // namespace atalaya
