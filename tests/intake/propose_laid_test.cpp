// What is proposed for an inherited workbook reads every cell of it.
#include <gmock/gmock.h>

#include "intake/check.hpp"
#include "intake/propose/laid.hpp"
#include "intake/propose/write.hpp"
#include "old_workbook.hpp"
#include "sectors.hpp"

namespace atalaya::intake {
namespace {

class ProposeLaid : public testing::TestWithParam<OldStyle> {};

TEST_P(ProposeLaid, ReadsEveryCellAsItIsWritten) {
    const auto counts = OldCounts::drawn(21);
    const Folder folder;
    const auto path = save_workbook(folder.path() / "planilla.xlsx", OldWorkbook{GetParam(), counts}.sheets);
    NoProgress quiet;
    const Proposal proposal = propose(path, quiet);
    const auto say = [](const Message& words) { return words.english(); };
    write_proposal(proposal, folder.path() / "planilla", say);
    const Source source = read_source(folder.path() / "planilla");

    EXPECT_EQ(proposal.kind, Kind::tallies);
    EXPECT_EQ(source.labels.size(), 12U);
    const Batch batch = read_delivery(source, sector_city(), sectors(), path, quiet);
    EXPECT_EQ(series_of(batch), counts.series("planilla")) << text_of(folder.path() / "planilla/source.toml");
    EXPECT_EQ(batch.rejected, 0);
    EXPECT_EQ(found(batch, finding::total_open), 0);
    EXPECT_EQ(found(batch, finding::no_data), static_cast<std::int64_t>(counts.without_data()));
}

INSTANTIATE_TEST_SUITE_P(Styles, ProposeLaid,
                         testing::Values(OldStyle::year_a_sheet, OldStyle::years_across,
                                         OldStyle::year_a_block, OldStyle::months_as_days));

TEST(ProposeLaid, ATableOfMonthsUnderOneHeadIsNotLaidByHand) {
    OldSheet sheet{"Datos"};
    sheet.text(1, 1, "tipo");
    for (std::size_t m = 0; m < 12; ++m) sheet.text(1, 2 + m, old_months[m]);
    for (std::size_t row = 2; row < 20; ++row) {
        sheet.text(row, 1, "Tipo " + std::to_string(row));
        for (std::size_t m = 0; m < 12; ++m) sheet.number(row, 2 + m, static_cast<int>(row + m));
    }
    const Folder folder;
    const OpenFile file{save_workbook(folder.path() / "d.xlsx", {sheet})};
    NoProgress quiet;
    EXPECT_FALSE(propose_laid(file, quiet).has_value());
}

// A head of two rows whose labels are merged down to the months, under halves of the year or under the one year.
TEST(ProposeLaid, AHeadMergedDownToTheMonthsIsOfTheirTable) {
    for (const bool halves : {true, false}) {
        OldSheet sheet{"Convivencia"};
        sheet.text(1, 1, "REGISTRO DE INTERVENCIONES");
        sheet.merge(1, 1, 1, 14);
        sheet.text(3, 1, "Materia");
        sheet.merge(3, 1, 4, 1);
        sheet.text(3, 2, "Sector");
        sheet.merge(3, 2, 4, 2);
        sheet.text(3, 3, halves ? "Primer semestre" : "2024");
        sheet.merge(3, 3, 3, halves ? 8 : 14);
        if (halves) sheet.text(3, 9, "Segundo semestre");
        if (halves) sheet.merge(3, 9, 3, 14);
        sheet.text(3, 15, "TOTAL");
        sheet.merge(3, 15, 4, 15);
        int all = 0;
        for (std::size_t m = 0; m < 12; ++m)
            sheet.text(4, 3 + m, std::string{old_months[m]}.substr(0, 3) + (halves ? "-24" : ""));
        for (std::size_t row = 0; row < 6; ++row) {
            if (row % 3 == 0) sheet.text(5 + row, 1, row == 0 ? "Ruidos molestos" : "Conflicto vecinal");
            if (row % 3 == 0) sheet.merge(5 + row, 1, 7 + row, 1);
            sheet.text(5 + row, 2, old_sector(row % 3));
            int total = 0;
            for (std::size_t m = 0; m < 12; ++m) {
                const int count = m == row ? -1 : static_cast<int>(10 * row + m);
                sheet.count(5 + row, 3 + m, count);
                total += std::max(count, 0);
            }
            sheet.number(5 + row, 15, total);
            all += total;
        }
        const Folder folder;
        const auto path = save_workbook(folder.path() / "c.xlsx", {sheet});
        NoProgress quiet;
        write_proposal(propose(path, quiet), folder.path() / "c",
                       [](const Message& say) { return say.english(); });
        const Source source = read_source(folder.path() / "c");
        const Batch batch = read_delivery(source, sector_city(), sectors(), path, quiet);
        const auto series = series_of(batch);
        EXPECT_EQ(series.size(), 6U * 12 - 6) << text_of(folder.path() / "c/source.toml");
        int sum = 0;
        for (const auto& [cell, count] : series) sum += static_cast<int>(count);
        EXPECT_EQ(sum, all);
        EXPECT_EQ(series.at({"c:conflicto-vecinal", "2", "2024-12"}), 51);
        EXPECT_EQ(found(batch, finding::total_open), 0);
        EXPECT_EQ(found(batch, finding::no_data), 6);
    }
}

// As `atalaya source grid` writes it: every row with its labels, a row and a column of totals, the year the sheet's name.
TEST(ProposeLaid, AGridThatWasTypedReadsItsYearFromTheSheet) {
    OldSheet sheet{"2024"};
    sheet.text(1, 1, "DELITO");
    sheet.text(1, 2, "SECTOR");
    for (std::size_t m = 0; m < 12; ++m) sheet.text(1, 3 + m, old_months[m]);
    sheet.text(1, 15, "TOTAL");
    for (std::size_t row = 0; row < 4; ++row) {
        sheet.text(2 + row, 1, row < 2 ? "Robo" : "Hurto");
        sheet.text(2 + row, 2, row % 2 ? "Sector 2" : "Sector 1");
        for (std::size_t m = 0; m < 12; ++m) sheet.number(2 + row, 3 + m, static_cast<int>(row + m));
        sheet.number(2 + row, 15, static_cast<int>(12 * row + 66));
    }
    sheet.text(6, 1, "TOTAL");
    for (std::size_t m = 0; m < 12; ++m) sheet.number(6, 3 + m, static_cast<int>(6 + 4 * m));
    sheet.number(6, 15, 336);
    const Folder folder;
    const auto path = save_workbook(folder.path() / "grilla.xlsx", {sheet});
    NoProgress quiet;
    const Proposal proposal = propose(path, quiet);
    EXPECT_EQ(proposal.value("wide.year"), "@sheet");
    write_proposal(proposal, folder.path() / "grilla", [](const Message& words) { return words.english(); });
    const Batch batch =
        read_delivery(read_source(folder.path() / "grilla"), sector_city(), sectors(), path, quiet);
    EXPECT_EQ(batch.accepted, 48);
    EXPECT_EQ(batch.rejected, 0);
    EXPECT_EQ(found(batch, finding::total_open), 0);
    EXPECT_EQ((series_of(batch)[{"grilla:hurto", "2", "2024-12"}]), 14);
}

// Two sectors of two offences, a row under each and one under all, called as is said; with the numbers of 12 months.
OldSheet sheet_of_sums(const std::string& under_each, const std::string& under_all) {
    OldSheet sheet{"Datos"};
    sheet.text(1, 1, "DELITO");
    sheet.text(1, 2, "SECTOR");
    for (std::size_t m = 0; m < 12; ++m) sheet.text(1, 3 + m, std::string{old_months[m]} + " 2024");
    const auto row = [&](std::size_t at, const std::string& offence, const std::string& sector, int more,
                         int times) {
        sheet.text(at, 1, offence);
        if (!sector.empty()) sheet.text(at, 2, sector);
        for (std::size_t m = 0; m < 12; ++m)
            sheet.number(at, 3 + m, more + times * (static_cast<int>(m * m) % 7 + 1));
    };
    row(2, "Robo", "Sector 1", 3, 1), row(3, "Robo", "Sector 2", 5, 2), row(4, "Robo", under_each, 8, 3);
    row(5, "Hurto", "Sector 1", 1, 4), row(6, "Hurto", "Sector 2", 2, 1), row(7, "Hurto", under_each, 3, 5);
    row(8, under_all, "", 11, 8);
    return sheet;
}

TEST(ProposeLaid, WhatSumsTheRowsAboveIsNoCountWhateverItIsCalled) {
    const Folder folder;
    const auto path = save_workbook(folder.path() / "suma.xlsx", {sheet_of_sums("Distrito", "General")});
    NoProgress quiet;
    const Proposal proposal = propose(path, quiet);
    ASSERT_NE(proposal.find("totals.words"), nullptr);
    EXPECT_FALSE(proposal.find("totals.words")->question.empty());
    EXPECT_EQ(proposal.labels.size(), 2U);
    write_proposal(proposal, folder.path() / "suma", [](const Message& words) { return words.english(); });
    const Batch batch =
        read_delivery(read_source(folder.path() / "suma"), sector_city(), sectors(), path, quiet);
    EXPECT_EQ(batch.accepted, 48);
    EXPECT_EQ(found(batch, finding::total_open), 0);
}

TEST(ProposeLaid, SumsThatNoTextTellsAreAskedAbout) {
    const Folder folder;
    const OpenFile file{save_workbook(folder.path() / "suma.xlsx",
                                      {sheet_of_sums("Sector 2", "TOTAL"), sheet_of_sums("", "TOTAL")})};
    NoProgress quiet;
    const auto proposal = propose_laid(file, quiet);
    ASSERT_TRUE(proposal.has_value());
    EXPECT_EQ(proposal->find("totals.words"), nullptr);
    EXPECT_FALSE(proposal->find("totals.closes")->question.empty());
}

}  // namespace
}  // namespace atalaya::intake
