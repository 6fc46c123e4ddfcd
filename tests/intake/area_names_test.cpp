// Areas whose names repeat, which are told apart by what they lie within, and areas that are known by name alone.
#include "intake/check.hpp"
#include "support.hpp"

namespace atalaya::intake {
namespace {

constexpr std::string_view quarters_descriptor = R"(
id = "barrios"
version = "1"
kind = "areas"
name = { es = "Barrios", pt = "Bairros", en = "Quarters" }
publisher = "Prueba"
url = "https://example.org"
licence = "CC0-1.0"
files = ["barrios.geojson"]
cadence = "once"
[format]
type = "geojson"
[shape]
layer = "barrio"
code = "nombre"
within = "comuna"
parent = { layer = "comuna", column = "comuna", aliases = { "COMUNA PRIMERA" = "1" } }
)";

constexpr std::string_view facts_descriptor = R"(
id = "hechos"
version = "1"
kind = "incidents"
name = { es = "Hechos", pt = "Fatos", en = "Facts" }
publisher = "Prueba"
url = "https://example.org"
licence = "CC0-1.0"
files = ["hechos.csv"]
cadence = "once"
[format]
type = "csv"
[time]
day = { column = "fecha", format = "YYYY-MM-DD" }
hour = { column = "hora", unknown = ["12:00"] }
[offence]
always = "robo"
[area.barrio]
column = "barrio"
within = "comuna"
)";

std::string feature(std::string_view comuna, std::string_view name, std::string_view geometry) {
    return R"({"type":"Feature","properties":{"comuna":")" + std::string{comuna} + R"(","nombre":")" +
           std::string{name} + R"("},"geometry":)" + std::string{geometry} + "}";
}

std::string collection(std::initializer_list<std::string> features) {
    std::string out = R"({"type":"FeatureCollection","features":[)";
    for (const auto& one : features) out += (out.back() == '[' ? "" : ",") + one;
    return out + "]}";
}

Batch quarters(const Folder& folder, std::string descriptor, std::string_view geojson) {
    folder.write("barrios/source.toml", descriptor);
    NoProgress quiet;
    const City city = small_city();
    return read_here(read_source(folder.path() / "barrios"), city, {city, {}},
                     folder.write("barrios.geojson", geojson), quiet);
}

const std::string two_of_one_name =
    collection({feature("COMUNA PRIMERA", "Mirador", square(0, 0, 1, 1)),
                feature("2", "Mirador", square(1, 0, 2, 1)), feature("2", "Mirador", square(1, 0, 2, 1))});

TEST(AreaNames, OneNameInTwoPlacesIsTwoAreas) {
    const Folder folder;
    const Batch batch = quarters(folder, std::string{quarters_descriptor}, two_of_one_name);
    ASSERT_EQ(batch.areas.size(), 2u);
    EXPECT_EQ(batch.duplicate, 1);
    EXPECT_EQ(batch.areas.code[0], "comuna-primera-mirador");
    EXPECT_EQ(batch.areas.name[0], "Mirador");
    EXPECT_EQ(batch.areas.parent[0], "1") << "by its alias";
    EXPECT_EQ(batch.areas.code[1], "2-mirador");
    EXPECT_EQ(batch.areas.parent[1], "2");
}

TEST(AreaNames, ARowMeansTheOneWithinWhatItSays) {
    const Folder folder;
    const Areas areas[] = {quarters(folder, std::string{quarters_descriptor}, two_of_one_name).areas};
    const City city = small_city();
    folder.write("hechos/source.toml", facts_descriptor);
    folder.write("hechos/codes.csv",
                 "code,label_1,label_2,es,pt,en,iccs,fit,indicators,note\nrobo,,,Robo,Roubo,Robbery,,,,\n");
    NoProgress quiet;
    const Batch batch = read_here(read_source(folder.path() / "hechos"), city, {city, areas},
                                  folder.write("hechos.csv",
                                               "fecha,hora,comuna,barrio\n"
                                               "2024-01-02 12:00,12:00,comuna primera,MIRADOR\n"
                                               "2024-01-02 12:00,,2,Mirador\n"
                                               "2024-01-02,08:00,,Mirador\n"
                                               "2024-01-02,08:00,2,\n"),
                                  quiet);
    ASSERT_EQ(batch.accepted, 4);
    EXPECT_EQ(batch.incidents.area[1][0], "comuna-primera-mirador");
    EXPECT_EQ(batch.incidents.area[1][1], "2-mirador");
    EXPECT_EQ(batch.incidents.area[1][2], "") << "which of the two is not said";
    EXPECT_EQ(batch.incidents.area[1][3], "");
    ASSERT_EQ(batch.findings.size(), 3u);
    EXPECT_EQ(batch.incidents.hour[0], -1)
        << "the mark of an unknown hour holds for the clock in the day too";
    EXPECT_EQ(batch.incidents.hour[1], 12);
}

TEST(AreaNames, WithoutAShapeAnAreaIsRefusedUnlessNoneIsDrawn) {
    const std::string text = collection({feature("1", "Norte", "null"), feature("1", "", "null")});
    const Folder folder;
    EXPECT_EQ(quarters(folder, std::string{quarters_descriptor}, text).rejected, 2);

    const Batch batch = quarters(folder, std::string{quarters_descriptor} + "drawn = false\n", text);
    ASSERT_EQ(batch.accepted, 1);
    EXPECT_EQ(batch.rejects[0].reason, reason::key_missing);
    EXPECT_EQ(batch.areas.geometry[0], "");
    const City city = small_city();
    const Areas areas[] = {batch.areas};
    const Gazetteer gazetteer{city, areas};
    EXPECT_FALSE(gazetteer.has_shapes(1));
    EXPECT_NE(gazetteer.by_text(1, "1 Norte"), Gazetteer::unknown);
}

}  // namespace
}  // namespace atalaya::intake
