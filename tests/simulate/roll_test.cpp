// The police's roll of the killed in its file, against the lists of the two institutions and what is said to be planted.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "written.hpp"

namespace atalaya::simulate {
namespace {

// Cells of a line of which one may be in quotes.
Cells quoted_cells(const std::string& line) {
    Cells cells{""};
    bool quoted = false;
    for (const char c : line) {
        if (c == '"')
            quoted = !quoted;
        else if (c == ',' && !quoted)
            cells.emplace_back();
        else
            cells.back() += c;
    }
    return cells;
}

std::map<std::string, Cells> rows_of(const std::filesystem::path& file, std::size_t key) {
    std::map<std::string, Cells> rows;
    auto lines = lines_of(file);
    for (std::size_t i = 1; i < lines.size(); ++i) {
        const auto cells = quoted_cells(lines[i]);
        rows[cells.at(key)] = cells;
    }
    return rows;
}

TEST(RollOfKilled, HasThePersonsOfTheProsecutorsListUnderOtherSpellings) {
    const Folder folder{"roll"};
    simulate({.deliveries = 1}, folder.path());
    const auto truth = nlohmann::json::parse(bytes_of(folder.path() / "verdad.json"))["homicides"]["roll"];
    const auto police = rows_of(folder.path() / "nomina/victimas.csv", 0);
    const auto prosecutor = rows_of(folder.path() / "fiscalia/2024-12.csv", 0);

    int same = 0, nameless = 0, citing = 0, pairs = 0;
    for (const auto& pair : truth["pairs"]) {
        const auto number = pair[0].get<std::string>(), file = pair[1].get<std::string>();
        ASSERT_TRUE(police.contains(number)) << number;
        const auto& cells = police.at(number);
        nameless += cells[3] == "N.N.";
        citing += cells[4] == file;
        EXPECT_TRUE(cells[4].empty() || cells[4] == file);
        if (!prosecutor.contains(file)) continue;  // entered after the last cut
        ++pairs;
        same += cells[3] == prosecutor.at(file)[5];
        EXPECT_EQ(cells[5], prosecutor.at(file)[10]) << "the same barrio";
    }
    EXPECT_EQ(nameless, truth["nameless"].get<int>());
    EXPECT_EQ(citing, truth["citing"].get<int>());
    EXPECT_GT(pairs, 50);
    const int otherwise = truth["misspelt"].get<int>() + nameless;
    EXPECT_GT(same, pairs / 2);
    EXPECT_LE(same, pairs - otherwise + 5) << "a folded name may be as it was";
}

}  // namespace
}  // namespace atalaya::simulate
