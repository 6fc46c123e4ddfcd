#include "render/typst_fit.hpp"

#include <gtest/gtest.h>

#include <numeric>

#include "render/document_sample.hpp"

namespace atalaya::render {
namespace {

constexpr double room_pt = 499;  // 176 mm

Sheet with(std::vector<TableColumn> columns, const std::vector<std::string>& row) {
    Sheet sheet{.columns = std::move(columns)};
    sheet.rows.emplace_back();
    for (const auto& text : row) sheet.rows[0].push_back(sample::words(text));
    return sheet;
}

double total(const TypstFit& fit) {
    return std::accumulate(fit.shares.begin(), fit.shares.end(), 0.0);
}

TEST(TypstFit, ASmallTableKeepsItsSize) {
    EXPECT_DOUBLE_EQ(typst_fit(with({{"Barrio"}, {"Casos", true}}, {"Retiro", "121"})).size_pt, 8.3);
}

TEST(TypstFit, ACompactTableIsSmallerFromTheStart) {
    Sheet sheet = with({{"Barrio"}}, {"Retiro"});
    sheet.compact = true;
    EXPECT_DOUBLE_EQ(typst_fit(sheet).size_pt, 7.6);
}

TEST(TypstFit, AWideTableFitsBetweenTheMargins) {
    const auto document = sample::rich();
    const auto fit = typst_fit(std::get<Sheet>(document.sections[0].blocks[4]));
    EXPECT_LE(total(fit), room_pt);
    EXPECT_GE(fit.size_pt, 6.4);
    EXPECT_LT(fit.size_pt, 8.3);
}

TEST(TypstFit, AColumnOfLongerNumbersGetsMore) {
    const auto fit = typst_fit(with({{"a", true}, {"b", true}}, {"1", "1.000.000"}));
    EXPECT_LT(fit.shares[0], fit.shares[1]);
}

// Eight figures of 0.7 em, two commas of 0.3 and a dash of 0.555; a cell has 3 pt at either side.
TEST(TypstFit, AnIntervalHasTheRoomThatItTakes) {
    const std::vector<TableColumn> columns{
        {"Indicador"},     {"dic 2024", true}, {"dic 2023", true},         {"Cambio (IC 95 %)", true},
        {"2024", true},    {"2023", true},     {"Cambio (IC 95 %)", true}, {"Tasa", true},
        {"IC 95 %", true}, {"Estado"}};
    const auto fit = typst_fit(
        with(columns, {"Robo con violencia o intimidación a personas", "1.102", "1.105", "−3 % (−34 a +42 %)",
                       "11.029", "11.070", "+16 %* (−8 a +47 %)", "1.547,2*", "295,6–347,3", "provisorio"}));
    EXPECT_GE(fit.shares[8], (8 * 0.7 + 2 * 0.3 + 0.555) * fit.size_pt + 6);
    EXPECT_LE(total(fit), room_pt);
}

TEST(TypstFit, AHeadingPartsBeforeItsParenthesis) {
    EXPECT_EQ(typst_heading("Cambio del mes (IC 95 %)"), "Cambio del mes (IC\u00A095\u00A0%)");
    const auto fit = typst_fit(with({{"Cambio (IC 95 %)", true}}, {"1"}));
    EXPECT_GE(fit.shares[0], 4.3 * fit.size_pt);  // "(IC 95 %)"
}

TEST(TypstFit, TypeNeverGetsTooSmallToRead) {
    std::vector<TableColumn> columns(40, {"Indicador", true});
    EXPECT_DOUBLE_EQ(typst_fit(with(columns, std::vector<std::string>(40, "1.000.000"))).size_pt, 6.4);
}

}  // namespace
}  // namespace atalaya::render
