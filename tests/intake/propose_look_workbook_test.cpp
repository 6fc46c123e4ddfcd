#include "intake/propose/look_workbook.hpp"

#include <gtest/gtest.h>

#include "intake/propose/proposal.hpp"
#include "shapefile_bytes.hpp"

namespace atalaya::intake {

namespace {

// Cells of a row from column A on; "" is no cell.
std::string row_of(int number, const std::vector<std::string>& cells) {
    std::string out = "<row r=\"" + std::to_string(number) + "\">";
    for (std::size_t i = 0; i < cells.size(); ++i)
        if (!cells[i].empty())
            out += "<c r=\"" + std::string(1, static_cast<char>('A' + i)) + std::to_string(number) +
                   "\" t=\"inlineStr\"><is><t>" + cells[i] + "</t></is></c>";
    return out + "</row>";
}

fs::path workbook(const Folder& folder, const std::string& rows, const std::string& merges = "") {
    return folder.write(
        "a.xlsx",
        zip_of(
            {{"[Content_Types].xml", "<Types/>"},
             {"xl/workbook.xml",
              R"(<workbook xmlns:r="x"><sheets><sheet name="Tapa" sheetId="1" r:id="r1"/><sheet name="Hechos" sheetId="2" r:id="r2"/></sheets></workbook>)"},
             {"xl/_rels/workbook.xml.rels",
              R"(<Relationships><Relationship Id="r1" Target="worksheets/uno.xml"/><Relationship Id="r2" Target="worksheets/dos.xml"/></Relationships>)"},
             {"xl/worksheets/uno.xml",
              "<worksheet><sheetData>" + row_of(1, {"Informe"}) + "</sheetData></worksheet>"},
             {"xl/worksheets/dos.xml",
              "<worksheet><sheetData>" + rows + "</sheetData>" + merges + "</worksheet>"}}));
}

// Two rows of head, the upper one merged over the last two columns.
std::string two_heads(int rows) {
    std::string out = row_of(1, {"Fecha", "Hecho", "", "Cantidad"}) + row_of(2, {"", "Delito", "Barrio", ""});
    for (int i = 0; i < rows; ++i)
        out += row_of(3 + i, {"2024-03-" + std::to_string(10 + i % 19), i % 3 ? "Robo" : "Hurto",
                              i % 2 ? "La Boca" : "Retiro", std::to_string(1 + i % 3)});
    return out;
}
const std::string merged_head = R"(<mergeCells count="1"><mergeCell ref="B1:C1"/></mergeCells>)";

}  // namespace

TEST(ProposeLookWorkbook, TheSheetWithTheMostCellsIsTheTable) {
    const Folder folder;
    NoProgress unheard;
    const Look look = look_at_workbook(OpenFile{workbook(folder, two_heads(30), merged_head)}, unheard);
    EXPECT_EQ(look.sheet.value, "Hechos");
    EXPECT_FALSE(look.sheet.question.empty());
    EXPECT_EQ(look.sample.rows(), 30u);
}

TEST(ProposeLookWorkbook, AHeadOfTwoRowsIsJoinedAndItsColumnsChosen) {
    const Folder folder;
    NoProgress unheard;
    const Proposal proposal = propose_here(workbook(folder, two_heads(30), merged_head), unheard);
    EXPECT_EQ(proposal.value("format.header_row"), "1");
    EXPECT_EQ(proposal.value("format.header_rows"), "2");
    EXPECT_EQ(proposal.value("time.day.column"), "Fecha");
    EXPECT_EQ(proposal.value("offence.columns"), "Hecho Delito");
    EXPECT_EQ(proposal.value("area.barrio.column"), "Hecho Barrio");
    EXPECT_EQ(proposal.value("units.column"), "Cantidad");
}

TEST(ProposeLookWorkbook, NotesBelowTheTableEndIt) {
    const Folder folder;
    NoProgress unheard;
    const std::string notes = row_of(40, {"", "Fuente: elaboración propia", "", ""});
    const Look look =
        look_at_workbook(OpenFile{workbook(folder, two_heads(30) + notes, merged_head)}, unheard);
    EXPECT_EQ(look.ends_at_blank.value, "Fecha");
    EXPECT_FALSE(look.ends_at_blank.question.empty());
}

TEST(ProposeLookWorkbook, OtherZipsAreNone) {
    const Folder folder;
    EXPECT_FALSE(is_workbook(OpenFile{folder.write("a.zip", zip_of({{"a.csv", "a,b\n"}}))}));
    EXPECT_FALSE(is_workbook(OpenFile{folder.write("a.csv", "a,b\n")}));
}

}  // namespace atalaya::intake
