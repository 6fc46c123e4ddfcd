#include "intake/zip_member.hpp"

#include <gtest/gtest.h>

namespace atalaya::intake {

namespace {

using Places = std::vector<std::size_t>;

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

}  // namespace atalaya::intake
