// Tables without a descriptor.
#include "intake/any_table.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <unistd.h>
#include <filesystem>
#include <fstream>

#include "core/error.hpp"
#include "zipped.hpp"

using namespace atalaya;
using namespace atalaya::intake;
using testing::ElementsAre;
using testing::HasSubstr;

namespace {

class AnyTableTest : public testing::Test {
  protected:
    AnyTableTest() { std::filesystem::create_directories(folder_); }
    ~AnyTableTest() override { std::filesystem::remove_all(folder_); }

    std::filesystem::path written(const std::string& name, const std::string& text) const {
        std::ofstream{folder_ / name, std::ios::binary} << text;
        return folder_ / name;
    }
    AnyTable read(const std::string& name, const std::string& text,
                  const std::vector<std::string>& missing = {}) const {
        NoProgress unheard;
        return read_any_table_here(written(name, text), {.missing = missing, .crs = {}}, unheard);
    }
    std::string refused(const std::string& name, const std::string& text) const {
        try {
            read(name, text);
        } catch (const Error& error) {
            EXPECT_EQ(error.fault(), Fault::bad_input);
            return error.what();
        }
        return {};
    }

  private:
    std::filesystem::path folder_ =
        std::filesystem::temp_directory_path() / ("atalaya-any-table-" + std::to_string(::getpid()));
};

using SandboxAnyTable = AnyTableTest;

// A letter and its accent apart, as a Mac writes them, are one letter whatever the format.
TEST_F(AnyTableTest, AccentsWrittenApartAreReadAsTheLetterThatTheyMake) {
    const std::string apart = "Pen\u0303alole\u0301n";
    const auto csv = read("a.csv", "ba\u0301rrio,n\n" + apart + ",1\nPeñalolén,2\n\u0301Maipú,3\n");
    EXPECT_EQ(csv.head.front(), "bárrio");
    EXPECT_THAT(csv.columns[0], ElementsAre("Peñalolén", "Peñalolén", "\u0301Maipú"))
        << "an accent at the beginning of a row joins nothing before it";
    const auto json = read("a.json", R"([{"b": "Pen\u0303alole\u0301n"}, {"b": ")" + apart + R"("}])");
    EXPECT_THAT(json.columns[0], ElementsAre("Peñalolén", "Peñalolén"));
}

}  // namespace

// As programs for drawing write an outline.
TEST_F(AnyTableTest, FeaturesWithoutPropertiesAreNumbered) {
    const auto table = read("contorno.geojson", R"({"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}},
        {"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[[2,0],[3,0],[3,1],[2,0]]]}}]})");
    EXPECT_THAT(table.head, ElementsAre("feature"));
    EXPECT_THAT(table.columns, ElementsAre(ElementsAre("1", "2")));
    EXPECT_EQ(table.shapes.size(), 2u);
}

TEST_F(AnyTableTest, SeparatedValuesAreKnownByTheirBytes) {
    const auto table = read("barrios", "barrio;robos \r\nNúñez; 3\r\nBoedo;NA\r\n", {"NA"});
    EXPECT_THAT(table.head, ElementsAre("barrio", "robos"));
    EXPECT_THAT(table.columns, ElementsAre(ElementsAre("Núñez", "Boedo"), ElementsAre("3", "")));
    EXPECT_TRUE(table.shapes.empty());
    EXPECT_EQ(table.file, "barrios");
}

TEST_F(AnyTableTest, LatinLettersBecomeTheSameText) {
    EXPECT_EQ(read("barrios.csv",
                   "barrio,robos\nN\xfa\xf1"
                   "ez,3\n")
                  .columns[0][0],
              "Núñez");
}

TEST_F(AnyTableTest, OneColumnIsATable) {
    EXPECT_THAT(read("serie.csv", "robos\n3\n4\n5\n").columns, ElementsAre(ElementsAre("3", "4", "5")));
}

// A month without its number moves none of the others.
TEST_F(AnyTableTest, ABlankLineOfOneColumnIsARowWithoutItsCell) {
    EXPECT_THAT(read("serie.csv", "robos\n\n3\n\n\n4\n\"\"\n5\n").columns,
                ElementsAre(ElementsAre("", "3", "", "", "4", "", "5")));
    EXPECT_THAT(read("serie.csv", "robos\r\n3\r\n\r\n4\r\n\r\n\r\n").columns,
                ElementsAre(ElementsAre("3", "", "4")))
        << "below the last cell the file ends";
    EXPECT_THAT(read("serie.csv", "robos\n3\n\"\"\n\n").columns, ElementsAre(ElementsAre("3", "")));
    EXPECT_THAT(read("serie.csv", "\xEF\xBB\xBF\"robos\"\n\"a\nb\"\n\n4").columns,
                ElementsAre(ElementsAre("a\nb", "", "4")));
    EXPECT_THAT(read("serie.csv", "mes,robos\n1,3\n\n2,4\n").columns[1], ElementsAre("3", "4"))
        << "of more columns, a missing cell stands between separators";
}

// 3,5 would be read as 3.
TEST_F(AnyTableTest, ARowOfMoreCellsThanTheHeadIsRefusedWithItsPlace) {
    EXPECT_THAT(
        refused("serie.csv", "robos\n3\n3,5\n4,5\n"),
        HasSubstr("serie.csv, data row 2: expected at most as many cells as the head has, 1; found 2"));
    EXPECT_THAT(read("serie.csv", "robos\n3,\n\"3,5\"\n").columns[0], ElementsAre("3", "3,5"))
        << "blank cells beyond the head say nothing";
}

// Of several columns nobody knows which cell is which: the row is kept aside, as one of a delivery is rejected.
TEST_F(AnyTableTest, ARowOfMoreCellsThanAHeadOfSeveralColumnsIsKeptAsideWithItsPlace) {
    const auto table =
        read("tabla.csv", "barrio,robos\nAlmagro,3\nSan Telmo, sur,4\nBoedo,5\nFlores,6,\n\"a,b\",7,x,y\n");
    EXPECT_THAT(table.columns[0], ElementsAre("Almagro", "Boedo", "Flores"));
    EXPECT_THAT(table.columns[1], ElementsAre("3", "5", "6"));
    ASSERT_EQ(table.torn.size(), 2u);
    EXPECT_EQ(table.torn[0].row, 2u);
    EXPECT_EQ(table.torn[0].cells, 3u);
    EXPECT_EQ(table.torn[1].row, 5u);
    EXPECT_EQ(table.torn[1].cells, 4u);
}

TEST_F(AnyTableTest, LinesWithNothingOnThemBeforeTheHeadAreNoHead) {
    const auto table = read("tabla.csv", "\n  \r\n\nbarrio,robos\nAlmagro,3\n");
    EXPECT_THAT(table.head, ElementsAre("barrio", "robos"));
    EXPECT_THAT(table.columns[1], ElementsAre("3"));
    const auto one = read("serie.csv", "\n\nrobos\n3\n\n4\n");
    EXPECT_THAT(one.head, ElementsAre("robos"));
    EXPECT_THAT(one.columns, ElementsAre(ElementsAre("3", "", "4")));
    EXPECT_THAT(refused("nada.csv", "\n \n\n"), HasSubstr("the file is empty"));
}

TEST_F(AnyTableTest, PolygonsBringTheirShapes) {
    const auto table = read("mapa.geojson", R"({"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{"id":"a","tasa":2.5},
         "geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}},
        {"type":"Feature","properties":{"id":"b"},"geometry":null}]})");
    EXPECT_THAT(table.head, ElementsAre("id", "tasa"));
    EXPECT_THAT(table.columns[1], ElementsAre("2.5", ""));
    ASSERT_EQ(table.shapes.size(), 2u);
    EXPECT_EQ(table.shapes[0][0][0].size(), 4u);
    EXPECT_TRUE(table.shapes[1].empty());
}

TEST_F(AnyTableTest, PointsBringTheirPosition) {
    const auto table = read("puntos.geojson", R"({"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{"id":"a"},"geometry":{"type":"Point","coordinates":[-58.4,-34.6]}}]})");
    EXPECT_THAT(table.head, ElementsAre("id", "@lon", "@lat"));
    EXPECT_THAT(table.columns[1], ElementsAre("-58.4"));
    EXPECT_TRUE(table.shapes.empty());
}

TEST_F(AnyTableTest, LatinLettersOfAGeoJsonFileBecomeTheSameText) {
    const auto table =
        read("barrios.geojson",
             "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":"
             "{\"barrio\":\"Pe\xF1"
             "arol\"},\"geometry\":{\"type\":\"Point\",\"coordinates\":[-56.2,-34.8]}}]}");
    EXPECT_EQ(table.columns[0], (std::vector<std::string>{"Peñarol"}));
}

TEST_F(AnyTableTest, AJsonListIsATable) {
    const auto table = read("lista.json", R"([{"mes":"2024-01","robos":3},{"mes":"2024-02"}])");
    EXPECT_THAT(table.columns, ElementsAre(ElementsAre("2024-01", "2024-02"), ElementsAre("3", "")));
}

TEST_F(AnyTableTest, AGalFileIsATableOfLinks) {
    const auto table = read("vecinos.gal", "0 3 barrios id\na 1\nb\nb 2\na c\nc 1\nb\n");
    EXPECT_THAT(table.head, ElementsAre("from", "to"));
    EXPECT_THAT(table.columns, ElementsAre(ElementsAre("a", "b", "b", "c"), ElementsAre("b", "a", "c", "b")));
    EXPECT_THAT(refused("roto.gal", "0 3 barrios id\na 1\n"), HasSubstr("roto.gal: expected"));
    // An area beside itself is a row like others: a method tells that it did not count it.
    const auto itself = read("propia.gal", "2\na 2\na b\nb 1\na\n");
    EXPECT_THAT(itself.columns, ElementsAre(ElementsAre("a", "b", "a"), ElementsAre("b", "a", "a")));
}

TEST_F(AnyTableTest, WhatIsNoTableIsRefusedInWords) {
    EXPECT_THAT(refused("vacio.csv", ""), HasSubstr("vacio.csv: expected a head"));
    EXPECT_THAT(refused("vacio.geojson", R"({"type":"FeatureCollection","features":[]})"),
                HasSubstr("vacio.geojson: expected a GeoJSON with elements in \"features\"; there are none"));
    EXPECT_THAT(refused("dos.csv", "a,b,a\n1,2,3\n"), HasSubstr("found \"a\" twice"));
    EXPECT_THAT(refused("algo.pdf", "%PDF-1.7\n..."), HasSubstr("algo.pdf"));
}

TEST_F(AnyTableTest, AFileThatIsNotThereIsMissing) {
    NoProgress unheard;
    try {
        read_any_table_here("/nonexistent/robos.csv", {}, unheard);
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.fault(), Fault::missing);
    }
}

// The child hands over what this process would have read.
TEST_F(SandboxAnyTable, ReadsTheSame) {
    NoProgress unheard;
    const auto path = written("mapa.geojson", R"({"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{"id":"a","tasa":2.5},
         "geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0.1234567891,0.5],[0,0]]]}}]})");
    const auto here = read_any_table_here(path, {}, unheard), child = read_any_table(path, {}, unheard);
    EXPECT_EQ(child.head, here.head);
    EXPECT_EQ(child.columns, here.columns);
    EXPECT_EQ(child.shapes, here.shapes);
    EXPECT_EQ(child.digest, here.digest);
    EXPECT_EQ(child.file, here.file);
}

// Zone 18 of the southern half: half a degree about the middle, whose easting is 500,000 m.
TEST_F(AnyTableTest, PolygonsAreReadInTheSystemThatIsSaid) {
    const std::string text =
        R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::32718"}},)"
        R"("features":[{"type":"Feature","properties":{"id":"a"},"geometry":{"type":"Polygon","coordinates":)"
        R"([[[500000,8000000],[501000,8000000],[501000,8001000],[500000,8001000],[500000,8000000]]]}}]})";
    NoProgress unheard;
    const auto table = read_any_table_here(written("utm.geojson", text), {{}, "EPSG:32718"}, unheard);
    ASSERT_EQ(table.shapes.size(), 1u);
    const auto corner = table.shapes[0][0][0][0];
    EXPECT_NEAR(corner.lon, -75, 1e-9);
    EXPECT_NEAR(corner.lat, -18.08, 0.01);
    EXPECT_THAT(table.head, ElementsAre("id"));
    EXPECT_THAT(refused("degrees.geojson", text), HasSubstr("EPSG::32718"));
}

// A notes sheet first, then two tables.
TEST_F(AnyTableTest, ASheetOfAWorkbookIsChosenByItsName) {
    const Folder folder;
    const auto sheet = [](const std::string& rows) {
        return "<worksheet><sheetData>" + rows + "</sheetData></worksheet>";
    };
    const auto cell = [](const std::string& at, const std::string& text) {
        return "<c r=\"" + at + "\" t=\"inlineStr\"><is><t>" + text + "</t></is></c>";
    };
    const auto table = [&](const std::string& events) {
        return sheet("<row r=\"1\">" + cell("A1", "id") + cell("B1", "robos") + "</row><row r=\"2\">" +
                     cell("A2", "01") + "<c r=\"B2\"><v>" + events + "</v></c></row>");
    };
    std::string sheets, relations;
    Members members;  // the one that names their types comes last
    const std::pair<std::string, std::string> all[] = {
        {"Notas", sheet("")}, {"Año 2023", table("3")}, {"Año 2024", table("4")}};
    for (const auto& [name, text] : all) {
        const std::string n = std::to_string(members.size() + 1);
        sheets += "<sheet name=\"" + name + "\" sheetId=\"" + n + "\" r:id=\"r" + n + "\"/>";
        relations += "<Relationship Id=\"r" + n + "\" Target=\"worksheets/" + n + ".xml\"/>";
        members.emplace_back("xl/worksheets/" + n + ".xml", text);
    }
    members.emplace_back("xl/workbook.xml",
                         "<workbook xmlns:r=\"x\"><sheets>" + sheets + "</sheets></workbook>");
    members.emplace_back("xl/_rels/workbook.xml.rels", "<Relationships>" + relations + "</Relationships>");
    members.emplace_back("[Content_Types].xml", "<Types/>");
    const auto path = zipped(folder, "libro.xlsx", members);

    NoProgress unheard;
    const auto of = [&](const std::string& name) {
        return read_any_table_here(path, {.missing = {}, .crs = {}, .sheet = name}, unheard);
    };
    EXPECT_THAT(of("Año 2023").columns, ElementsAre(ElementsAre("01"), ElementsAre("3")));
    EXPECT_THAT(of("año 2024").columns, ElementsAre(ElementsAre("01"), ElementsAre("4")));
    const auto refused_sheet = [&](const std::string& name) {
        try {
            of(name);
        } catch (const Error& error) {
            return std::string{error.what()};
        }
        return std::string{"nothing was refused"};
    };
    EXPECT_THAT(refused_sheet("Año 2025"),
                HasSubstr("libro.xlsx#Año 2025: expected a sheet of the workbook, which has Notas, "
                          "Año 2023, Año 2024. Did you mean"));
    EXPECT_THAT(refused_sheet(""), HasSubstr("the sheet Notas and rows below it; there is none. Say the "
                                             "sheet that has the table after the file: libro.xlsx#SHEET; "
                                             "it has Notas, Año 2023, Año 2024"));
}

TEST_F(AnyTableTest, OnlyAWorkbookHasSheets) {
    NoProgress unheard;
    try {
        read_any_table_here(written("robos.csv", "id\n1\n"), {.missing = {}, .crs = {}, .sheet = "2024"},
                            unheard);
        FAIL() << "a CSV has no sheets";
    } catch (const Error& error) {
        EXPECT_THAT(error.what(), HasSubstr("robos.csv#2024: expected a sheet only of an XLSX workbook"));
    }
}
