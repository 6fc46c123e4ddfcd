#include "intake/parquet_footer.hpp"

#include <gtest/gtest.h>

namespace atalaya::intake {
namespace {

using std::string_literals::operator""s;

// version 1; a schema of the root "r" with two children: whole numbers "i" (INT_32) and texts "t" (UTF8, STRING);
// 5 rows.
const std::string version = "\x15\x02"s, root = "\x48\x01r\x15\x04\x00"s,
                  number = "\x15\x02\x25\x02\x18\x01i\x25\x22\x00"s, rows = "\x16\x0A\x00"s;

TEST(ParquetFooter, TextsAreToldAsBytesAndNothingElseChanges) {
    const std::string text = "\x15\x0C\x25\x02\x18\x01t\x25\x00\x4C\x1C\x00\x00\x00"s,
                      bytes = "\x15\x0C\x25\x02\x18\x01t\x00"s;

    EXPECT_EQ(with_texts_as_bytes(version + "\x19\x3C"s + root + number + text + rows),
              version + "\x19\x3C"s + root + number + bytes + rows);
}

// What follows a text is counted from the last field that stays.
TEST(ParquetFooter, AFieldBetweenTheTwoKeepsItsNumber) {
    const std::string text = "\x15\x0C\x25\x02\x18\x01t\x25\x00\x35\x0E\x1C\x1C\x00\x00\x00"s,
                      bytes = "\x15\x0C\x25\x02\x18\x01t\x55\x0E\x00"s;  // field_id 7

    EXPECT_EQ(with_texts_as_bytes(version + "\x19\x2C"s + root + text + rows),
              version + "\x19\x2C"s + root + bytes + rows);
}

TEST(ParquetFooter, WhatIsCutOffOrLaidOtherwiseIsNone) {
    const std::string whole = version + "\x19\x2C"s + root + number + rows;
    ASSERT_TRUE(with_texts_as_bytes(whole));
    for (std::size_t size = 0; size < whole.size() - rows.size(); ++size)
        EXPECT_FALSE(with_texts_as_bytes(std::string_view{whole}.substr(0, size))) << size;
    EXPECT_FALSE(with_texts_as_bytes("\x15\x02\x18\x01x"s));
    EXPECT_FALSE(with_texts_as_bytes(version + "\x19\xFC\xFF\xFF\xFF\xFF\x0F"s + root))
        << "four thousand million";
}

}  // namespace
}  // namespace atalaya::intake
