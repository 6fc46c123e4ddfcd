#include "intake/descriptor_format.hpp"

#include <gmock/gmock.h>

#include "support.hpp"

namespace atalaya::intake {
namespace {

using testing::HasSubstr;

TEST(DescriptorFormat, AMemberIsOfAZipOfValues) {
    const Folder folder;
    const Format format = small_source(folder, edited(small_descriptor, "type = \"csv\"",
                                                      "type = \"csv\"\nmember = \"hechos_*.csv\""))
                              .format;
    EXPECT_EQ(format.member, "hechos_*.csv");
    EXPECT_EQ(format.sheet, "") << "a sheet is of a workbook";
    EXPECT_THAT(refusal([&] {
                    small_source(folder, edited(small_descriptor, "type = \"csv\"",
                                                "type = \"xlsx\"\nmember = \"hechos_*.csv\""));
                }),
                HasSubstr("\"member\" is of zips of csv, json or geojson; \"type\" is \"xlsx\""));
}

TEST(DescriptorFormat, EveryEncodingIsReadByItsName) {
    for (const auto encoding :
         {Encoding::utf8, Encoding::latin1, Encoding::windows1252, Encoding::utf16, Encoding::mixed,
          Encoding::cp850, Encoding::utf8_twice, Encoding::macintosh}) {
        const Folder folder;
        const std::string name{name_of(encoding)};
        const Source source = small_source(folder, edited(small_descriptor, "type = \"csv\"",
                                                          "type = \"csv\"\nencoding = \"" + name + "\""));
        EXPECT_EQ(source.format.encoding, encoding) << name;
    }
}

}  // namespace
}  // namespace atalaya::intake
