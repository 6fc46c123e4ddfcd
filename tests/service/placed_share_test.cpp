// The share of facts with a position, and what is said where there is none to tell.
#include "render/words.hpp"
#include "service/bulletin/mensual.hpp"
#include "service/document.hpp"
#include "written_city.hpp"

namespace atalaya::service {
namespace {

constexpr const char* square =
    R"({"type":"Polygon","coordinates":[[[-58.5,-34.7],[-58.4,-34.7],[-58.4,-34.5],[-58.5,-34.5],[-58.5,-34.7]]]})";

// One barrio and a fact in each of twelve months, with the position that each has.
Town& village(WrittenCity& city, const std::string& shape,
              const std::function<std::string(int month)>& position) {
    city.city(R"("barrios", "hechos")", WrittenCity::layer(2, "barrio"));
    city.source("barrios", "areas", "geojson",
                "[shape]\nlayer = \"barrio\"\ncode = \"cod\"\ndrawn = false\n");
    city.source(
        "hechos", "incidents", "csv",
        "[key]\ncolumns = [\"id\"]\n[time]\nday = { column = \"dia\" }\n[offence]\ncolumns = [\"tipo\"]\n"
        "[place]\nlon = \"x\"\nlat = \"y\"\nbox = [-59, -35, -58, -34]\n[area.barrio]\ncolumn = "
        "\"barrio\"\n");
    city.codes("hechos", "robo,Robo,,Robo,Roubo,Robbery,0401,exact,robo,\n");
    std::string facts = "id,dia,tipo,x,y,barrio\n";
    for (int month = 1; month <= 12; ++month)
        facts += std::to_string(month) + ",2020-" + (month < 10 ? "0" : "") + std::to_string(month) +
                 "-05,Robo," + position(month) + ",1\n";
    return city.publish(
        {city.file("barrios.geojson",
                   R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"cod":"1"},)"
                   R"("geometry":)" +
                       shape + "}]}"),
         city.file("hechos.csv", facts)});
}

std::string inside(int) {
    return "-58.45,-34.6";
}
std::string nowhere(int) {
    return ",";
}

TEST(PlacedShare, IsTheShareOfThoseThatLieInAnArea) {
    WrittenCity city{"aldea"};
    const Town& town =
        village(city, square, [](int month) { return month <= 9 ? inside(month) : nowhere(month); });
    EXPECT_EQ(town.figure("", "located", "ciudad", "2020").value, 75);
    EXPECT_EQ(town.figure("", "located", "ciudad", "2020-11").value, 0) << "its other months have positions";
}

TEST(PlacedShare, OfASourceThatNeverHasAPositionNoShareIsTold) {
    WrittenCity city{"aldea"};
    const Figure figure =
        village(city, square, nowhere).figure("", "located", "ciudad", "2020", "", "", "source=hechos");
    EXPECT_FALSE(figure.value);
    EXPECT_EQ(figure.reason, "none_placed");
    EXPECT_EQ(figure.records_in, 12);
}

TEST(PlacedShare, WithoutShapesNoPositionIsSaidToBeMissing) {
    WrittenCity city{"aldea"};
    const Figure figure = village(city, "null", inside).figure("", "located", "ciudad", "2020");
    EXPECT_FALSE(figure.value);
    EXPECT_EQ(figure.reason, "no_shapes");
}

// Whoever hands over facts before the limits has one territory, the whole city, which is no row of a table of its parts.
TEST(PlacedShare, WithoutTerritoriesThereIsNoTableOfThem) {
    WrittenCity city{"aldea"};
    city.city(R"("barrios", "hechos")", WrittenCity::layer(2, "barrio"));
    city.source("barrios", "areas", "geojson",
                "[shape]\nlayer = \"barrio\"\ncode = \"cod\"\ndrawn = false\n");
    city.source("hechos", "incidents", "csv",
                "[key]\ncolumns = [\"id\"]\n[time]\nday = { column = \"dia\" }\n[offence]\ncolumns = "
                "[\"tipo\"]\n");
    city.codes("hechos", "robo,Robo,,Robo,Roubo,Robbery,0401,exact,robo,\n");
    const Town& town = city.publish({city.file("hechos.csv", "id,dia,tipo\n1,2020-03-05,Robo\n")});
    const auto march = monthly_bulletin(*town.worlds, {.month = *parse_month("2020-03")}).document;
    EXPECT_EQ(block_of<render::Sheet>(march, "T3"), nullptr);
    EXPECT_THAT(text_of(march, "robos-y-hurtos"), testing::HasSubstr("No llegaron límites ni listas"));
}

}  // namespace
}  // namespace atalaya::service
