// A city of more areas than a page can hold: squares of a kilometre in rows of ten, each a barrio, the first
// eighty of which are comuna 1.
#include <fmt/format.h>

#include <algorithm>

#include "service/bulletin/mensual.hpp"
#include "service/document.hpp"
#include "written_city.hpp"

namespace atalaya::service {
namespace {

using testing::ElementsAreArray;
using testing::HasSubstr;

constexpr int in_a_row = 10, in_comuna_1 = 80;
constexpr double west = -58.6, south = -34.8, side = 0.01;

std::string square(double x, double y, double width, double height) {
    return fmt::format(
        R"({{"type":"Polygon","coordinates":[[[{0},{1}],[{2},{1}],[{2},{3}],[{0},{3}],[{0},{1}]]]}})", x, y,
        x + width, y + height);
}

std::string feature(const std::string& code, const std::string& comuna, const std::string& shape) {
    return fmt::format(R"({{"type":"Feature","properties":{{"cod":"{}","com":"{}"}},"geometry":{}}})", code,
                       comuna, shape);
}

std::string collection(const std::vector<std::string>& features) {
    return fmt::format(R"({{"type":"FeatureCollection","features":[{}]}})", fmt::join(features, ","));
}

// `robberies` of each barrio, in June 2020, each at a point of its own about the middle.
Town& grid(WrittenCity& city, int barrios, const std::function<int(int barrio)>& robberies,
           bool comunas = true) {
    city.city(
        comunas ? R"("comunas", "barrios", "hechos")" : R"("barrios", "hechos")",
        comunas ? WrittenCity::layer(3, "comuna") + WrittenCity::layer(2, "barrio") + "parent = \"comuna\"\n"
                : WrittenCity::layer(2, "barrio"));
    if (comunas) city.source("comunas", "areas", "geojson", "[shape]\nlayer = \"comuna\"\ncode = \"cod\"\n");
    city.source("barrios", "areas", "geojson",
                std::string{"[shape]\nlayer = \"barrio\"\ncode = \"cod\"\n"} +
                    (comunas ? "parent = { layer = \"comuna\", column = \"com\" }\n" : ""));
    city.source(
        "hechos", "incidents", "csv",
        "[key]\ncolumns = [\"id\"]\n[time]\nday = { column = \"dia\" }\n[offence]\ncolumns = [\"tipo\"]\n"
        "[place]\nlon = \"x\"\nlat = \"y\"\nbox = [-59, -35, -58, -34]\n[area.barrio]\ncolumn = "
        "\"barrio\"\n" +
            std::string{comunas ? "[area.comuna]\ncolumn = \"comuna\"\n" : ""});
    city.codes("hechos", "robo,Robo,,Robo,Roubo,Robbery,0401,exact,robo,\n");

    std::vector<std::string> small;
    std::string facts = "id,dia,tipo,x,y,barrio,comuna\n";
    int id = 0;
    for (int barrio = 1; barrio <= barrios; ++barrio) {
        const int column = (barrio - 1) % in_a_row, row = (barrio - 1) / in_a_row;
        const double x = west + column * side, y = south + row * side;
        const char* comuna = barrio <= in_comuna_1 ? "1" : "2";
        small.push_back(feature(fmt::format("b{}", barrio), comuna, square(x, y, side, side)));
        for (int k = 0; k < robberies(barrio); ++k, ++id)
            facts += fmt::format("{},2020-06-{:02},Robo,{:.6f},{:.6f},b{},{}\n", id, 1 + id % 28,
                                 x + side / 2 + 1e-5 * k, y + side / 2, barrio, comuna);
    }
    // The eleven months before, so that twelve are known: one a month in the last barrio.
    for (int month = 1; month <= 11; ++month)
        facts += fmt::format("{},{}-{:02}-15,Robo,,,b{},{}\n", id++, month <= 6 ? 2019 : 2020,
                             month <= 6 ? month + 6 : month - 6, barrios, barrios <= in_comuna_1 ? 1 : 2);
    if (!comunas)
        return city.publish(
            {city.file("barrios.geojson", collection(small)), city.file("hechos.csv", facts)});
    const double height = side * in_comuna_1 / in_a_row;
    const auto large = {feature("1", "", square(west, south, side * in_a_row, height)),
                        feature("2", "", square(west, south + height, side * in_a_row, 2 * height))};
    return city.publish({city.file("comunas.geojson", collection(large)),
                         city.file("barrios.geojson", collection(small)), city.file("hechos.csv", facts)});
}

// The last thirty of comuna 1 have 1 to 30 robberies, and so has none of comuna 2 fewer.
int rising(int barrio) {
    return barrio <= in_comuna_1 ? std::max(0, barrio - 50) : 40;
}

TEST(ManyAreas, OfATerritoryTheTwentyWithMostAreListed) {
    WrittenCity city{"cuadricula"};
    const Town& town = grid(city, 120, rising);
    const auto document =
        monthly_bulletin(*town.worlds, {.territory = "comuna:1", .month = *parse_month("2020-06")}).document;
    const auto* table = block_of<render::Sheet>(document, "T3");
    ASSERT_TRUE(table);
    std::vector<double> counts, expected;
    for (const auto& row : table->rows) counts.push_back(row.at(1).value.value_or(-1));
    for (int n = 11; n <= 30; ++n) expected.push_back(n);
    std::ranges::sort(counts);
    EXPECT_THAT(counts, ElementsAreArray(expected));
    std::string notes;
    for (const auto& note : table->notes) notes += render::plain(note) + "\n";
    EXPECT_THAT(notes, HasSubstr("los territorios con más hechos en 12 meses; los demás no tienen fila"));
}

TEST(ManyAreas, UpToTwentyAreListedWhole) {
    WrittenCity city{"cuadricula"};
    const Town& town = grid(city, 100, rising);
    const auto document =
        monthly_bulletin(*town.worlds, {.territory = "comuna:2", .month = *parse_month("2020-06")}).document;
    const auto* table = block_of<render::Sheet>(document, "T3");
    ASSERT_TRUE(table);
    EXPECT_EQ(table->rows.size(), 20u);
    for (const auto& row : table->rows) EXPECT_EQ(row.at(1).value, 40);
}

// A city of hundreds has a page of them, and a page of those of a hundred or so.
TEST(ManyAreas, OfHundredsTheFiftyWithMostAreListed) {
    const auto listed = [](int barrios) {
        WrittenCity city{"cuadricula"};
        const Town& town = grid(
            city, barrios, [](int barrio) { return 1 + barrio; }, false);
        const auto document = monthly_bulletin(*town.worlds, {.month = *parse_month("2020-06")}).document;
        const auto* table = block_of<render::Sheet>(document, "T3");
        double least = 1e9;
        if (table)
            for (const auto& row : table->rows)
                if (row.at(1).value > 0) least = std::min(least, *row.at(1).value);
        return std::pair{table ? table->rows.size() : 0, least};
    };
    const std::size_t without_territory = 1;
    EXPECT_EQ(listed(160), std::pair(50 + without_territory, 112.0));
    EXPECT_EQ(listed(150), std::pair(150 + without_territory, 2.0));
}

}  // namespace
}  // namespace atalaya::service
