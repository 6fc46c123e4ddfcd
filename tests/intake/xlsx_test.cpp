#include <gmock/gmock.h>

#include "core/text.hpp"
#include "intake/sheet_rows.hpp"
#include "intake/workbook.hpp"
#include "support.hpp"
#include "zipped.hpp"

namespace atalaya::intake {
namespace {

using testing::HasSubstr;

const std::string rels =
    R"(<Relationships><Relationship Id="r1" Target="worksheets/uno.xml"/><Relationship Id="r2" Target="/xl/worksheets/dos.xml"/></Relationships>)";
const std::string book =
    R"(<workbook xmlns:r="x"><sheets><sheet name="Tapa" sheetId="9" r:id="r1"/><sheet name="Hechos" sheetId="1" r:id="r2"/></sheets></workbook>)";
const std::string styles =
    R"(<styleSheet><numFmts><numFmt numFmtId="170" formatCode="dd/mm/yyyy\ hh:mm"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="20"/></cellXfs></styleSheet>)";
const std::string strings =
    "<sst><si><t>Robo</t></si><si><r><t>Nú</t></r><r><t>ñez</t></r><rPh><t>xx</t></rPh></si><si><t "
    "xml:space=\"preserve\"> 007 </t></si></sst>";

std::string sheet(const std::string& rows) {
    return "<worksheet><sheetData>" + rows + "</sheetData></worksheet>";
}

const std::string head_row =
    R"(<row r="1"><c r="A1" t="inlineStr"><is><t>id</t></is></c><c r="B1" t="str"><v>fecha</v></c><c r="C1" t="str"><v>hora</v></c>)"
    R"(<c r="D1" t="str"><v>tipo</v></c><c r="E1" t="str"><v>x</v></c><c r="F1" t="str"><v>y</v></c><c r="G1" t="str"><v>barrio</v></c></row>)";

Members workbook_with(const std::string& dos) {
    return {{"xl/workbook.xml", book},
            {"xl/_rels/workbook.xml.rels", rels},
            {"xl/styles.xml", styles},
            {"xl/sharedStrings.xml", strings},
            {"xl/worksheets/uno.xml", sheet("")},
            {"xl/worksheets/dos.xml", dos}};
}

const std::string xlsx_descriptor =
    edited(small_descriptor, "type = \"csv\"", "type = \"xlsx\"\nsheet = \"hechos\"");

Batch read_workbook(const Members& members, const std::string& descriptor = xlsx_descriptor) {
    const Folder folder;
    const Source source = small_source(folder, descriptor);
    const auto path = zipped(folder, "hechos.xlsx", members);
    NoProgress quiet;
    return read_here(source, small_city(), small_gazetteer(), path, quiet);
}

TEST(Xlsx, AccentsApartAreJoinedInEveryKindOfText) {
    auto members = workbook_with(sheet(
        head_row +
        R"(<row r="2"><c r="A2" t="inlineStr"><is><t>nin\u0303o</t></is></c><c r="B2" s="1"><v>43831</v></c>)"
        R"(<c r="D2" t="s"><v>0</v></c><c r="G2" t="s"><v>1</v></c></row>)"));
    for (auto& [name, text] : members) {
        text = replaced(text, "\\u0303", "\u0303");
        text = replaced(text, "Nú</t></r><r><t>ñez", "Nu</t></r><r><t>\u0301n\u0303ez");
    }
    const Folder folder;
    const OpenFile file{zipped(folder, "a.xlsx", members)};
    std::vector<std::string> said;
    each_sheet_row(file, "Hechos", [&](std::size_t row, std::span<const std::string> cells) {
        if (row == 2) said.assign(cells.begin(), cells.end());
        return true;
    });
    ASSERT_EQ(said.size(), 7u);
    EXPECT_EQ(said[0], "niño") << "in the cell itself";
    EXPECT_EQ(said[6], "Núñez") << "in the list of texts, cut between its letters";
}

TEST(Xlsx, EveryKindOfCellIsText) {
    const Batch batch = read_workbook(workbook_with(sheet(
        head_row +
        R"(<row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2" s="1"><v>43831</v></c><c r="C2" s="3"><v>0.604166667</v></c><c r="D2" t="s"><v>0</v></c>)"
        R"(<c r="E2"><v>0.5</v></c><c r="F2"><v>0.75</v></c><c r="G2" t="s"><v>1</v></c></row>)"
        R"(<row r="5"><c r="A5"><v>8</v></c><c r="B5" s="2"><v>43831.25</v></c><c r="D5" t="inlineStr"><is><t>Hurto</t></is></c></row>)"
        R"(<row r="6"><c r="A6" s="1"/></row>)")));
    ASSERT_EQ(batch.read, 2) << "blank rows are no rows";
    EXPECT_EQ(batch.accepted, 2);
    const Incidents& i = batch.incidents;
    EXPECT_EQ(iso(day_at(i.day.since_epoch[0])), "2020-01-01");
    EXPECT_EQ(i.hour[0], 14) << "14:30";
    EXPECT_EQ(i.area[1][0], "nunez") << "runs are joined, what they sound like is not read";
    EXPECT_EQ(i.key[0], incident_key("hechos", "007")) << "leading zeros stay";
    EXPECT_EQ(i.hour[1], 6) << "the hour of a day with a time";
}

TEST(Xlsx, SerialNumbersAreDaysOnlyWhenShownAsDays) {
    EXPECT_EQ(date_text("43831", Shows::date, false), "2020-01-01");
    EXPECT_EQ(date_text("61", Shows::date, false), "1900-03-01");
    EXPECT_EQ(date_text("59", Shows::date, false), "1900-02-28");
    EXPECT_EQ(date_text("0.5", Shows::time, false), "12:00");
    EXPECT_EQ(date_text("43831.999999", Shows::date_and_time, false), "2020-01-02T00:00");
    EXPECT_EQ(date_text("42369", Shows::date, true), "2020-01-01");
    EXPECT_EQ(date_text("43831", Shows::number, false), "43831");
    EXPECT_EQ(date_text("-1", Shows::date, false), "-1");
    EXPECT_EQ(date_text("1e99", Shows::date, false), "1e99");
}

// The cell lost its format, and the workbook still says where its days begin.
TEST(Xlsx, NumbersOfDaysAreThoseOfTheWorkbook) {
    const auto rows =
        sheet(head_row + R"(<row r="2"><c r="A2" t="str"><v>a</v></c><c r="B2"><v>43800</v></c>)"
                         R"(<c r="D2" t="s"><v>0</v></c></row>)"
                         R"(<row r="3"><c r="A3" t="str"><v>43800</v></c><c r="B3" s="1"><v>43800</v></c>)"
                         R"(<c r="D3" t="s"><v>0</v></c></row>)");
    auto members = workbook_with(rows);
    const auto days = [&] {
        const Batch batch = read_workbook(members);
        std::vector<std::string> out;
        for (const auto day : batch.incidents.day.since_epoch) out.push_back(iso(day_at(day)));
        return out;
    };
    EXPECT_THAT(days(), testing::ElementsAre("2019-12-01", "2019-12-01"));
    for (auto& [name, text] : members)
        if (name == "xl/workbook.xml")
            text = edited(text, "<sheets>", "<workbookPr date1904=\"1\"/><sheets>");
    EXPECT_THAT(days(), testing::ElementsAre("2023-12-02", "2023-12-02"));
}

TEST(Xlsx, FormatCodesSayWhatTheyShow) {
    EXPECT_EQ(shown_by("dd/mm/yyyy"), Shows::date);
    EXPECT_EQ(shown_by("[$-409]h:mm AM/PM"), Shows::time);
    EXPECT_EQ(shown_by("yyyy-mm-dd hh:mm"), Shows::date_and_time);
    EXPECT_EQ(shown_by("[h]:mm"), Shows::time);
    EXPECT_EQ(shown_by("0.00"), Shows::number);
    EXPECT_EQ(shown_by("\"dias\" 0"), Shows::number) << "text in quotes says nothing";
    EXPECT_EQ(shown_by("0\\d"), Shows::number);
    EXPECT_EQ(shown_by_builtin(14), Shows::date);
    EXPECT_EQ(shown_by_builtin(2), Shows::number);
}

TEST(Xlsx, WhatIsNoWorkbookIsToldWhatItIs) {
    const Folder folder;
    const Source source = small_source(folder, xlsx_descriptor);
    NoProgress quiet;
    const auto said = [&](const fs::path& path) {
        return refusal([&] { read_here(source, small_city(), small_gazetteer(), path, quiet); });
    };
    EXPECT_THAT(said(folder.write("a.xlsx", "id,fecha\n1,2\n")),
                HasSubstr("expected an Excel workbook (.xlsx); found something else"));
    EXPECT_THAT(said(zipped(folder, "b.xlsx", {{"a.txt", "x"}})), HasSubstr("found a zip that holds none"));
    EXPECT_THAT(said(folder.write("c.xlsx", "PK\x03\x04 and no more")),
                HasSubstr("zip directory cannot be read"));
}

TEST(Xlsx, HostileWorkbooksAreRefused) {
    std::string deep;
    for (int i = 0; i < 100; ++i) deep += "<a>";
    std::string wide = "<row r=\"1\">";
    wide += "<c r=\"GAA1\" t=\"str\"><v>x</v></c></row>";
    const struct {
        const char* what;
        Members members;
        const char* says;
    } cases[] = {
        {"entities", workbook_with("<!DOCTYPE lol [<!ENTITY a \"aaaa\">]>" + sheet(head_row)),
         "declares a document type"},
        {"nesting", workbook_with(deep), "nest more than 64 deep"},
        {"width", workbook_with(sheet(wide)), "expected at most 4096 columns; found column"},
        {"dangling text", workbook_with(sheet(R"(<row r="1"><c r="A1" t="s"><v>99</v></c></row>)")),
         "names text number 99"},
        {"cut XML", workbook_with("<worksheet><sheetData><row"), "found damage in line 1"},
        {"missing sheet",
         {{"xl/workbook.xml", book}, {"xl/_rels/workbook.xml.rels", rels}},
         "expected a member xl/worksheets/dos.xml"},
        {"inflation", workbook_with(sheet(head_row + std::string(64 << 20, ' '))),
         "unpacks to more than 100 times its size"},
    };
    for (const auto& c : cases)
        EXPECT_THAT(refusal([&] { read_workbook(c.members); }), HasSubstr(c.says)) << c.what;
}

TEST(Xlsx, ASheetThatIsNotThereIsAskedForByName) {
    const auto descriptor = edited(xlsx_descriptor, "sheet = \"hechos\"", "sheet = \"Datos\"");
    EXPECT_THAT(refusal([&] { read_workbook(workbook_with(sheet(head_row)), descriptor); }),
                HasSubstr("expected a sheet \"Datos\"; found Tapa, Hechos"));
}

}  // namespace
}  // namespace atalaya::intake
