// What is left of Parquet, of a workbook laid out by hand and of a PDF after an erasure, and that it is read as before.
#include "intake/redact_pages.hpp"

#include <gmock/gmock.h>

#include "intake/check.hpp"
#include "intake/row_keys.hpp"
#include "intake/rows_holding.hpp"
#include "old_workbook.hpp"
#include "parquet_bytes.hpp"
#include "pdf_reading.hpp"
#include "sectors.hpp"

namespace atalaya::intake {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

ToRedact keyed(const Source& source, const std::string& id) {
    const std::string_view cells[] = {id};
    return {.keys = {{source.id, key_of(source, cells)}}};
}
ToRedact of_text(const std::string& text, std::vector<std::int64_t> lines = {}) {
    return {.lines = {lines.begin(), lines.end()}, .texts = {HeldText{text}}};
}
Redacted redacted(const Source& source, const std::string& bytes, const ToRedact& what) {
    const Source* readers[] = {&source};
    return redact(source, readers, bytes, "hechos", what);
}
RowsHolding held(const Source& source, const std::string& bytes, const std::string& text) {
    NoProgress quiet;
    const HeldText texts[] = {HeldText{text}};
    return rows_holding(source, bytes, "hechos", texts, quiet);
}
Batch kept(const Source& source, const std::string& bytes) {
    NoProgress quiet;
    return read_kept(source, small_city(), small_gazetteer(), bytes, "hechos", quiet);
}
void expect_same_facts(const Batch& after, const Batch& before) {
    EXPECT_EQ(after.incidents.key, before.incidents.key);
    EXPECT_EQ(after.incidents.line, before.incidents.line);
    EXPECT_EQ(after.incidents.day.since_epoch, before.incidents.day.since_epoch);
    ASSERT_EQ(after.incidents.size(), before.incidents.size());
    for (std::size_t i = 0; i < before.incidents.size(); ++i)
        EXPECT_EQ(after.incidents.offence[i], before.incidents.offence[i]);
    EXPECT_EQ(after.read, before.read);
    EXPECT_EQ(after.rejected, before.rejected);
}

Source source_of(const Folder& folder, const std::string& type) {
    return small_source(folder, edited(small_descriptor, "type = \"csv\"", "type = \"" + type));
}

TEST(RedactParquet, TheRowGoesAndTheRestIsReadAsItWasWhateverTheTypes) {
    const Folder folder;
    const Source source = source_of(folder, "parquet\"");
    const std::string bytes = parquet_of(
        "SELECT * FROM (VALUES (1, DATE '2020-01-05', 10::TINYINT, 'Robo', 0.5::DOUBLE, 0.75::FLOAT, "
        "'Norte', "
        "'Zulema \"Z\" Quizpe, hija', ['a', 'Quizpe'], 1.10::DECIMAL(9, 2), TIMESTAMP '2020-01-05 "
        "10:11:12'), "
        "(2, DATE '2020-01-06', NULL, 'Hurto', 0.5, 0.25, 'Sur', 'Luis' || chr(10) || 'Paz', NULL, NULL, "
        "NULL), "
        "(3, NULL, 99, 'Hurto', 0.5, 0.25, 'Sur', 'Eva Sol', [], 2.5, NULL)) "
        "AS t(id, fecha, hora, tipo, x, y, barrio, nombre, lista, pesos, cargado)");
    const auto made = redacted(source, bytes, keyed(source, "1"));
    ASSERT_TRUE(made.twin);
    EXPECT_THAT(*made.twin, Not(HasSubstr("Quizpe")));
    EXPECT_THAT(*made.twin, HasSubstr("Luis\nPaz"));
    EXPECT_THAT(made.lines, ElementsAre(1));
    EXPECT_EQ(made.cells, 6) << "x, y and the four that nobody reads";
    const auto before = kept(source, bytes), after = kept(as_twin(source), *made.twin);
    ASSERT_EQ(before.accepted, 2);
    expect_same_facts(after, before);
    EXPECT_EQ(after.incidents.lon, (std::vector<std::int32_t>{no_position, before.incidents.lon[1]}));
    EXPECT_EQ(redacted(as_twin(source), *made.twin, keyed(source, "1")).cells, 0) << "twice is once";
    EXPECT_THAT(held(source, bytes, "Zulema Quizpe").lines, ElementsAre(1));
}

// More than a piece of what the child hands over.
TEST(RedactParquet, AMillionRowsAreAllThere) {
    const Folder folder;
    const Source source = source_of(folder, "parquet\"");
    const std::string bytes = parquet_of(
        "SELECT range AS id, DATE '2020-01-05' AS fecha, 10 AS hora, 'Robo' AS tipo, 0.5 AS x, 0.75 AS y, "
        "'Norte' AS barrio, 'Zulema ' || range AS nombre FROM range(1000000)");
    const auto made = redacted(source, bytes, keyed(source, "777777"));
    EXPECT_EQ(std::ranges::count(*made.twin, '\n'), 1'000'001);
    EXPECT_THAT(*made.twin, Not(HasSubstr("Zulema 777777")));
    EXPECT_THAT(*made.twin, HasSubstr("\n777777,2020-01-05,10,Robo,,,Norte,\n"));
}

// A list of facts under a title, a name merged over two of them, a note below.
std::string laid_list(const std::string& note = "Cargó: Zulema Quizpe") {
    OldSheet sheet{"2020"};
    sheet.text(1, 1, "Hechos de enero de 2020");
    sheet.text(2, 2, "Comisaría de Zulema Quizpe");
    const char* head[] = {"id", "fecha", "hora", "tipo", "x", "y", "barrio", "nombre"};
    const char* rows[][8] = {{"1", "2020-01-05", "10", "Robo", "0.5", "0.75", "Norte", "Ana Ruiz"},
                             {"2", "2020-01-06", "11", "Hurto", "0.5", "0.25", "Sur", "Zulema Quizpe"},
                             {"3", "2020-01-07", "12", "Hurto", "0.5", "0.25", "Sur", ""}};
    for (std::size_t c = 0; c < 8; ++c) {
        sheet.text(4, c + 1, head[c]);
        for (std::size_t r = 0; r < 3; ++r)
            if (*rows[r][c]) sheet.text(5 + r, c + 1, rows[r][c]);
    }
    sheet.merge(6, 8, 7, 8);
    if (!note.empty()) sheet.text(1, 12, note);
    OldSheet unread{"Personas"};
    unread.text(1, 1, "Otra Persona");
    const Folder folder;
    return text_of(save_workbook(folder.path() / "h.xlsx", {sheet, unread}));
}

TEST(RedactPages, OfALaidWorkbookTheCellIsEmptiedAndTheRowsAreReadAsTheyWere) {
    const Folder folder;
    const Source source = source_of(folder, "xlsx\"\nsheets = [\"2020\"]\nheader_at = \"id\"");
    const std::string bytes = laid_list();
    const auto made = redacted(source, bytes, keyed(source, "1"));
    ASSERT_TRUE(made.twin);
    EXPECT_THAT(*made.twin, Not(HasSubstr("Ana Ruiz")));
    EXPECT_THAT(*made.twin, HasSubstr("row,5,,1,2020-01-05,10,Robo,,,Norte,\n"));
    EXPECT_THAT(*made.twin, Not(HasSubstr("Otra Persona"))) << "a sheet that nobody reads";
    EXPECT_THAT(*made.twin, HasSubstr("Comisaría")) << "one row was asked for";
    EXPECT_EQ(made.cells, 3);
    EXPECT_EQ(made.rows, 1);
    const auto before = kept(source, bytes), after = kept(as_twin(source), *made.twin);
    ASSERT_EQ(before.accepted, 3);
    expect_same_facts(after, before);
    EXPECT_EQ(redacted(as_twin(source), *made.twin, keyed(source, "1")).twin, made.twin);
}

TEST(RedactPages, ACellMergedOverRowsGoesWhereItIsWritten) {
    const Folder folder;
    const Source laid = source_of(folder, "xlsx\"\nheader_at = \"id\"");
    const auto made = redacted(laid, laid_list(""), keyed(laid, "3"));
    EXPECT_THAT(*made.twin, HasSubstr("row,6,,2,2020-01-06,11,Hurto,0.5,0.25,Sur,\n"));
    EXPECT_THAT(*made.twin, HasSubstr("row,7,,3,2020-01-07,12,Hurto,,,Sur"));
}

TEST(RedactPages, ATextGoesFromRowsTitlesAndNotesAndIsLookedForInAll) {
    const Folder folder;
    const Source source = source_of(folder, "xlsx\"\nheader_at = \"id\"");
    const std::string bytes = laid_list();
    const auto where = held(source, bytes, "Zulema Quizpe");
    EXPECT_THAT(where.lines, ElementsAre(2, 3)) << "the second also says it for the third";
    EXPECT_TRUE(where.around);
    const auto made = redacted(source, bytes, of_text("QUIZPE, Zulema", {2, 3}));
    ASSERT_TRUE(made.twin);
    EXPECT_THAT(*made.twin, Not(HasSubstr("Quizpe")));
    EXPECT_THAT(*made.twin, HasSubstr("Hechos de enero de 2020"));
    EXPECT_THAT(*made.twin, HasSubstr("Ana Ruiz"));
    EXPECT_FALSE(held(as_twin(source), *made.twin, "Zulema Quizpe").around);
    expect_same_facts(kept(as_twin(source), *made.twin), kept(source, bytes));
}

// A sheet that nobody reads, the rows above a head, the lines above that of a CSV: no twin has them, and it is said.
TEST(RedactPages, WhatStandsAroundATableIsFoundAndGoesWithTheFirstTwin) {
    const Folder folder;
    const Source laid = source_of(folder, "xlsx\"\nsheets = [\"2020\"]\nheader_at = \"id\"");
    ASSERT_TRUE(held(laid, laid_list(), "Otra Persona").around);
    const auto of_sheet = redacted(laid, laid_list(), of_text("Otra Persona"));
    EXPECT_EQ(of_sheet.cells, 1);
    EXPECT_EQ(of_sheet.rows, 0);
    EXPECT_FALSE(held(laid, *of_sheet.twin, "Otra Persona").around);

    const Source plain = source_of(folder, "xlsx\"\nheader_row = 4");
    EXPECT_TRUE(held(plain, laid_list(), "Otra Persona").around);
    EXPECT_TRUE(held(plain, laid_list(), "Comisaría de Zulema").around);
    EXPECT_FALSE(held(plain, laid_list(), "Ana Ruiz").around) << "it is in a row";

    const Source csv = source_of(folder, "csv\"\nheader_row = 3");
    const std::string titled = "Parte diario\nCargó;Zulema Quizpe\n" + std::string{small_head} +
                               "1,2020-01-05,10,Robo,0.5,0.75,Norte\n";
    const auto where = held(csv, titled, "Zulema Quizpe");
    EXPECT_TRUE(where.around && where.lines.empty());
    const auto made = redacted(csv, titled, of_text("Zulema Quizpe"));
    EXPECT_EQ(made.cells, 1);
    EXPECT_EQ(*made.twin, std::string{small_head} + "1,2020-01-05,10,Robo,0.5,0.75,Norte\n");
    EXPECT_EQ(redacted(as_twin(csv), *made.twin, of_text("Zulema Quizpe")).cells, 0);
}

TEST(RedactPages, OfAWholeDeliveryStaysWhatIsReadAndNothingElse) {
    const Folder folder;
    const Source source = source_of(folder, "xlsx\"\nheader_at = \"id\"");
    const auto made = redacted(source, laid_list(), {.all = true});
    ASSERT_TRUE(made.twin);
    EXPECT_THAT(*made.twin, Not(testing::AnyOf(HasSubstr("Quizpe"), HasSubstr("Ana"), HasSubstr("Hechos"),
                                               HasSubstr("0.75"))));
    expect_same_facts(kept(as_twin(source), *made.twin), kept(source, laid_list()));
}

// A whole delivery that its source can no longer read leaves nothing; a row of it cannot be found, and that is told.
TEST(RedactPages, OfPagesThatCannotBeReadNothingIsKept) {
    const Folder folder;
    const Source source = source_of(folder, "xlsx\"\nheader_at = \"expediente\"");
    EXPECT_FALSE(redacted(source, laid_list(), {.all = true}).twin);
    EXPECT_THROW(redacted(source, laid_list(), keyed(source, "1")), Error);
    EXPECT_TRUE(held(source, laid_list(), "Zulema Quizpe").around) << "it is found all the same";
}

TEST(RedactPages, CountsOfAnOldWorkbookAndItsTotalsStayWhenANoteGoes) {
    const auto counts = OldCounts::drawn(7);
    OldWorkbook book{OldStyle::year_a_sheet, counts};
    book.sheets[1].text(300, 1, "Elaboró: Zulema Quizpe");
    book.sheets[1].number(20, 4, 9999);  // a subtotal that does not close
    const Folder folder;
    folder.write("planilla/source.toml", old_descriptor(OldStyle::year_a_sheet));
    const Source source = read_source(folder.path() / "planilla");
    const std::string bytes = text_of(save_workbook(folder.path() / "p.xlsx", book.sheets));
    ASSERT_TRUE(held(source, bytes, "Zulema Quizpe").around);
    const auto made = redacted(source, bytes, of_text("Zulema Quizpe"));
    ASSERT_TRUE(made.twin);
    EXPECT_EQ(made.cells, 1);
    EXPECT_THAT(*made.twin, Not(HasSubstr("Quizpe")));
    NoProgress quiet;
    const auto read = [&](const std::string& what) {
        return read_kept(source, sector_city(), sectors(), what, "p.xlsx", quiet);
    };
    const Batch before = read(bytes), after = read(*made.twin);
    EXPECT_EQ(series_of(after), series_of(before));
    EXPECT_EQ(found(after, finding::no_data), found(before, finding::no_data));
    ASSERT_NE(finding_of(after, finding::total_open), nullptr);
    EXPECT_EQ(finding_of(after, finding::total_open)->detail,
              finding_of(before, finding::total_open)->detail);
}

TEST(RedactPages, OfAPdfStayItsLinesWithPageAndPlace) {
    SKIP_WITHOUT_PDFTOTEXT();
    PdfBytes pdf = pdf_of_three_lines();
    pdf.text(40, 42, "Encargada: Zulema Quizpe");
    pdf.text(40, 230, "Informe de la oficial Zulema");
    pdf.text(40, 241, "Quizpe, legajo 4");
    const Folder folder;
    folder.write("informe/source.toml", std::string{head_of_all} + under_three_lines);
    const Source source = read_source(folder.path() / "informe");
    ASSERT_TRUE(held(source, pdf.bytes(), "Zulema Quizpe").around) << "over two lines";
    const auto made = redacted(source, pdf.bytes(), of_text("Zulema Quizpe"));
    ASSERT_TRUE(made.twin);
    EXPECT_THAT(*made.twin, Not(HasSubstr("Quizpe")));
    EXPECT_THAT(*made.twin, HasSubstr("Marzo de 2024"));
    EXPECT_EQ(made.cells, 3) << "the month is read from the title above, not from the one below it";
    EXPECT_EQ(made.telling, 0);
    NoProgress quiet;
    const auto read = [&](const std::string& what) {
        return read_kept(source, sector_city(), sectors(), what, "i.pdf", quiet);
    };
    const Batch before = read(pdf.bytes()), after = read(*made.twin);
    EXPECT_EQ(series_of(before).size(), 18U);
    EXPECT_EQ(series_of(after), series_of(before));
    EXPECT_EQ(after.rejected, before.rejected);
}

TEST(RedactPages, ATwinThatIsNoneIsTold) {
    const Folder folder;
    const Source source = source_of(folder, "xlsx\"\nheader_at = \"id\"");
    EXPECT_THROW(kept(source, "atalaya pages 1\nsheet,2020\ncolumn,5\n"), Error);
    EXPECT_THROW(kept(source, "atalaya pages 1\nrow,5,,1\n"), Error) << "a row of no sheet";
    EXPECT_THROW(kept(source, "atalaya pages 1\nsheet,2020\nrow,-5,,1\n"), Error);
}

TEST(RowKeys, OfALaidListAreThoseOfItsFacts) {
    const Folder folder;
    const std::string plain = edited(small_descriptor, "[key]\ncolumns = [\"id\"]\n", "");
    for (const auto& descriptor : {std::string{small_descriptor}, plain}) {
        const Source source =
            small_source(folder, edited(descriptor, "type = \"csv\"", "type = \"xlsx\"\nheader_at = \"id\""));
        const auto facts = kept(source, laid_list()).incidents;
        const auto keys = row_keys(source, laid_list(), "hechos");
        ASSERT_EQ(keys.size(), 3U);
        for (std::size_t i = 0; i < 3; ++i) {
            EXPECT_EQ(keys[i].key, facts.key[i]);
            EXPECT_EQ(keys[i].line, facts.line[i]);
        }
    }
}

}  // namespace
}  // namespace atalaya::intake
