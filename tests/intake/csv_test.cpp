#include "intake/csv.hpp"

#include <gmock/gmock.h>

namespace atalaya::intake {
namespace {

using Rows = std::vector<std::vector<std::string>>;

TEST(Csv, ReadsWhatIsSentInItsName) {
    const struct {
        const char* what;
        std::string text;
        Rows rows;
    } cases[] = {
        {"plain", "a,b\n1,2\n", {{"a", "b"}, {"1", "2"}}},
        {"no line end at the end", "a,b\n1,2", {{"a", "b"}, {"1", "2"}}},
        {"CRLF", "a,b\r\n1,2\r\n", {{"a", "b"}, {"1", "2"}}},
        {"bare CR", "a,b\r1,2\r", {{"a", "b"}, {"1", "2"}}},
        {"mixed line ends", "a\r\nb\rc\nd", {{"a"}, {"b"}, {"c"}, {"d"}}},
        {"byte order mark", "\xEF\xBB\xBFy,z\n", {{"y", "z"}}},
        {"separator in quotes", "\"a,b\",c\n", {{"a,b", "c"}}},
        {"line end in quotes", "\"a\nb\",c\n", {{"a\nb", "c"}}},
        {"doubled quotes", "\"say \"\"hi\"\"\",c\n", {{"say \"hi\"", "c"}}},
        {"only doubled quotes", "\"\"\"\",x\n", {{"\"", "x"}}},
        {"empty quoted", "\"\",x\n", {{"", "x"}}},
        {"empty cells", ",,\n", {{"", "", ""}}},
        {"a quote within a cell is a letter", "5\" pipe,b\n", {{"5\" pipe", "b"}}},
        {"text after a closing quote", "\"a\"bc,d\n", {{"abc", "d"}}},
        {"blank lines are left out", "a\n\n\nb\n", {{"a"}, {"b"}}},
        {"quoted blanks stay", "\" a \",b\n", {{" a ", "b"}}},
        {"never closed", "a,\"b\nc", {{"a", "b\nc"}}},
    };
    for (const auto& c : cases) EXPECT_EQ(csv_rows(c.text, ','), c.rows) << c.what;
}

TEST(Csv, AnOpenQuoteIsTold) {
    CsvRecord record{';'};
    record.read("a;\"b;c\n", 0);
    EXPECT_TRUE(record.open_quote());
    record.read("a;\"b;c\"\n", 0);
    EXPECT_FALSE(record.open_quote());
}

TEST(Csv, QuotesWhereThereShouldBeNoneAreTold) {
    const struct {
        const char* text;
        int within, after;
    } cases[] = {
        {"a,b\n", -1, -1},
        {"\"a\",\"b,c\",\"d\"\"e\",\"\",\"\"\"\"\n", -1, -1},
        {"a,5\" pipe,6\" pipe\n", 1, -1},
        {"a, \"b\"\n", 1, -1},  // a blank begins the cell
        {"\"a\"\"b\",c\"d\n", 1, -1},
        {"a,\"b\" \t,c\n", -1, -1},
        {"a,\"b\"c,\"d\"e\n", -1, 1},
        {"\"he said \"hi\", ok\",x\n", 1, 0},
        {"a\"b,\"c\"\"\"d", 0, 1},
    };
    CsvRecord record{','};
    for (const auto& c : cases) {
        const std::string before = "z\"z\n" + std::string{c.text};  // of this record, not of the one before
        record.read(before, record.read(before, 0));
        EXPECT_EQ(record.quotes().within, c.within) << c.text;
        EXPECT_EQ(record.quotes().after, c.after) << c.text;
    }
}

TEST(Csv, ManyEscapedCellsStayWhereTheyAre) {
    std::string text;
    for (int i = 0; i < 500; ++i) text += "\"a\"\"" + std::to_string(i) + "\",";
    CsvRecord record{','};
    record.read(text, 0);
    ASSERT_EQ(record.cells().size(), 501u);
    EXPECT_EQ(record.cells()[0], "a\"0");
    EXPECT_EQ(record.cells()[499], "a\"499");
}

// The slow twin: record after record from the beginning.
std::size_t slow_end_of_whole_records(std::string_view text, bool last) {
    CsvRecord record{','};
    std::size_t end = std::string_view::npos;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t next = record.read(text, at);
        const char final = text[next - 1];
        const bool ended = (final == '\n' || final == '\r') && !record.open_quote() &&
                           !(final == '\r' && next == text.size());
        // A quote that the cut may have closed early is not a record's end.
        if (ended || last) end = next;
        at = next;
    }
    return end;
}

TEST(Csv, BlocksAreCutWhereRecordsEnd) {
    const std::string text = "a,\"x\ny\"\r\n\"q\"\"\n\",2\r5\" b,c\n\"open, \"\"still\n";
    for (std::size_t size = 0; size <= text.size(); ++size) {
        const auto part = std::string_view{text}.substr(0, size);
        EXPECT_EQ(end_of_whole_records(part, ',', false), slow_end_of_whole_records(part, false))
            << "first " << size << " bytes";
    }
    EXPECT_EQ(end_of_whole_records("a,b", ',', false), std::string_view::npos);
    EXPECT_EQ(end_of_whole_records("a,b", ',', true), 3u);
}

TEST(Csv, AListHasTheLettersThatAccentsWrittenApartMake) {
    EXPECT_EQ(csv_rows("code,label\n1,Pen\u0303a\n2,\u0301a\n", ','),
              (std::vector<std::vector<std::string>>{{"code", "label"}, {"1", "Peña"}, {"2", "\u0301a"}}));
}

TEST(Csv, ACellIsQuotedWhenItMustBe) {
    EXPECT_EQ(csv_cell("plain"), "plain");
    EXPECT_EQ(csv_cell("a,b"), "\"a,b\"");
    EXPECT_EQ(csv_cell("say \"hi\""), "\"say \"\"hi\"\"\"");
    EXPECT_EQ(csv_rows(csv_cell("a\n\"b\",c") + "\n", ',').front().front(), "a\n\"b\",c");
}

}  // namespace
}  // namespace atalaya::intake
