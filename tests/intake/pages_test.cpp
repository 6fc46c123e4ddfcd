// An inherited workbook becomes a series: every cell, whatever the way it was laid; "S/D" is no zero; totals close or
// are told.
#include "intake/pages.hpp"

#include <gmock/gmock.h>

#include "core/text.hpp"
#include "intake/check.hpp"
#include "intake/hidden_sheets.hpp"
#include "old_workbook.hpp"
#include "sectors.hpp"

namespace atalaya::intake {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Batch read_sheets(const std::string& descriptor, const std::vector<OldSheet>& sheets) {
    const Folder folder;
    folder.write("planilla/source.toml", descriptor);
    const Source source = read_source(folder.path() / "planilla");
    NoProgress quiet;
    return read_delivery(source, sector_city(), sectors(), save_workbook(folder.path() / "p.xlsx", sheets),
                         quiet);
}

class InheritedWorkbook : public testing::TestWithParam<OldStyle> {};

TEST_P(InheritedWorkbook, EveryCellIsInTheSeriesAndNoOther) {
    const auto counts = OldCounts::drawn(7);
    const Batch batch = read_sheets(old_descriptor(GetParam()), OldWorkbook{GetParam(), counts}.sheets);
    EXPECT_EQ(batch.rejected, 0);
    EXPECT_EQ(series_of(batch), counts.series("planilla"));
    EXPECT_EQ(found(batch, finding::no_data), static_cast<std::int64_t>(counts.without_data()));
    const auto& counts_read = batch.tallies.count;
    EXPECT_EQ(std::count(counts_read.begin(), counts_read.end(), nothing<std::int64_t>),
              static_cast<std::ptrdiff_t>(counts.without_data()));
    EXPECT_EQ(found(batch, finding::total_open), 0);
    EXPECT_EQ(found(batch, finding::area_not_found), 0);
}

INSTANTIATE_TEST_SUITE_P(Styles, InheritedWorkbook,
                         testing::Values(OldStyle::year_a_sheet, OldStyle::years_across,
                                         OldStyle::year_a_block, OldStyle::months_as_days));

TEST(Pages, ATotalThatDoesNotCloseIsToldWithItsSheetAndCell) {
    const auto counts = OldCounts::drawn(8);
    OldWorkbook book{OldStyle::year_a_sheet, counts};
    book.sheets[1].number(20, 4, 9999);  // the subtotal of the first offence, February
    book.sheets[2].number(5, 15, 7777);  // the year of the first sector
    const Batch batch = read_sheets(old_descriptor(OldStyle::year_a_sheet), book.sheets);
    const Finding* open = finding_of(batch, finding::total_open);
    ASSERT_NE(open, nullptr);
    EXPECT_THAT(
        open->detail,
        HasSubstr(R"({"place":"2020!D20","of":"Homicidio doloso, Subtotal / FEBRERO","says":9999,"adds":)"));
    EXPECT_THAT(
        open->detail,
        HasSubstr(R"({"place":"2021!O5","of":"Homicidio doloso, Sector 1 / TOTAL","says":7777,"adds":)"));
    EXPECT_EQ(open->rows, 2) << "not the totals that they are part of, which close the other way";
    EXPECT_EQ(series_of(batch), counts.series("planilla")) << "a total is no count";
}

TEST(Pages, AMistypedCountOpensItsTotals) {
    const auto counts = OldCounts::drawn(9);
    OldWorkbook book{OldStyle::year_a_sheet, counts};
    book.sheets[0].number(7, 5, counts.known(0, 2, 2) + 100);
    const Batch batch = read_sheets(old_descriptor(OldStyle::year_a_sheet), book.sheets);
    EXPECT_EQ(found(batch, finding::total_open), 3) << "of its offence, of its sector, of all";
}

TEST(Pages, WhatIsNoNumberIsRejectedWithItsCell) {
    const auto counts = OldCounts::drawn(10);
    OldWorkbook book{OldStyle::year_a_sheet, counts};
    book.sheets[0].text(7, 5, "12 (*)");
    const Batch batch = read_sheets(old_descriptor(OldStyle::year_a_sheet), book.sheets);
    ASSERT_EQ(batch.rejected, 1);
    EXPECT_EQ(batch.rejects[0].column, "2019-03 (2019!E7)");
    EXPECT_EQ(batch.rejects[0].reason, reason::count_impossible);
    EXPECT_EQ(batch.rejects[0].found, "12 (*)");
}

TEST(Pages, RequiredTotalsRefuseTheFile) {
    const auto counts = OldCounts::drawn(11);
    OldWorkbook book{OldStyle::year_a_sheet, counts};
    book.sheets[1].number(20, 4, 9999);
    const std::string descriptor =
        old_descriptor(OldStyle::year_a_sheet) + "[totals]\ncloses = \"required\"\n";
    EXPECT_THAT(refusal([&] { read_sheets(descriptor, book.sheets); }),
                HasSubstr("2020!D20 (Homicidio doloso, Subtotal / FEBRERO): it says 9999"));
}

// A head that was copied on: April's counts would be added to March's.
TEST(Pages, AMonthThatAHeadSaysTwiceIsRefusedWithItsCells) {
    OldWorkbook book{OldStyle::year_a_sheet, OldCounts::drawn(12)};
    book.sheets[1].text(4, 6, "MARZO");
    const std::string said =
        refusal([&] { read_sheets(old_descriptor(OldStyle::year_a_sheet), book.sheets); });
    EXPECT_THAT(said, HasSubstr("expected each month once in a head; \"MARZO\" is above 2020!E"));
    EXPECT_THAT(said, HasSubstr(" and above 2020!F"));
}

// "2021 (copia)", hidden: its counts would be there twice.
TEST(Pages, AHiddenSheetIsReadByItsWholeNameAlone) {
    const auto counts = OldCounts::drawn(13);
    OldWorkbook book{OldStyle::year_a_sheet, counts};
    OldSheet copy = book.sheets[2];
    copy.name = "2021 (copia)";
    copy.hidden = true;
    book.sheets.push_back(copy);
    const std::string descriptor = old_descriptor(OldStyle::year_a_sheet);
    const Batch batch = read_sheets(descriptor, book.sheets);
    EXPECT_EQ(series_of(batch), counts.series("planilla"));
    const auto* told = finding_of(batch, sheet_hidden);
    ASSERT_NE(told, nullptr) << "what was left out is said";
    EXPECT_EQ(told->rows, 1);
    EXPECT_EQ(told->detail, R"json({"sheets":["2021 (copia)"]})json");
    const std::string whole =
        replaced(descriptor, "sheets = [\"20*\"]", "sheets = [\"20*\", \"2021 (copia)\"]");
    ASSERT_NE(whole, descriptor);
    const Batch both = read_sheets(whole, book.sheets);
    EXPECT_NE(series_of(both), counts.series("planilla"));
    EXPECT_EQ(finding_of(both, sheet_hidden), nullptr) << "it was read";
}

TEST(Pages, AHiddenSheetThatNobodyAskedForIsNotTold) {
    OldWorkbook book{OldStyle::year_a_sheet, OldCounts::drawn(13)};
    OldSheet notes{"notas"};
    notes.text(1, 1, "no publicar");
    notes.hidden = true;
    book.sheets.push_back(notes);
    EXPECT_EQ(finding_of(read_sheets(old_descriptor(OldStyle::year_a_sheet), book.sheets), sheet_hidden),
              nullptr);
}

TEST(Pages, ASheetWithoutItsHeadIsNamed) {
    OldWorkbook book{OldStyle::year_a_sheet, OldCounts::drawn(12)};
    OldSheet empty{"2024"};
    empty.text(1, 1, "por completar");
    book.sheets.push_back(empty);
    EXPECT_THAT(refusal([&] { read_sheets(old_descriptor(OldStyle::year_a_sheet), book.sheets); }),
                HasSubstr("expected a head with the cell \"DELITO\"; found none in \"2024\""));
}

TEST(Pages, HeadsSayMonthsInManyWays) {
    const auto said = [](std::string_view head) {
        const auto month = month_of_head(head);
        return month ? std::to_string(month->year) + "-" + std::to_string(month->month) : std::string{"none"};
    };
    EXPECT_EQ(said("2019 Enero"), "2019-1");
    EXPECT_EQ(said("ene-19"), "2019-1");
    EXPECT_EQ(said("Sept. de 2020"), "2020-9");
    EXPECT_EQ(said("2019-03-01"), "2019-3");
    EXPECT_EQ(said("MAR"), "0-3");
    EXPECT_EQ(said("Año 2019 3"), "2019-3");
    EXPECT_EQ(said("2019 Total"), "none");
    EXPECT_EQ(said("Acumulado a marzo"), "none");
    EXPECT_EQ(said("2019-03-09"), "none") << "a day that is not the first says more than a month";
    EXPECT_EQ(said("2019"), "none");
    EXPECT_EQ(said("1º trimestre jan."), "0-1");
    EXPECT_EQ(said("2019 II Trimestre Abr"), "2019-4");
    EXPECT_EQ(said("Primer semestre de 2020 marzo"), "2020-3");
    EXPECT_EQ(said("Trim. 4 dic"), "0-12");
    EXPECT_EQ(said("Total 1º trimestre"), "none");
    EXPECT_EQ(said("1º trimestre"), "none") << "a quarter is no month";
    EXPECT_EQ(year_said("Delitos 2019 (provisorio)"), 2019);
    EXPECT_EQ(year_said("2019-2023"), 0);
}

TEST(Pages, PartsOfAYearAreKnown) {
    for (const char* text : {"1º trimestre", "2019 2do. Semestre", "III Cuatrimestre", "Quarter 4"})
        EXPECT_TRUE(says_part_of_year(text)) << text;
    for (const char* text : {"", "2019", "Total 1º trimestre", "enero", "trimestre anterior"})
        EXPECT_FALSE(says_part_of_year(text)) << text;
}

TEST(Pages, AYearOverOneMonthIsThatOfItsRun) {
    using Head = std::vector<std::string>;
    const auto said = [](Head head) {
        say_years_of_runs(head);
        return head;
    };
    EXPECT_EQ(said({"sector", "nov", "2019 dic", "ene", "2020 feb", "mar"}),
              (Head{"sector", "2019 nov", "2019 dic", "2020 ene", "2020 feb", "2020 mar"}));
    EXPECT_EQ(said({"2019 ene", "subtotal", "feb", "total"}),
              (Head{"2019 ene", "subtotal", "2019 feb", "total"}));
    EXPECT_EQ(said({"ene", "feb"}), (Head{"ene", "feb"}));
    EXPECT_EQ(said({"2019 ene", "2020 feb", "mar"}), (Head{"2019 ene", "2020 feb", "mar"})) << "not one year";
    EXPECT_EQ(said({"2019 total", "ene", "feb"}), (Head{"2019 total", "ene", "feb"}));
}

}  // namespace
}  // namespace atalaya::intake
