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

TEST(TypstFit, TypeNeverGetsTooSmallToRead) {
    std::vector<TableColumn> columns(40, {"Indicador", true});
    EXPECT_DOUBLE_EQ(typst_fit(with(columns, std::vector<std::string>(40, "1.000.000"))).size_pt, 6.4);
}

}  // namespace
}  // namespace atalaya::render
