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

// Before the rest of it is read, whatever its length.
TEST(NoTable, ATableOfValuesIsLookedAtByItsFirstBytes) {
    const Folder folder;
    const auto said = [&](const std::string& bytes, const std::string& descriptor = small_descriptor) {
        const Source source = small_source(folder, descriptor);
        const auto path = folder.write("a.csv", bytes);
        try {
            refuse_at_first_sight(source, OpenFile{path});
        } catch (const Error& error) {
            return std::string{error.what()};
        }
        return std::string{};
    };
    using testing::HasSubstr;
    const std::string long_line(2u << 20, 'a');
    EXPECT_THAT(said(std::string(5000, '\0')),
                HasSubstr("a.csv: expected a table of separated values; found binary"));
    EXPECT_THAT(said("id,fecha\n" + std::string(8, '\0')),
                HasSubstr("binary data beginning with \"id,fecha."));
    EXPECT_THAT(said("%PDF-1.7"), HasSubstr("found a PDF"));
    EXPECT_THAT(said(long_line), HasSubstr("the first line does not end within 1024 KiB"));
    EXPECT_EQ(said("id,fecha\n" + long_line), "") << "a later line is the reader's";
    EXPECT_EQ(said("id,fecha\n1,2020-01-01\n"), "");
    EXPECT_EQ(said(""), "");
    const std::string utf16 =
        edited(small_descriptor, "type = \"csv\"", "type = \"csv\"\nencoding = \"utf-16\"");
    EXPECT_EQ(said(std::string{"i\0d\0,\0x\0\n\0", 10}, utf16), "");
    EXPECT_EQ(said("PK\x03\x04" + std::string(50, '\0')), "") << "packed: it is unpacked first";
}

TEST(NoTable, ATableIsNot) {
    EXPECT_NO_THROW(refuse_what_is_no_table("fecha,delito\n", "a.csv"));
}

}  // namespace atalaya::intake
