#include "intake/number_written.hpp"

#include <gtest/gtest.h>

namespace atalaya::intake {
namespace {

TEST(NumberWritten, IsFoundHoweverItIsGrouped) {
    for (const auto* cell : {"27318456", "27.318.456", "27 318 456", "dni 27.318.456", "dni:27.318.456.",
                             "27.318.456-1", "27-318-456", "(27318456)", "27 318456", "1 27.318.456"})
        EXPECT_TRUE(number_written_in("27318456", cell)) << cell;
    EXPECT_TRUE(number_written_in("12345678909", "cpf 123.456.789-09"));
    EXPECT_TRUE(number_written_in("1143215678", "11 4321-5678"));
    EXPECT_TRUE(number_written_in("1232020", "exp. 123/2020"));
}

TEST(NumberWritten, AnotherNumberIsNone) {
    for (const auto* cell : {"", "273184567", "127318456", "27.318.4567", "27.31.8456", "27318.45.6",
                             "27.318", "27..318.456", "27,318,456", "27318456a", "ab27318456", "27:31:84:56"})
        EXPECT_FALSE(number_written_in("27318456", cell)) << cell;
    EXPECT_FALSE(number_written_in("", "27"));
}

// A document may have the digits of a day, or of degrees.
TEST(NumberWritten, DaysAndDegreesAreNone) {
    EXPECT_FALSE(number_written_in("20240514", "2024-05-14"));
    EXPECT_FALSE(number_written_in("14052024", "14/05/2024"));
    EXPECT_FALSE(number_written_in("202405", "2024/05"));
    EXPECT_FALSE(number_written_in("34615123", "-34.615123"));
    EXPECT_TRUE(number_written_in("20240514", "20240514"));
    EXPECT_TRUE(number_written_in("20240514", "20.240.514"));
}

}  // namespace
}  // namespace atalaya::intake
