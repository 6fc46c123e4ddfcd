#include "intake/zip_member.hpp"

#include <gmock/gmock.h>

#include "zipped.hpp"

namespace atalaya::intake {

namespace {

using testing::HasSubstr;
using Places = std::vector<std::size_t>;

std::string read_member(const fs::path& path, const std::string& member) {
    const OpenFile file{path};
    return read_all(*unpacked_member(file, member), 1 << 20);
}

}  // namespace

TEST(ZipMember, NotesAndWhatSystemsHideAreNoTables) {
    EXPECT_EQ(tables_among({"LÉEME.txt", "datos/", "datos/hechos.txt", "__MACOSX/._hechos.txt", ".DS_Store"}),
              (Places{2}));
    EXPECT_EQ(tables_among({"readme", "Dicionário.pdf", "ocorrencias.csv", "Licença.txt"}), (Places{2}));
}

TEST(ZipMember, TwoTablesAreTwo) {
    EXPECT_EQ(tables_among({"actas.csv", "zonas.csv"}), (Places{0, 1}));
    EXPECT_EQ(tables_among({"hechos.csv", "licencias.csv"}), (Places{0, 1})) << "a table about licences";
}

TEST(ZipMember, WhatIsAloneIsTakenWhateverItsName) {
    EXPECT_EQ(tables_among({"informe.pdf"}), (Places{0}));
    EXPECT_EQ(tables_among({"a/", "a/leeme.txt"}), (Places{1}));
    EXPECT_EQ(tables_among({"", "a/"}), Places{});
}

TEST(ZipMember, AGlobMeansAPathOrItsLastPart) {
    EXPECT_TRUE(is_meant("hechos_*.csv", "2024/hechos_01.csv"));
    EXPECT_TRUE(is_meant("2024/*.csv", "2024/hechos_01.csv"));
    EXPECT_FALSE(is_meant("2023/*.csv", "2024/hechos_01.csv"));
    EXPECT_FALSE(is_meant("Hechos_*.csv", "hechos_01.csv"));
}

TEST(ZipMember, OneOfSeveralIsReadByItsName) {
    const Folder folder;
    const auto zip =
        zipped(folder, "a.zip", {{"leeme.txt", "x"}, {"m/hechos_01.csv", "uno"}, {"m/zonas.csv", "dos"}});
    EXPECT_EQ(read_member(zip, "hechos_*.csv"), "uno");
    EXPECT_EQ(read_member(zip, "m/zonas.csv"), "dos");
    const auto tables = tables_of(OpenFile{zip});
    ASSERT_EQ(tables.size(), 2u);
    EXPECT_EQ(tables[1].path, "m/zonas.csv");
    EXPECT_EQ(tables[1].bytes, 3u);
    EXPECT_EQ(read_member(folder.write("a.csv", "tal cual"), "hechos_*.csv"), "tal cual") << "no zip";
    EXPECT_TRUE(tables_of(OpenFile{folder.write("a.csv", "a")}).empty());
}

TEST(ZipMember, NoneOrSeveralAreRefusedWithWhatThereIs) {
    const Folder folder;
    const auto zip = zipped(folder, "a.zip", {{"hechos_01.csv", "uno"}, {"hechos_02.csv", "dos"}});
    EXPECT_THAT(refusal([&] { read_member(zip, "zonas.csv"); }),
                HasSubstr("expected a table \"zonas.csv\" in the zip; found hechos_01.csv, hechos_02.csv"));
    EXPECT_THAT(refusal([&] { read_member(zip, "hechos_*.csv"); }),
                HasSubstr("found 2 of them (hechos_01.csv, hechos_02.csv)"));
    EXPECT_THAT(refusal([&] { read_member(zip, ""); }), HasSubstr("member = \"...\" in [format]"));
    EXPECT_THAT(refusal([&] {
                    read_member(zipped(folder, "b.zip", {{"a/", ""}}), "a");
                }),
                HasSubstr("expected a zip with one file in it; found none"));
    const auto nested = zipped(folder, "c.zip", {{"a.csv", text_of(zip)}, {"b.csv", "x"}});
    EXPECT_THAT(refusal([&] { read_member(nested, "a.csv"); }), HasSubstr("an archive within the archive"));
    EXPECT_THAT(refusal([&] { tables_of(OpenFile{folder.write("d.zip", "PK\x03\x04 cut short")}); }),
                HasSubstr("its directory cannot be read"));
}

}  // namespace atalaya::intake
