// The code lists that ship: complete, closed under parents, named in three languages.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "source_folder.hpp"

namespace atalaya::render {
namespace {

namespace fs = std::filesystem;
using std::string;

const fs::path root{source_folder()};

// The cells of a line of CSV whose quotes, if any, enclose whole cells.
std::vector<string> cells(const string& line) {
    std::vector<string> out{""};
    bool inside = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (line[i] == '"' && inside && i + 1 < line.size() && line[i + 1] == '"') {
            out.back() += line[++i];
        } else if (line[i] == '"') {
            inside = !inside;
        } else if (line[i] == ',' && !inside) {
            out.emplace_back();
        } else if (line[i] != '\r') {
            out.back() += line[i];
        }
    }
    return out;
}

using Row = std::map<string, string>;

std::vector<Row> rows_of(const fs::path& file) {
    std::ifstream in{file};
    EXPECT_TRUE(in) << file;
    string line;
    std::getline(in, line);
    const auto head = cells(line);
    std::vector<Row> rows;
    while (std::getline(in, line)) {
        const auto found = cells(line);
        EXPECT_EQ(found.size(), head.size()) << file << ": " << line;
        Row row;
        for (std::size_t i = 0; i < head.size() && i < found.size(); ++i) row[head[i]] = found[i];
        rows.push_back(row);
    }
    return rows;
}

std::map<string, Row> by_code(const std::vector<Row>& rows) {
    std::map<string, Row> out;
    for (const auto& row : rows)
        EXPECT_TRUE(out.emplace(row.at("code"), row).second) << row.at("code") << " is there twice";
    return out;
}

std::vector<Row> iccs() {
    return rows_of(root / "taxonomy/iccs/1.0/codes.csv");
}
std::vector<Row> coexistence() {
    return rows_of(root / "taxonomy/convivencia/1/codes.csv");
}

std::map<string, int> per_level(const std::vector<Row>& rows) {
    std::map<string, int> count;
    for (const auto& row : rows) ++count[row.at("level")];
    return count;
}

// ICCS 1.0, Part Two: 11 sections, 63 divisions, 148 groups, 98 classes.
TEST(WordsTaxonomy, TheInternationalClassificationIsWhole) {
    const auto rows = iccs();
    EXPECT_EQ(rows.size(), 320u);
    EXPECT_EQ(per_level(rows), (std::map<string, int>{{"1", 11}, {"2", 63}, {"3", 148}, {"4", 98}}));
}

TEST(WordsTaxonomy, EveryCodeIsNamedInThreeLanguagesAndHasItsParent) {
    for (const auto& rows : {iccs(), coexistence()}) {
        const auto known = by_code(rows);
        std::map<string, int> children;
        for (const auto& row : rows) {
            for (const char* language : {"es", "pt", "en"})
                EXPECT_FALSE(row.at(language).empty()) << row.at("code");
            const string& parent = row.at("parent");
            if (row.at("level") == "1") {
                EXPECT_EQ(parent, "") << row.at("code");
                continue;
            }
            ++children[parent];
            ASSERT_TRUE(known.contains(parent)) << row.at("code");
            EXPECT_EQ(std::stoi(known.at(parent).at("level")) + 1, std::stoi(row.at("level")))
                << row.at("code");
        }
        for (const auto& row : rows)
            EXPECT_EQ(row.at("leaf"), children.contains(row.at("code")) ? "0" : "1") << row.at("code");
    }
}

TEST(WordsTaxonomy, ACodeOfTheClassificationBeginsWithItsParent) {
    for (const auto& row : iccs()) {
        EXPECT_TRUE(row.at("code").starts_with(row.at("parent"))) << row.at("code");
        const std::size_t digits = std::stoul(row.at("level")) == 1 ? 2 : std::stoul(row.at("level")) + 2;
        EXPECT_EQ(row.at("code").size(), digits) << row.at("code");
    }
}

TEST(WordsTaxonomy, SiblingsHaveDifferentNames) {
    for (const auto& rows : {iccs(), coexistence()}) {
        for (const char* language : {"es", "pt", "en"}) {
            std::map<std::pair<string, string>, string> seen;
            for (const auto& row : rows) {
                const auto [at, is_new] =
                    seen.emplace(std::pair{row.at("parent"), row.at(language)}, row.at("code"));
                EXPECT_TRUE(is_new) << language << ": " << at->second << " and " << row.at("code");
            }
        }
    }
}

TEST(WordsTaxonomy, TheTwoCodesPrintedInTwoWaysAreAliases) {
    const auto known = by_code(iccs());
    std::ifstream in{root / "taxonomy/iccs/1.0/list.toml"};
    const string list{std::istreambuf_iterator<char>{in}, {}};
    for (const auto& [alias, code] : {std::pair{"01042", "01049"}, {"0908", "0909"}}) {
        EXPECT_NE(list.find(string{alias} + " = \"" + code + "\""), string::npos) << alias;
        EXPECT_FALSE(known.contains(alias));
        EXPECT_TRUE(known.contains(code));
    }
}

TEST(WordsTaxonomy, OfficialNamesAreThoseOfThePublication) {
    const fs::path published = root / "../shared/codes/iccs/iccs.csv";
    if (!fs::exists(published))
        GTEST_SKIP() << "the folder with the published list is not beside the repository";
    const auto official = by_code(rows_of(published));
    const auto ours = by_code(iccs());
    ASSERT_EQ(official.size(), ours.size());
    for (const auto& [code, row] : official) {
        EXPECT_EQ(ours.at(code).at("es"), row.at("name_es"));
        EXPECT_EQ(ours.at(code).at("en"), row.at("name_en"));
    }
}

TEST(WordsTaxonomy, CoexistenceHasItsFamilies) {
    const auto known = by_code(coexistence());
    for (const char* family : {"ruido", "rina", "vecinos", "alcohol-calle", "drogas-calle", "animales",
                               "quema", "residuos", "dano", "venta-informal", "luminaria", "otro"}) {
        EXPECT_TRUE(known.contains(family)) << family;
    }
}

}  // namespace
}  // namespace atalaya::render
