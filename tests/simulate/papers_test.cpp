// Papers in their files: that they are what they say they are. What is read of them, tests/service/papers_test.cpp.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "written.hpp"

namespace atalaya::simulate {
namespace {

std::uint32_t big_endian(const std::string& bytes, std::size_t at) {
    std::uint32_t number = 0;
    for (std::size_t i = at; i < at + 4; ++i) number = number << 8 | static_cast<unsigned char>(bytes[i]);
    return number;
}

TEST(Papers, AreOfTheLastYearAndOfTheFiveBeforeTheHistory) {
    const Folder folder{"papers"};
    simulate({.years = 2, .deliveries = 1}, folder.path());

    for (const char* month : {"01", "12"}) {
        const auto page = bytes_of(folder.path() / "corregiduria" / ("2021-" + std::string{month} + ".pdf"));
        EXPECT_TRUE(page.starts_with("%PDF-1.4\n")) << month;
        EXPECT_NE(page.find(month == std::string{"01"} ? "enero de 2021" : "diciembre de 2021"),
                  std::string::npos);
        const auto table = std::stoul(page.substr(page.find("startxref\n") + 10));
        EXPECT_EQ(page.substr(table, 4), "xref");
    }
    EXPECT_TRUE(bytes_of(folder.path() / "planilla/planilla-2015-2019.xlsx").starts_with("PK"));
    EXPECT_TRUE(bytes_of(folder.path() / "puerto/2021.xlsx").starts_with("PK"));
}

TEST(Papers, ThePhotographIsAPictureWithoutAText) {
    const Folder folder{"photograph"};
    simulate({.deliveries = 1}, folder.path());
    const auto picture = bytes_of(folder.path() / "puerto/hoja-2024.png");

    ASSERT_TRUE(picture.starts_with("\x89PNG\r\n\x1A\n"));
    EXPECT_EQ(big_endian(picture, 16), 1180u);
    // Signature; head; stored blocks: five bytes for each 65,535, six for the stream; end.
    const std::uint64_t points = (1180ull + 1) * big_endian(picture, 20);
    EXPECT_EQ(picture.size(), 8 + 25 + 12 + points + 5 * ((points + 65534) / 65535) + 6 + 12);
    EXPECT_EQ(picture.find("tEXt"), std::string::npos);
}

TEST(Papers, ThirtyMessagesOfWhichTwoTellAgain) {
    const Folder folder{"messages"};
    simulate({.deliveries = 1}, folder.path());
    const auto lines = lines_of(folder.path() / "mensajes/2024-12.csv");

    ASSERT_EQ(lines.size(), 31u);
    std::map<std::string, int> told;  // day, kind, words
    int unassigned = 0;
    for (std::size_t i = 1; i < lines.size(); ++i) {
        const auto cells = cells_of(lines[i], ';');
        ++told[cells[1] + cells[3] + cells[5]];
        unassigned += cells[7].starts_with("555-01");
    }
    EXPECT_EQ(unassigned, 30);
    EXPECT_GE(std::count_if(told.begin(), told.end(), [](const auto& one) { return one.second > 1; }), 2);
    const auto truth = nlohmann::json::parse(bytes_of(folder.path() / "verdad.json"))["papers"];
    EXPECT_EQ(truth.size(), 4u);
    EXPECT_EQ(truth[3]["twice"], 2);
}

TEST(Papers, ATwinTownSendsNone) {
    const Folder folder{"no papers"};
    simulate({.city = "puerto-calmo", .deliveries = 1}, folder.path());
    EXPECT_FALSE(std::filesystem::exists(folder.path() / "corregiduria"));
}

}  // namespace
}  // namespace atalaya::simulate
