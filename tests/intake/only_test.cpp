// Of a file about many places the rows of this city are read; the others are counted, and lines stay the file's.
#include <gmock/gmock.h>

#include "support.hpp"

namespace atalaya::intake {
namespace {

using testing::HasSubstr;

Batch read(const std::string& tables, const std::string& text, int threads = 1) {
    const Folder folder;
    std::string descriptor{small_descriptor};
    descriptor = descriptor.substr(0, descriptor.find("hour =")) + "[offence]\ncolumns = [\"tipo\"]\n";
    folder.write("hechos/source.toml", descriptor + tables);
    folder.write(
        "hechos/codes.csv",
        "code,label_1,label_2,es,pt,en,iccs,fit,indicators,note\nrobo,Robo,,Robo,Roubo,Robbery,,,,\n");
    const Source source = read_source(folder.path() / "hechos");
    NoProgress quiet;
    return read_here(source, small_city(), small_gazetteer(), folder.write("hechos.csv", text), quiet,
                     {.threads = threads});
}

constexpr const char* only = "[only]\ncolumn = \"municipio\"\ntexts = [\"MEDELLÍN (CT)\", \"Bello\"]\n";

const Finding* finding(const Batch& batch, std::string_view check) {
    for (const auto& found : batch.findings)
        if (found.check == check) return &found;
    return nullptr;
}

TEST(Only, RowsOfOtherPlacesAreCountedAndNotRead) {
    const Batch batch = read(only,
                             "id,fecha,tipo,municipio\n"
                             "1,2014-01-01,Robo,Medellin (ct)\n"
                             "2,2014-01-01,Robo,CALI (CT)\n"
                             "3,nunca,Robo,CALI (CT)\n"
                             "4,nunca,Robo,BELLO\n"
                             "5,2014-01-02\n"
                             "6,2014-01-02,Robo,Bello\n");
    EXPECT_EQ(batch.read, 4);
    EXPECT_EQ(batch.accepted, 2);
    ASSERT_EQ(batch.rejects.size(), 2u);
    EXPECT_EQ(batch.rejects[0].line, 4);
    EXPECT_EQ(batch.rejects[0].reason, "day_impossible");
    EXPECT_EQ(batch.rejects[1].line, 5);  // whose it is cannot be known
    EXPECT_EQ(batch.rejects[1].reason, "row_broken");
    EXPECT_EQ(batch.incidents.line, (std::vector<std::int32_t>{1, 6}));
    ASSERT_TRUE(finding(batch, "rows_elsewhere"));
    EXPECT_EQ(finding(batch, "rows_elsewhere")->rows, 2);
}

TEST(Only, ThreadsChangeNoLine) {
    std::string text = "id,fecha,tipo,municipio\n";
    for (int i = 1; i <= 300'000; ++i)
        text += std::to_string(i) + ",2014-01-0" + std::to_string(i % 9 + 1) + "," +
                (i % 50'000 == 0 ? "Otro" : "Robo") + (i % 5 == 0 ? ",Bello\n" : ",Cali\n");
    const Batch one = read(only, text, 1), many = read(only, text, 4);
    EXPECT_EQ(one.read, 60'000);
    EXPECT_EQ(one.incidents.line, many.incidents.line);
    ASSERT_EQ(many.rejects.size(), 6u);
    EXPECT_EQ(many.rejects.front().line, 50'000);
    EXPECT_EQ(many.rejects.back().line, 300'000);
}

TEST(Only, AFileMayHaveNoRowOfTheCity) {
    const Batch batch = read(only, "id,fecha,tipo,municipio\n1,2014-01-01,Robo,Cali\n");
    EXPECT_EQ(batch.read, 0);
    ASSERT_TRUE(finding(batch, "rows_elsewhere"));
    EXPECT_EQ(finding(batch, "rows_elsewhere")->rows, 1);
    EXPECT_THAT(refusal([] { read(only, "id,fecha,tipo\n1,2014-01-01,Robo\n"); }), HasSubstr("municipio"));
}

}  // namespace
}  // namespace atalaya::intake
