#include "intake/dbf.hpp"

#include <gmock/gmock.h>

#include "shapefile_bytes.hpp"

namespace atalaya::intake {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

const std::string small =
    dbf_of({{"id", 'N', 6}, {"nombre", 'C', 8}, {"dia", 'D', 8}, {"valor", 'F', 12}, {"si", 'L', 1}},
           {{"     7", "Centro", "20200309", "12.500000000", "T"},
            {"*", "     8", "Borrada", "20200310", "1", "F"},
            {"******",
             "N\xC3\xBA\xC3\xB1"
             "ez",
             "00000000", "1.5e+03", "?"}});

TEST(Dbf, CellsAsText) {
    const DbfTable table{small, Encoding::utf8, "x.zip"};
    EXPECT_THAT(table.names(), ElementsAre("id", "nombre", "dia", "valor", "si"));
    ASSERT_EQ(table.size(), 3u);
    std::vector<std::string> cells;
    table.read(0, cells);
    EXPECT_THAT(cells, ElementsAre("7", "Centro", "2020-03-09", "12.5", "T"));
    EXPECT_FALSE(table.deleted(0));
    EXPECT_TRUE(table.deleted(1));
    table.read(2, cells);
    EXPECT_THAT(cells, ElementsAre("", "Núñez", "", "1500", ""));
}

TEST(Dbf, TextsAreOfTheEncodingThatIsSaid) {
    const std::string bytes = dbf_of({{"a\xF1o", 'C', 5}}, {{"\xD1u\xF1oa"}});
    const DbfTable table{bytes, Encoding::latin1, "x.zip"};
    std::vector<std::string> cells;
    table.read(0, cells);
    EXPECT_THAT(table.names(), ElementsAre("año"));
    EXPECT_THAT(cells, ElementsAre("Ñuñoa"));
    const std::string wrong = dbf_of({{"n", 'C', 5}}, {{"\xD1u\xF1oa"}});
    EXPECT_THAT(
        refusal([&] {
            DbfTable{wrong, Encoding::utf8, "x.zip"}.read(0, cells);
        }),
        HasSubstr("x.zip, record 1: expected UTF-8; found bytes that are not. Say encoding = \"latin-1\""));
}

TEST(Dbf, AccentsWrittenApartAreReadAsTheLetterThatTheyMake) {
    const std::string bytes = dbf_of({{"an\u0303o", 'C', 9}}, {{"N\u0303un\u0303oa"}});
    const DbfTable table{bytes, Encoding::utf8, "x.zip"};
    std::vector<std::string> cells;
    table.read(0, cells);
    EXPECT_THAT(table.names(), ElementsAre("año"));
    EXPECT_THAT(cells, ElementsAre("Ñuñoa"));
}

TEST(Dbf, ALetterThatTheFieldCutIsLeftOut) {
    const std::string bytes = dbf_of({{"n", 'C', 5}}, {{"Nu\xC3\xB1\xC3"}});
    std::vector<std::string> cells;
    DbfTable{bytes, Encoding::utf8, "x.zip"}.read(0, cells);
    EXPECT_THAT(cells, ElementsAre("Nuñ"));
}

TEST(Dbf, CountsThatLieAreRefused) {
    const auto said = [](std::string bytes) {
        return refusal([&] { DbfTable{bytes, Encoding::utf8, "x.zip"}; });
    };
    std::string more = small;
    more[4] = 100;
    EXPECT_THAT(said(more), HasSubstr("says that it has 100 records; found 3. It was cut short"));
    EXPECT_THAT(said(small.substr(0, 20)), HasSubstr("ends within its head"));
    std::string no_length = small;
    no_length[10] = no_length[11] = 0;
    EXPECT_THAT(said(no_length), HasSubstr("a head that cannot be"));
    std::string short_records = small;
    short_records[10] = 5;
    EXPECT_THAT(said(short_records), HasSubstr("its columns take 36 bytes; its records have 5"));
    EXPECT_THAT(said(dbf_of({{"nota", 'M', 10}}, {{"1"}})), HasSubstr("found \"nota\" of type M"));
    EXPECT_THAT(said(dbf_of({}, {})), HasSubstr("it has no columns"));
}

}  // namespace
}  // namespace atalaya::intake
