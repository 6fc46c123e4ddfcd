#include "render/xlsx.hpp"

#include <expat.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zip.h>

#include <chrono>
#include <cstdlib>
#include <map>
#include <thread>

#include "render/document_sample.hpp"
#include "render/xlsx_format.hpp"

namespace atalaya::render {
namespace {

using testing::HasSubstr;
using testing::Not;

// The files inside a workbook by name.
std::map<std::string, std::string> parts(const std::string& workbook) {
    std::map<std::string, std::string> found;
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source = zip_source_buffer_create(workbook.data(), workbook.size(), 0, &error);
    zip_t* archive = zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error);
    EXPECT_NE(archive, nullptr) << zip_error_strerror(&error);
    if (!archive) return found;
    for (zip_int64_t i = 0; i < zip_get_num_entries(archive, 0); ++i) {
        zip_stat_t about;
        zip_stat_index(archive, static_cast<zip_uint64_t>(i), 0, &about);
        std::string bytes(about.size, '\0');
        zip_file_t* file = zip_fopen_index(archive, static_cast<zip_uint64_t>(i), 0);
        EXPECT_EQ(zip_fread(file, bytes.data(), about.size), static_cast<zip_int64_t>(about.size));
        zip_fclose(file);
        found[about.name] = bytes;
    }
    zip_discard(archive);
    return found;
}

const std::map<std::string, std::string>& sample_parts() {
    static const auto found = parts(xlsx(sample::rich()));
    return found;
}

TEST(Xlsx, EveryPartIsWellFormed) {
    EXPECT_GT(sample_parts().size(), 8u);
    for (const auto& [name, bytes] : sample_parts()) {
        XML_Parser parser = XML_ParserCreate(nullptr);
        EXPECT_EQ(XML_Parse(parser, bytes.data(), static_cast<int>(bytes.size()), 1), XML_STATUS_OK) << name;
        XML_ParserFree(parser);
    }
}

TEST(Xlsx, ASheetPerTableBetweenTheReadmeAndTheAppendix) {
    const std::string& book = sample_parts().at("xl/workbook.xml");
    std::size_t at = 0;
    for (const char* name : {"Léeme", "T1", "C2", "M1", "C3", "T3", "Entregas", "Procedencia"}) {
        at = book.find(std::string{"<sheet name=\""} + name + "\"", at);
        ASSERT_NE(at, std::string::npos) << name;
    }
    EXPECT_THAT(book, Not(HasSubstr("state=\"hidden\"")));
}

TEST(Xlsx, IsTheSameBytesInAnyZoneAndAtAnyTime) {
    setenv("TZ", "Asia/Tokyo", 1);
    const std::string one = xlsx(sample::rich());
    setenv("TZ", "America/Argentina/Buenos_Aires", 1);
    std::this_thread::sleep_for(std::chrono::milliseconds{2100});  // the clock of a zip counts in two seconds
    const std::string two = xlsx(sample::rich());
    unsetenv("TZ");
    EXPECT_EQ(one, two);
}

TEST(Xlsx, SaysWhoseItIsInWhichLanguageAndOfWhichDay) {
    const std::string& core = sample_parts().at("docProps/core.xml");
    EXPECT_THAT(core, HasSubstr("2020-10-05T00:00:00Z</dcterms:created>"));
    EXPECT_THAT(core, HasSubstr("2020-10-05T00:00:00Z</dcterms:modified>"));
    EXPECT_THAT(core, HasSubstr("<dc:creator>Ciudad Autónoma de Buenos Aires</dc:creator>"));
    EXPECT_THAT(core, HasSubstr("<dc:title>Boletín mensual"));
    const std::string& custom = sample_parts().at("docProps/custom.xml");
    EXPECT_THAT(custom, HasSubstr("name=\"Language\"><vt:lpwstr>es-AR<"));
}

TEST(Xlsx, NumbersAreNumbers) {
    EXPECT_THAT(sample_parts().at("xl/worksheets/sheet2.xml"), HasSubstr("<v>-14.6</v>"));
}

TEST(Xlsx, ATextThatLooksLikeAFormulaStaysText) {
    for (const auto& [name, bytes] : sample_parts()) EXPECT_THAT(bytes, Not(HasSubstr("<f>"))) << name;
    EXPECT_THAT(sample_parts().at("xl/sharedStrings.xml"), HasSubstr("=SUMA(A1:A9)"));
    EXPECT_THAT(sample_parts().at("xl/styles.xml"), HasSubstr("numFmtId=\"49\""));
}

TEST(Xlsx, HeadsAreFrozenAndCanBeFiltered) {
    for (const int sheet : {2, 3, 7}) {
        const std::string& xml = sample_parts().at("xl/worksheets/sheet" + std::to_string(sheet) + ".xml");
        EXPECT_THAT(xml, HasSubstr("state=\"frozen\"")) << sheet;
        EXPECT_THAT(xml, HasSubstr("<autoFilter ref=")) << sheet;
    }
}

TEST(Xlsx, TheReadmeBringsBadgesAndDefinitions) {
    const std::string& texts = sample_parts().at("xl/sharedStrings.xml");
    for (const char* text :
         {"Uso interno", "Hechos; no incluye el hurto.", "perfil interno", "T1 · Quince indicadores"}) {
        EXPECT_THAT(texts, HasSubstr(text));
    }
}

// A page for a meeting defines nothing: what it finds, its numbers and what is to be known of them stand nowhere else.
TEST(Xlsx, APageWithoutDefinitionsSaysItsFindingsNumbersAndNotesOnTheFirstSheet) {
    using Kind = Paragraph::Kind;
    Document page = sample::frame();
    page.sections = {
        {.id = "ficha",
         .title = "Lo que hay que saber",
         .blocks = {Paragraph{Kind::finding, {{"Seis personas", ""}}}, Paragraph{Kind::body, {{"Firma", ""}}},
                    KpiStrip{{{"Robos, dic 2023", {{"183", ""}}, {{"no se compara", ""}}}}},
                    Paragraph{Kind::note, {{"§ Cuenta códigos que coinciden sólo en parte", ""}}}}}};
    const std::string texts = parts(xlsx(page)).at("xl/sharedStrings.xml");
    for (const char* said : {"Lo que hay que saber", "Seis personas", "Robos, dic 2023: 183 (no se compara)",
                             "§ Cuenta códigos que coinciden sólo en parte"})
        EXPECT_THAT(texts, HasSubstr(said));
    EXPECT_THAT(texts, Not(HasSubstr("Firma")));
}

TEST(Xlsx, ADocumentWithoutTablesHasItsTwoSheets) {
    EXPECT_TRUE(parts(xlsx(sample::frame())).contains("xl/worksheets/sheet2.xml"));
}

TEST(NumberFormat, ShowsWhatThePageShows) {
    EXPECT_EQ(number_format(273, "273"), "#,##0");
    EXPECT_EQ(number_format(3370, "3.370"), "#,##0");
    EXPECT_EQ(number_format(3370, "3,370 (3,100-3,600)"), "#,##0");
    EXPECT_EQ(number_format(1234567.5, "1\u202F234\u202F567,5"), "#,##0.0");
    EXPECT_EQ(number_format(105.06, "105,1 (101,6-108,7)"), "#,##0.0");
    EXPECT_EQ(number_format(0.04, "0,0"), "#,##0.0");
    EXPECT_EQ(number_format(0, "0"), "#,##0");
    EXPECT_EQ(number_format(1.5, "1,500"), "#,##0.000");
    EXPECT_EQ(number_format(0.5, "0,5"), "#,##0.0");
    EXPECT_EQ(number_format(-14.62, "−14,6 %"), "#,##0.0\" %\"");
    EXPECT_EQ(number_format(-0.1462, "−14,6 %"), "#,##0.0%");
    EXPECT_EQ(number_format(30.32, "30,3\u00A0%"), "#,##0.0\"\u00A0%\"");
    EXPECT_EQ(number_format(3468.837, "3.468,8†"), "#,##0.0\"†\"");
    EXPECT_EQ(number_format(5, "5 de 6"), "#,##0\" de 6\"");
    EXPECT_EQ(number_format(141, "141–233"), "#,##0\"–233\"");
    EXPECT_EQ(number_format(12, "12 \"a\""), "#,##0");
    EXPECT_EQ(number_format(12, "+12"), "+#,##0;-#,##0;#,##0");
    EXPECT_EQ(number_format(7, "siete"), "General");
    EXPECT_EQ(number_format(7, "8"), "General");
}

// The value of a cell of a sheet as the file writes it, "" when it is not a number.
std::string number_at(int sheet, const std::string& cell) {
    const std::string& xml = sample_parts().at("xl/worksheets/sheet" + std::to_string(sheet) + ".xml");
    const auto begin = xml.find("<c r=\"" + cell + "\"");
    if (begin == std::string::npos) return {};
    const std::string one = xml.substr(begin, xml.find("</c>", begin) - begin);
    const auto value = one.find("<v>");
    if (value == std::string::npos || one.find("t=\"s\"") != std::string::npos) return {};
    return one.substr(value + 3, one.find("</v>") - value - 3);
}

TEST(Xlsx, TheEndsOfAnIntervalAreNumbersInColumnsOfTheirOwn) {
    const std::string& texts = sample_parts().at("xl/sharedStrings.xml");
    for (const char* text : {">12 meses: Tasa (IC 95 %)<", ">12 meses: Tasa (IC 95 %) · desde<",
                             ">12 meses: Tasa (IC 95 %) · hasta<"})
        EXPECT_THAT(texts, HasSubstr(text));
    EXPECT_THAT(texts, Not(HasSubstr(">101,6-108,7<")));
    EXPECT_EQ(number_at(2, "D5"), "-14.6");
    EXPECT_EQ(number_at(2, "E5"), "-18.2");
    EXPECT_EQ(number_at(2, "F5"), "-11");
}

TEST(Xlsx, AFigureLeadsToItsRowInTheAppendixAndBack) {
    EXPECT_THAT(sample_parts().at("xl/worksheets/sheet2.xml"),
                testing::ContainsRegex("<hyperlink ref=\"E5\" location=\"'Procedencia'!A[0-9]+\""));
    EXPECT_THAT(sample_parts().at("xl/worksheets/sheet8.xml"),
                testing::ContainsRegex("<hyperlink ref=\"A[0-9]+\" location=\"'T1'!D5\""));
    EXPECT_THAT(sample_parts().at("xl/sharedStrings.xml"), Not(HasSubstr("'!A")));
}

TEST(Xlsx, TheAppendixSaysRecordsAndIntervalsAsNumbers) {
    Document document = sample::rich();
    auto& row = document.provenance.front();
    row.number = 273;
    row.ends = {{"desde", 240.5, "240,5"},
                {"hasta", 305, "305,0"},
                {"Numerador", 273, "273"},
                {"Denominador", 91200, "91.200"},
                {"Año del denominador", 2020, "2020"}};
    row.records_used = 273;
    row.records_excluded = 4;
    const std::string sheet = parts(xlsx(document)).at("xl/worksheets/sheet8.xml");
    for (const char* cell : {"F2", "G2", "H2", "I2", "J2", "K2", "N2", "O2", "P2"})
        EXPECT_THAT(sheet, testing::ContainsRegex(std::string{"<c r=\""} + cell + "\" s=\"[0-9]+\"><v>"));
    for (const char* number : {"<v>277</v>", "<v>91200</v>", "<v>2020</v>"})
        EXPECT_THAT(sheet, HasSubstr(number));
}

TEST(LooksLikeFormula, ByItsFirstCharacter) {
    for (const char* text : {"=1", "+1", "-1", "@x", "\tx", "\rx"})
        EXPECT_TRUE(looks_like_formula(text)) << text;
    for (const char* text : {"", "1", " =1", "−1", "a=1"}) EXPECT_FALSE(looks_like_formula(text)) << text;
}

}  // namespace
}  // namespace atalaya::render
