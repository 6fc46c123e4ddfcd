// Columns that are not as most: without a name, with a part that is meant, with a shape; and lists of JSON.
#include <gmock/gmock.h>

#include "intake/check.hpp"
#include "support.hpp"

namespace atalaya::intake {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(OddColumns, OneWithoutANameIsCalledByItsPlace) {
    const Folder folder;
    const Source source =
        small_source(folder, edited(small_descriptor, "columns = [\"id\"]", "columns = [\"#1\"]"));
    NoProgress quiet;
    const auto path = folder.write("hechos.csv",
                                   ",fecha,hora,tipo,x,y,barrio\n7,2020-05-01,10,Robo,0.5,0.7,Norte\n"
                                   "8,2020-05-01,10,Robo,0.5,0.7,Norte\n");
    EXPECT_EQ(read_here(source, small_city(), small_gazetteer(), path, quiet).accepted, 2);
    const auto named =
        folder.write("hechos2.csv", std::string{small_head} + "7,2020-05-01,10,Robo,0.5,0.7,Norte\n");
    EXPECT_THAT(refusal([&] { read_here(source, small_city(), small_gazetteer(), named, quiet); }),
                HasSubstr("not found: #1"))
        << "a column with a name is called by it";
}

TEST(OddColumns, ThePartOfACellThatAPatternMeans) {
    const Batch batch = read_small("1,2020-05-01,10,Robo,,,BOSTON C-2\n2,2020-05-01,10,Robo,,,BOSTON\n",
                                   edited(small_descriptor, "[area.barrio]\ncolumn = \"barrio\"",
                                          "[area.comuna]\ncolumn = \"barrio\"\npattern = \"C-([0-9]+)$\""));
    EXPECT_EQ(batch.incidents.area[2][0], "2");
    EXPECT_EQ(batch.incidents.area[2][1], "");
    EXPECT_EQ(found(batch, finding::area_missing), 1);
    EXPECT_EQ(finding_of(batch, finding::area_not_found), nullptr) << "nothing was written of that layer";
}

TEST(OddColumns, APatternNeedsAGroup) {
    for (const char* pattern : {"C-[0-9]+", "C-([0-9]+"}) {
        const Folder folder;
        EXPECT_THAT(refusal([&] {
                        small_source(folder, edited(small_descriptor, "column = \"barrio\"",
                                                    "column = \"barrio\"\npattern = \"" +
                                                        std::string{pattern} + "\""));
                    }),
                    HasSubstr("\"pattern\" should be a regular expression"))
            << pattern;
    }
}

TEST(OddColumns, ACategoryOfThree) {
    const Folder folder;
    folder.write("hechos/source.toml",
                 edited(small_descriptor, "[\"tipo\"]", "[\"tipo\", \"modo\", \"lugar\"]"));
    folder.write("hechos/codes.csv",
                 "code,label_1,label_2,label_3,es,pt,en,iccs,fit,indicators,note\n"
                 "robo-calle,Robo,Con arma,Calle,Robo,Roubo,Robbery,,,,\n"
                 "robo-casa,Robo,Con arma,Casa,Robo,Roubo,Robbery,,,,\n");
    const Source source = read_source(folder.path() / "hechos");
    const auto path = folder.write("hechos.csv",
                                   "id,fecha,hora,tipo,modo,lugar,x,y,barrio\n"
                                   "1,2020-05-01,10,robo,CON ARMA,calle,,,\n"
                                   "2,2020-05-01,10,Robo,Con arma,Casa,,,\n"
                                   "3,2020-05-01,10,Robo,Con arma,Plaza,,,\n");
    NoProgress quiet;
    const Batch batch = read_here(source, small_city(), small_gazetteer(), path, quiet);
    EXPECT_EQ(batch.incidents.offence[0], "hechos:robo-calle");
    EXPECT_EQ(batch.incidents.offence[1], "hechos:robo-casa");
    EXPECT_THAT(rejects_of(batch), ElementsAre("3 offence_unknown tipo Robo / Con arma / Plaza"));
}

std::string areas_descriptor(const std::string& shape) {
    return R"(id = "zonas"
version = "1"
kind = "areas"
name = { es = "Zonas", pt = "Zonas", en = "Zones" }
publisher = "Aldea"
url = "https://example.org"
licence = "CC0"
files = ["zonas*.csv"]
cadence = "once"
[format]
type = "csv"
separator = ";"
[shape]
layer = "comuna"
code = "codigo"
name = "nombre"
)" + shape;
}

Batch read_zones(const std::string& shape, const std::string& table) {
    const Folder folder;
    folder.write("zonas/source.toml", areas_descriptor(shape));
    const Source source = read_source(folder.path() / "zonas");
    NoProgress quiet;
    return read_here(source, small_city(), small_gazetteer(), folder.write("zonas.csv", table), quiet);
}

TEST(OddColumns, AreasOfATableWithTheirShapesInACell) {
    std::string shape = square(0, 0, 1, 1);
    for (std::size_t at = 0; (at = shape.find('"', at)) != std::string::npos; at += 2) shape.insert(at, "\"");
    const Batch batch = read_zones("geometry = \"forma\"\n",
                                   "codigo;nombre;forma\n7;Siete;\"" + shape + "\"\n8;Ocho;no\n9;Nueve;\n");
    ASSERT_EQ(batch.areas.size(), 1u);
    EXPECT_EQ(batch.areas.name[0], "Siete");
    EXPECT_THAT(batch.areas.geometry[0], HasSubstr("Polygon"));
    EXPECT_THAT(rejects_of(batch), ElementsAre("2 shape_missing codigo 8", "3 shape_missing codigo 9"));
}

TEST(OddColumns, AreasOfATableWithoutShapes) {
    const Batch batch = read_zones("drawn = false\n", "codigo;nombre\n7;Siete\n");
    ASSERT_EQ(batch.areas.size(), 1u);
    EXPECT_EQ(batch.areas.geometry[0], "");
    const Folder folder;
    folder.write("zonas/source.toml", areas_descriptor(""));
    EXPECT_THAT(refusal([&] { read_source(folder.path() / "zonas"); }), HasSubstr("areas come as geojson"));
}

TEST(OddColumns, AFileCutOffSaysInWhichColumn) {
    EXPECT_THAT(
        refusal([] { read_small("1,2020-03-09,10,Robo,,,Sur\n2,2020-03-10,9,Ro"); }),
        HasSubstr("data row 2, column \"tipo\": expected a whole row; the file ends in the middle of it."));
}

TEST(OddColumns, AJsonListOfObjectsIsATable) {
    const Folder folder;
    const Source source = small_source(folder, edited(small_descriptor, "type = \"csv\"", "type = \"json\""));
    NoProgress quiet;
    const auto read = [&](const std::string& text) {
        return read_here(source, small_city(), small_gazetteer(), folder.write("hechos.json", text), quiet);
    };
    const Batch batch = read(
        "\xEF\xBB\xBF[{\"id\":7,\"fecha\":\"2020-05-01\",\"hora\":10.0,\"tipo\":\"Robo\",\"x\":0.5,"
        "\"y\":0.7,\"barrio\":null},{\"fecha\":\"2020-05-02\",\"tipo\":\"Hurto\",\"id\":8}]");
    ASSERT_EQ(batch.accepted, 2);
    EXPECT_EQ(batch.incidents.area[1][0], "norte");
    EXPECT_EQ(batch.incidents.hour[0], 10);
    EXPECT_EQ(batch.incidents.hour[1], -1);
    EXPECT_THAT(refusal([&] { read("{\"id\":7}"); }), HasSubstr("expected a JSON list of objects"));
    EXPECT_THAT(refusal([&] { read("[7]"); }), HasSubstr("number 1 is none"));
    EXPECT_THAT(refusal([&] { read("[{\"id\":7}"); }),
                HasSubstr("hechos.json, line 1, column 10: expected JSON"));
}

}  // namespace
}  // namespace atalaya::intake
