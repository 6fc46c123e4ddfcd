#include "intake/totals.hpp"

#include <gmock/gmock.h>

namespace atalaya::intake {
namespace {

using testing::Optional;

const std::vector<std::string> words{"total", "subtotal", "total general"};

LabelledRow row(std::vector<std::string> labels, std::vector<std::optional<std::int64_t>> values) {
    const std::size_t n = values.size();
    return {std::move(labels), std::move(values), std::vector<bool>(n, false)};
}

TEST(Totals, WordsSayWhatATotalIsOf) {
    EXPECT_THAT(total_of("TOTAL", words), Optional(std::string{}));
    EXPECT_THAT(total_of("Total Robo", words), Optional(std::string{"robo"}));
    EXPECT_THAT(total_of("Total general:", words), Optional(std::string{}));
    EXPECT_THAT(total_of("2019 Total", words), Optional(std::string{"2019"}));
    EXPECT_EQ(total_of("Totalmente", words), std::nullopt);
    EXPECT_THAT(total_of("Sub total Robo", words), Optional(std::string{"robo"}));
    EXPECT_THAT(total_of("ROBO SUB-TOTAL", words), Optional(std::string{"robo"}));
    EXPECT_THAT(total_of("TOTALES", words), Optional(std::string{}));
    EXPECT_THAT(total_of("Totais de roubo", words), Optional(std::string{"de roubo"}));
    EXPECT_EQ(total_of("Totalesco", words), std::nullopt);
    EXPECT_EQ(total_of("Robo", words), std::nullopt);
}

TEST(Totals, EachIsTheSumOfTheRowsThatHaveItsOtherLabels) {
    const std::vector<LabelledRow> rows{
        row({"robo", "norte"}, {1, 2}),    row({"robo", "sur"}, {3, std::nullopt}),
        row({"robo", "subtotal"}, {4, 2}), row({"hurto", "norte"}, {5, 6}),
        row({"total hurto", ""}, {5, 6}),  row({"total", "norte"}, {6, 8}),
        row({"total general", ""}, {9, 8})};
    const auto seen = compare_totals(rows, words);
    EXPECT_TRUE(seen.open.empty());
    EXPECT_EQ(seen.compared, 8);
}

TEST(Totals, OneThatDoesNotCloseSaysBothNumbers) {
    const std::vector<LabelledRow> rows{row({"robo"}, {1}), row({"hurto"}, {2}), row({"total"}, {4})};
    const auto seen = compare_totals(rows, words);
    ASSERT_EQ(seen.open.size(), 1u);
    EXPECT_EQ(seen.open[0].row, 2u);
    EXPECT_EQ(seen.open[0].says, 4);
    EXPECT_EQ(seen.open[0].adds, 3);
}

TEST(Totals, WhatWasNotReadIsNotCompared) {
    std::vector<LabelledRow> rows{row({"robo"}, {1}), row({"hurto"}, {std::nullopt}), row({"total"}, {4})};
    rows[1].unread[0] = true;
    const auto seen = compare_totals(rows, words);
    EXPECT_TRUE(seen.open.empty());
    EXPECT_EQ(seen.compared, 0);
}

TEST(Totals, OneOfThePageIsOfTheRowsSinceTheOneBefore) {
    std::vector<LabelledRow> rows{row({"robo", "norte"}, {1}),          row({"hurto", "norte"}, {2}),
                                  row({"total de la pagina", ""}, {3}), row({"robo", "sur"}, {5}),
                                  row({"total de la pagina", ""}, {5}), row({"total", ""}, {8})};
    EXPECT_TRUE(compare_totals(rows, words).open.empty());
    rows[4].values[0] = 6;
    const auto seen = compare_totals(rows, words);
    ASSERT_EQ(seen.open.size(), 1u);
    EXPECT_EQ(seen.open[0].row, 4u);
}

TEST(Totals, OneAboveNothingIsOpen) {
    const std::vector<LabelledRow> rows{row({"total"}, {4})};
    EXPECT_EQ(compare_totals(rows, words).open.size(), 1u);
}

}  // namespace
}  // namespace atalaya::intake
