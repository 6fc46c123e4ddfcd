// Every code of the international list through every format that deliveries come in, and what is said when a spreadsheet
// took one for a number.
#include "intake/lost_zeros.hpp"

#include <gmock/gmock.h>

#include <set>

#include "intake/check.hpp"
#include "intake/listed_rows.hpp"
#include "parquet_bytes.hpp"
#include "source_folder.hpp"
#include "support.hpp"
#include "zipped.hpp"

namespace atalaya::intake {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<std::string> all_codes() {
    std::vector<std::string> codes;
    for (const auto& row : rows_under(source_folder() / "taxonomy/iccs/1.0/codes.csv",
                                      {"code", "level", "parent", "leaf", "es", "pt", "en"}))
        codes.push_back(row[0]);
    return codes;
}

// A source of facts that bear the codes themselves.
Source source_of_codes(const Folder& folder, const std::string& type, const std::string& more = "") {
    folder.write("hechos/source.toml",
                 edited(edited(edited(small_descriptor, "type = \"csv\"", "type = \"" + type + "\""),
                               "hechos*.csv", "hechos*"),
                        "columns = [\"tipo\"]", "columns = [\"tipo\"]" + more));
    std::string rows = "code,label_1,label_2,es,pt,en,iccs,fit,indicators,note\n";
    for (const auto& code : all_codes()) rows += code + "," + code + ",,x,x,x," + code + ",exact,,\n";
    folder.write("hechos/codes.csv", rows);
    return read_source(folder.path() / "hechos");
}

Batch read_codes(const std::string& type, const std::string& bytes, const std::string& more = "") {
    const Folder folder;
    const Source source = source_of_codes(folder, type, more);
    NoProgress quiet;
    return read_here(source, small_city(), small_gazetteer(), folder.write("hechos.x", bytes), quiet);
}

// The codes that the accepted rows have, in the order of their keys.
std::vector<std::string> codes_read(const Batch& batch) {
    std::vector<std::pair<std::int32_t, std::string>> by_line;
    for (std::size_t i = 0; i < batch.incidents.size(); ++i)
        by_line.emplace_back(batch.incidents.line[i],
                             std::string{batch.incidents.offence[i]}.substr(std::string{"hechos:"}.size()));
    std::ranges::sort(by_line);
    std::vector<std::string> codes;
    for (auto& [line, code] : by_line) codes.push_back(std::move(code));
    return codes;
}

// A table of facts as text, a row each; `cell` writes the code.
template <class Cell>
std::string csv_of(const std::vector<std::string>& codes, const Cell& cell) {
    std::string rows = small_head;
    for (std::size_t i = 0; i < codes.size(); ++i)
        rows += std::to_string(i + 1) + ",2020-03-09,14," + cell(codes[i]) + ",,,\n";
    return rows;
}

template <class Cell>
std::string json_of(const std::vector<std::string>& codes, const Cell& cell) {
    std::string rows;
    for (std::size_t i = 0; i < codes.size(); ++i)
        rows += std::string{i ? "," : ""} + R"({"id":)" + std::to_string(i + 1) +
                R"(,"fecha":"2020-03-09","hora":14,"tipo":)" + cell(codes[i]) +
                R"(,"x":null,"y":null,"barrio":null})";
    return "[" + rows + "]";
}

std::string quoted(const std::string& code) {
    return '"' + code + '"';
}

// The number that a spreadsheet makes of a code.
std::string as_number(const std::string& code) {
    return code.substr(code.find_first_not_of('0'));
}

TEST(LostZeros, NoCodeOfTheListIsAnotherWithoutItsZero) {
    const auto codes = all_codes();
    ASSERT_EQ(codes.size(), 320U);
    std::set<std::string> bare;
    for (const auto& code : codes) bare.insert(as_number(code));
    EXPECT_EQ(bare.size(), codes.size()) << "so a number has one reading";
}

TEST(LostZeros, AllCodesOfTheListComeThroughCsvAndJson) {
    const auto codes = all_codes();
    EXPECT_EQ(codes_read(read_codes("csv", csv_of(codes, [](const auto& code) { return code; }))), codes);
    EXPECT_EQ(codes_read(read_codes("json", json_of(codes, quoted))), codes);
}

// A workbook of one sheet; `cell` writes the element of the code.
template <class Cell>
std::string workbook_of(const std::vector<std::string>& codes, const Cell& cell) {
    const auto text = [](const std::string& at, const std::string& said) {
        return "<c r=\"" + at + "\" t=\"str\"><v>" + said + "</v></c>";
    };
    std::string rows = "<row r=\"1\">";
    const char* const head[] = {"id", "fecha", "hora", "tipo", "x", "y", "barrio"};
    for (std::size_t i = 0; i < std::size(head); ++i)
        rows += text(std::string(1, static_cast<char>('A' + i)) + "1", head[i]);
    rows += "</row>";
    for (std::size_t i = 0; i < codes.size(); ++i) {
        const std::string row = std::to_string(i + 2);
        rows += "<row r=\"" + row + "\">" + text("A" + row, std::to_string(i + 1)) +
                text("B" + row, "2020-03-09") + text("C" + row, "14") + cell("D" + row, codes[i]) + "</row>";
    }
    const Folder folder;
    return text_of(zipped(
        folder, "x.xlsx",
        {{"xl/workbook.xml",
          R"(<workbook xmlns:r="x"><sheets><sheet name="Hechos" sheetId="1" r:id="r1"/></sheets></workbook>)"},
         {"xl/_rels/workbook.xml.rels",
          R"(<Relationships><Relationship Id="r1" Target="worksheets/uno.xml"/></Relationships>)"},
         {"xl/worksheets/uno.xml", "<worksheet><sheetData>" + rows + "</sheetData></worksheet>"}}));
}

TEST(LostZeros, AllCodesOfTheListComeThroughAWorkbookAsText) {
    const auto codes = all_codes();
    EXPECT_EQ(codes_read(read_codes("xlsx", workbook_of(codes,
                                                        [](const auto& at, const auto& code) {
                                                            return "<c r=\"" + at +
                                                                   "\" t=\"inlineStr\"><is><t>" + code +
                                                                   "</t></is></c>";
                                                        }))),
              codes);
}

TEST(LostZeros, NumbersOfAWorkbookAreOfferedAndNeverStored) {
    const auto codes = all_codes();
    const auto batch = read_codes("xlsx", workbook_of(codes, [](const auto& at, const auto& code) {
                                      return "<c r=\"" + at + "\"><v>" + as_number(code) + "</v></c>";
                                  }));
    std::vector<std::string> kept;
    std::ranges::copy_if(codes, std::back_inserter(kept),
                         [](const auto& code) { return code.front() != '0'; });
    EXPECT_EQ(codes_read(batch), kept);
    EXPECT_EQ(found(batch, finding::zero_lost), std::ssize(codes) - std::ssize(kept));
    const auto lost = zeros_lost(finding_of(batch, finding::zero_lost)->detail);
    EXPECT_EQ(lost.texts.size(), ZerosLost::most_told);
    EXPECT_EQ(lost.others, std::ssize(codes) - std::ssize(kept) - std::ssize(lost.texts));
    for (const auto& text : lost.texts) EXPECT_EQ(as_number(text.listed.code), text.found);
}

TEST(LostZeros, AllCodesOfTheListComeThroughGeoJson) {
    const auto codes = all_codes();
    std::string features;
    for (std::size_t i = 0; i < codes.size(); ++i)
        features += std::string{i ? "," : ""} + R"({"type":"Feature","geometry":null,"properties":{"id":)" +
                    std::to_string(i + 1) + R"(,"fecha":"2020-03-09","hora":14,"tipo":")" + codes[i] +
                    R"(","x":null,"y":null,"barrio":null}})";
    EXPECT_EQ(
        codes_read(read_codes("geojson", R"({"type":"FeatureCollection","features":[)" + features + "]}")),
        codes);
}

TEST(SandboxedLostZeros, AllCodesOfTheListComeThroughParquet) {
    const auto codes = all_codes();
    std::string rows;
    for (std::size_t i = 0; i < codes.size(); ++i)
        rows += (i ? ",(" : "(") + std::to_string(i + 1) + ",'" + codes[i] + "')";
    const auto table = [&](const std::string& code) {
        return parquet_of("SELECT id, DATE '2020-03-09' fecha, 14 hora, " + code +
                          " tipo, NULL::DOUBLE x, NULL::DOUBLE y, NULL::VARCHAR barrio FROM (VALUES " + rows +
                          ") t(id, code) ORDER BY id");
    };
    EXPECT_EQ(codes_read(read_codes("parquet", table("code"))), codes);
    const auto numbers = read_codes("parquet", table("code::INTEGER"));
    EXPECT_EQ(found(numbers, finding::zero_lost), numbers.rejected);
    for (const auto& code : codes_read(numbers)) EXPECT_NE(code.front(), '0');
}

TEST(LostZeros, ANumberIsRejectedAndBothReadingsAreTold) {
    const auto batch = read_codes(
        "csv", csv_of({"0101", "101", "101", "0102", "999"}, [](const auto& code) { return code; }));
    EXPECT_THAT(codes_read(batch), ElementsAre("0101", "0102"));
    EXPECT_THAT(rejects_of(batch), ElementsAre("2 offence_unknown tipo 101", "3 offence_unknown tipo 101",
                                               "5 offence_unknown tipo 999"));
    const auto* noticed = finding_of(batch, finding::zero_lost);
    ASSERT_TRUE(noticed);
    EXPECT_EQ(noticed->rows, 2);
    const auto lost = zeros_lost(noticed->detail);
    EXPECT_EQ(lost.column, "tipo");
    ASSERT_EQ(lost.texts.size(), 1U);
    EXPECT_EQ(lost.texts[0].found, "101");
    EXPECT_EQ(lost.texts[0].listed.label, "0101");
    EXPECT_EQ(lost.texts[0].listed.code, "0101");
    EXPECT_EQ(lost.texts[0].seen.rows, 2);
    EXPECT_THAT(lost.texts[0].seen.lines, ElementsAre(2, 3));
}

TEST(LostZeros, NumbersOfJsonAreNeverStoredAsOtherCodes) {
    const auto codes = all_codes();
    const auto batch = read_codes("json", json_of(codes, as_number));
    const auto zeros = std::ranges::count_if(codes, [](const auto& code) { return code.front() == '0'; });
    EXPECT_EQ(batch.rejected, zeros);
    EXPECT_EQ(found(batch, finding::zero_lost), zeros);
    for (const auto& code : codes_read(batch)) EXPECT_NE(code.front(), '0');
}

TEST(LostZeros, ASourceThatKeepsWhatItDoesNotKnowKeepsNoNumberThatLostItsZero) {
    const auto batch =
        read_codes("csv", csv_of({"101", "101.0", "7777", "otro"}, [](const auto& code) { return code; }),
                   "\nunlisted = \"keep\"");
    EXPECT_THAT(codes_read(batch), ElementsAre("7777", "otro"));
    EXPECT_EQ(found(batch, finding::zero_lost), 2);
}

TEST(LostZeros, SealedColumnsAreNotQuoted) {
    const Folder folder;
    folder.write("hechos/source.toml", edited(small_descriptor, "cadence = \"monthly\"",
                                              "cadence = \"monthly\"\nsealed = [\"tipo\"]"));
    folder.write("hechos/codes.csv",
                 "code,label_1,label_2,es,pt,en,iccs,fit,indicators,note\na,0101,,x,x,x,,,,\n");
    NoProgress quiet;
    const auto batch =
        read_here(read_source(folder.path() / "hechos"), small_city(), small_gazetteer(),
                  folder.write("hechos.csv", std::string{small_head} + "1,2020-03-09,14,101,,,\n"), quiet);
    const auto* noticed = finding_of(batch, finding::zero_lost);
    ASSERT_TRUE(noticed);
    EXPECT_THAT(zeros_lost(noticed->detail).texts, IsEmpty());
    EXPECT_THAT(noticed->detail, testing::Not(HasSubstr("101")));
}

Source labelled(const std::vector<std::array<std::string, 3>>& labels) {
    Source source;
    for (const auto& [code, first, second] : labels)
        source.labels.push_back({.code = code, .label_1 = first, .label_2 = second});
    return source;
}

TEST(LostZeros, OnlyOneReadingIsOffered) {
    const ZeroLosses zeros{
        labelled({{"a", "0101", ""}, {"b", "007", ""}, {"c", "07", ""}, {"d", "Robo", "01"}})};
    EXPECT_EQ(zeros.before("101", "")->code, "a");
    EXPECT_EQ(zeros.before(" 101.00 ", "")->label, "0101");
    EXPECT_EQ(zeros.before("ROBO", "1")->label, "Robo / 01");
    EXPECT_FALSE(zeros.before("7", "")) << "two codes would do";
    EXPECT_FALSE(zeros.before("00101", "")) << "it has more zeros, not fewer";
    EXPECT_FALSE(zeros.before("101.5", ""));
    EXPECT_FALSE(zeros.before("0101", "")) << "it is the label itself, of another day's list";
    EXPECT_FALSE(zeros.before("Robo", ""));
    EXPECT_FALSE(zeros.before("", ""));
}

}  // namespace
}  // namespace atalaya::intake
