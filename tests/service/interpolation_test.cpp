// Residents of areas told of others that cut across them. The small city is a strip of four squares in a row:
//
//     comunas    A A B B        100 and 300 residents
//     secciones  1 2 2 3
//     radios     a b c d        80, 20, 100 and 200
#include "service/interpolation.hpp"

#include <cmath>
#include <nlohmann/json.hpp>

#include "core/error.hpp"
#include "source_folder.hpp"
#include "written_city.hpp"

namespace atalaya::service {
namespace {

using testing::Contains;
using testing::Not;

std::string feature(const std::string& code, const nlohmann::json& ring) {
    return nlohmann::json{{"type", "Feature"},
                          {"properties", {{"cod", code}}},
                          {"geometry", {{"type", "Polygon"}, {"coordinates", {ring}}}}}
        .dump();
}

std::string collection(const std::vector<std::string>& features) {
    std::string all;
    for (const auto& one : features) all += (all.empty() ? "" : ",") + one;
    return R"({"type":"FeatureCollection","features":[)" + all + "]}";
}

// The strip's squares are a hundredth of a degree wide; from the column `first` up to `past`.
std::string strip(const std::string& code, int first, int past) {
    const double west = -58.5 + 0.01 * first, east = -58.5 + 0.01 * past, south = -34.6, north = -34.59;
    return feature(code, {{west, south}, {east, south}, {east, north}, {west, north}, {west, south}});
}

void areas_source(const WrittenCity& city, const std::string& layer, const std::string& crs = "") {
    city.source(layer, "areas", "geojson",
                "[shape]\nlayer = \"" + layer + "\"\ncode = \"cod\"\nname = \"cod\"\n" +
                    (crs.empty() ? "" : "crs = \"" + crs + "\"\n"));
}

void residents_source(const WrittenCity& city, const std::string& id, const std::string& layer) {
    city.source(id, "exposures", "csv",
                "[exposure]\nkind = \"residents\"\nlayer = \"" + layer +
                    "\"\narea = \"cod\"\nvalue = \"n\"\nyear = 2020\n");
}

Town& strip_city(WrittenCity& city, const std::string& declared) {
    city.city(R"("comuna", "seccion", "radio", "gente", "gente-radios", "hechos")",
              WrittenCity::layer(2, "radio") + WrittenCity::layer(3, "comuna") +
                  WrittenCity::layer(4, "seccion") + declared);
    for (const char* layer : {"comuna", "seccion", "radio"}) areas_source(city, layer);
    residents_source(city, "gente", "comuna");
    residents_source(city, "gente-radios", "radio");
    city.source("hechos", "incidents", "csv",
                "[key]\ncolumns = [\"id\"]\n[time]\nbasis = \"fact\"\nday = { column = \"dia\" }\n[offence]\n"
                "columns = [\"tipo\"]\n[area.seccion]\ncolumn = \"cod\"\n");
    city.codes("hechos", "robo,Robo,,Robo,Roubo,Robbery,0401,exact,robo,\n");
    std::string facts = "id,dia,tipo,cod\n";
    for (int id = 0; id < 36; ++id)
        facts += std::to_string(id) + ",2020-" + (id % 12 < 9 ? "0" : "") + std::to_string(id % 12 + 1) +
                 "-05,Robo," + std::to_string(id % 3 + 1) + "\n";
    return city.publish(
        {city.file("comuna.geojson", collection({strip("A", 0, 2), strip("B", 2, 4)})),
         city.file("seccion.geojson", collection({strip("1", 0, 1), strip("2", 1, 3), strip("3", 3, 4)})),
         city.file("radio.geojson",
                   collection({strip("a", 0, 1), strip("b", 1, 2), strip("c", 2, 3), strip("d", 3, 4)})),
         city.file("gente.csv", "cod,n\nA,100\nB,300\n"),
         city.file("gente-radios.csv", "cod,n\na,80\nb,20\nc,100\nd,200\n"), city.file("hechos.csv", facts)});
}

const Period of_2020 = *parse_period("2020");

TEST(Interpolation, SpreadsBySurfaceAndSaysBetweenWhat) {
    WrittenCity city{"tira"};
    const World& world = strip_city(city, "").worlds->at("");
    const auto found =
        interpolate(world, {.kind = "residents", .from = "comuna", .to = "seccion", .units = ""}, of_2020);
    ASSERT_EQ(found.areas.size(), 3u);
    const double values[] = {50, 200, 150}, high[] = {100, 400, 300};
    for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_NEAR(found.areas[i].value, values[i], 1e-3) << i;
        EXPECT_DOUBLE_EQ(found.areas[i].low, 0) << "no comuna lies wholly in one";
        EXPECT_DOUBLE_EQ(found.areas[i].high, high[i]);
    }
    EXPECT_EQ(found.year, 2020);
    EXPECT_DOUBLE_EQ(found.total, 400);
    EXPECT_NEAR(found.lost, 0, 1e-3);
    EXPECT_THAT(found.sources, testing::ElementsAre("gente"));
}

TEST(Interpolation, FollowsPeopleWhereSmallUnitsAreKnown) {
    WrittenCity city{"tira"};
    const World& world = strip_city(city, "").worlds->at("");
    const auto found = interpolate(
        world, {.kind = "residents", .from = "comuna", .to = "seccion", .units = "radio"}, of_2020);
    EXPECT_NEAR(found.areas[0].value, 80, 1e-9);
    EXPECT_NEAR(found.areas[1].value, 20 + 100, 1e-9);
    EXPECT_NEAR(found.areas[2].value, 200, 1e-9);
}

TEST(Interpolation, OfWholeAreasIsTheirSum) {
    WrittenCity city{"tira"};
    const World& world = strip_city(city, "").worlds->at("");
    const auto found =
        interpolate(world, {.kind = "residents", .from = "radio", .to = "comuna", .units = ""}, of_2020);
    EXPECT_DOUBLE_EQ(found.areas[0].low, 100);
    EXPECT_DOUBLE_EQ(found.areas[0].high, 100);
    EXPECT_NEAR(found.areas[1].value, 300, 1e-6);
}

TEST(Interpolation, IsADenominatorOnlyWhereTheCitySaysSo) {
    WrittenCity plain{"tira"}, declared{"tira"};
    EXPECT_EQ(strip_city(plain, "").figure("robo", "rate", "seccion:2", "2020").reason, "no_exposure");
    const Town& town = strip_city(declared,
                                  "[[interpolations]]\nkind = \"residents\"\nfrom = \"comuna\"\n"
                                  "to = \"seccion\"\nunits = \"radio\"\n");
    const Figure rate = town.figure("robo", "rate", "seccion:2", "2020");
    ASSERT_TRUE(rate.computable()) << rate.reason;
    EXPECT_EQ(rate.denominator, 120);
    EXPECT_THAT(rate.notes, Contains("exposure_interpolated"));
    EXPECT_THAT(rate.sources, Contains("gente"));
    EXPECT_THAT(town.figure("robo", "residents", "comuna:a", "2020").notes,
                Not(Contains("exposure_interpolated")));
}

TEST(Interpolation, WithoutShapesOrResidentsIsRefused) {
    WrittenCity city{"tira"};
    const World& world = strip_city(city, "").worlds->at("");
    EXPECT_THROW(
        interpolate(world, {.kind = "dwellings", .from = "comuna", .to = "seccion", .units = ""}, of_2020),
        Error);
    EXPECT_THROW(
        interpolate(world, {.kind = "residents", .from = "nada", .to = "seccion", .units = ""}, of_2020),
        Error);
}

// Births of the counties of North Carolina on a grid, as R's sf moved them, from the published file in metres to degrees
// and back to a plane: where sf's borders are straight, ours bend by some metres.
TEST(RealFilesInterpolation, CountiesOfNorthCarolinaAsSfMovedThem) {
    const fs::path golden = source_folder().parent_path() / "shared/golden/areal_interpolation_nc";
    if (!fs::exists(golden))
        GTEST_SKIP() << "no folder shared/golden/areal_interpolation_nc beside the repository";
    auto counties = nlohmann::json::parse(bytes_of(golden / "nc_32119.geojson"));
    const auto expected = nlohmann::json::parse(bytes_of(golden / "expected.json"));
    std::string births = "cod,n\n";
    std::vector<std::string> features;
    for (auto& county : counties["features"]) {
        const std::string code = county["properties"]["NAME"];
        births += code + "," + std::to_string(county["properties"]["BIR74"].get<int>()) + "\n";
        features.push_back(nlohmann::json{
            {"type", "Feature"}, {"properties", {{"cod", code}}}, {"geometry", county["geometry"]}}
                               .dump());
    }
    const auto& grid = expected["grid"];
    const double west = grid["xmin"], south = grid["ymin"];
    const double width = (grid["xmax"].get<double>() - west) / 10;
    const double height = (grid["ymax"].get<double>() - south) / 5;
    std::vector<std::string> cells;
    for (int j = 0; j < 5; ++j) {
        for (int i = 0; i < 10; ++i) {
            nlohmann::json ring = nlohmann::json::array();
            const double x = west + i * width, y = south + j * height;
            constexpr int steps = 40;  // a side is straight on the published plane, not in degrees
            for (int k = 0; k < steps; ++k) ring.push_back({x + width * k / steps, y});
            for (int k = 0; k < steps; ++k) ring.push_back({x + width, y + height * k / steps});
            for (int k = 0; k < steps; ++k) ring.push_back({x + width - width * k / steps, y + height});
            for (int k = 0; k <= steps; ++k) ring.push_back({x, y + height - height * k / steps});
            cells.push_back(feature("c" + std::to_string(100 + 10 * j + i), ring));
        }
    }
    WrittenCity city{"carolina"};
    city.city(R"("condado", "celda", "nacimientos")",
              WrittenCity::layer(3, "condado") + WrittenCity::layer(4, "celda"));
    areas_source(city, "condado", "EPSG:32119");
    areas_source(city, "celda", "EPSG:32119");
    residents_source(city, "nacimientos", "condado");
    Town& town =
        city.publish({city.file("condado.geojson", collection(features)),
                      city.file("celda.geojson", collection(cells)), city.file("nacimientos.csv", births)});
    const auto found =
        interpolate(town.worlds->at(""), {.kind = "residents", .from = "condado", .to = "celda", .units = ""},
                    *parse_period("2020"));
    EXPECT_NEAR(found.total, expected["source_total"].get<double>(), 0.5);
    EXPECT_NEAR(found.lost, 0, 40);

    int compared = 0;
    const auto rows = raw_rows(bytes_of(golden / "expected_cells.csv"), ',');
    for (const auto& row : rows) {
        const int i = static_cast<int>((std::stod(row.at("cx")) - west) / width);
        const int j = static_cast<int>((std::stod(row.at("cy")) - south) / height);
        const double value = std::stod(row.at("extensive"));
        const auto& cell = found.areas.at(static_cast<std::size_t>(10 * j + i));
        EXPECT_EQ(cell.territory->territory.code, "c" + std::to_string(100 + 10 * j + i));
        EXPECT_NEAR(cell.value, value, 2e-3 * value + 1) << cell.territory->territory.code;
        EXPECT_LE(cell.low, value + 1);
        EXPECT_GE(cell.high, value - 1);
        ++compared;
    }
    EXPECT_EQ(compared, expected["cells"].get<int>());
}

}  // namespace
}  // namespace atalaya::service
