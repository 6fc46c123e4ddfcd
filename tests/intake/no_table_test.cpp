#include "intake/no_table.hpp"

#include <gmock/gmock.h>

#include "support.hpp"

namespace atalaya::intake {

TEST(NoTable, WhatIsNoneIsNamed) {
    for (const auto& [bytes, word] :
         std::vector<std::pair<std::string, std::string>>{{"%PDF-1.7", "PDF"},
                                                          {"\xD0\xCF\x11\xE0...", ".xls"},
                                                          {"PAR1...", "Parquet"},
                                                          {"\xFF\xD8\xFF\xE0", "atalaya source grid"},
                                                          {"\x89PNG\r\n", "--picture a.csv"},
                                                          {"<html>", "web page"}})
        EXPECT_THAT(refusal([&, bytes = bytes] { refuse_what_is_no_table(bytes, "a.csv"); }),
                    testing::HasSubstr(word));
}

TEST(NoTable, ATableIsNot) {
    EXPECT_NO_THROW(refuse_what_is_no_table("fecha,delito\n", "a.csv"));
}

}  // namespace atalaya::intake
