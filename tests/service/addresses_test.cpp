// Addresses of published files through the whole reading: the descriptors, the doors and streets that the cities hand over,
// the class and the position that each row ends with.
#include <fmt/format.h>

#include <cmath>

#include "geo/plane.hpp"
#include "geocode/misspell.hpp"
#include "geocode/real_places.hpp"
#include "service/placed_addresses.hpp"
#include "written_city.hpp"

namespace atalaya::service {
namespace {

const fs::path data = source_folder() / "../shared/data";

#define NEEDS(folder)                 \
    if (!fs::exists(data / (folder))) \
    GTEST_SKIP() << "no folder shared/data/" << (folder) << " beside the repository"

std::vector<ReadDelivery> read(const Catalogue& catalogue, const std::vector<fs::path>& files) {
    NoProgress quiet;
    return read_deliveries(catalogue, find_sources(catalogue, files).files, {}, {}, quiet);
}

std::optional<LonLat> position(const Incidents& incidents, std::size_t row) {
    if (incidents.lon[row] == no_position) return {};
    return LonLat{incidents.lon[row] / 1e7, incidents.lat[row] / 1e7};
}

double metres(LonLat a, LonLat b) {
    const Planar off = geo::LocalPlane{a}.to(b);
    return std::hypot(off.x, off.y);
}

std::int64_t rows(const PlacedAddresses& placed, std::string_view precision) {
    for (const auto& [name, count] : placed.by_precision) {
        if (name == precision) return count;
    }
    return 0;
}

// A file that nobody published: 5,000 notices at doors of Montevideo, drawn and misspelt by the test, which knows where each is.
TEST(RealFilesAddresses, NoticesOfMontevideoMisspeltOnPurposeFindTheirDoors) {
    NEEDS("montevideo");
    WrittenCity city{"montevideo"};
    city.city(R"("montevideo-limites-barrios", "montevideo-direcciones", "avisos")",
              WrittenCity::layer(2, "barrio"));
    city.borrow("montevideo-limites-barrios");
    city.borrow("montevideo-direcciones");
    city.source("avisos", "incidents", "csv",
                "[key]\ncolumns = [\"id\"]\n[time]\nbasis = \"fact\"\nday = { column = \"dia\" }\n[offence]\n"
                "columns = [\"tipo\"]\n[place]\naddress = \"lugar\"\n");
    city.codes("avisos", "robo,Robo,,Robo,Roubo,Robbery,0401,exact,robo,\n");

    const auto places = geocode::montevideo();
    geocode::Misspeller slips{20'261'126};
    stats::Random random{26};
    std::vector<LonLat> truth;
    std::string notices = "id,dia,tipo,lugar\n";
    for (int id = 0; id < 5000; ++id) {
        const auto& door = places.doors[random.below(places.doors.size())];
        const auto address = slips.address(places.streets[door.street].name, door.number, door.letter);
        notices += std::to_string(id) + ",2024-05-06,Robo,\"" + replaced(address, "\"", "\"\"") + "\"\n";
        truth.push_back(door.at);
    }
    const auto deliveries = read(city.catalogue(), {data / "montevideo/barrios.geojson",
                                                    data / "montevideo/direcciones/direcciones.csv.gz",
                                                    city.file("avisos.csv", notices)});
    const Batch& batch = deliveries.back().batch;
    ASSERT_EQ(batch.accepted, 5000);
    const auto placed = placed_addresses(batch);
    ASSERT_TRUE(placed);
    EXPECT_EQ(placed->asked, 5000);
    EXPECT_GT(placed->rate, 0.95);
    EXPECT_GT(placed->low, 0.94) << "Wilson, 95 %";
    EXPECT_LT(placed->high - placed->low, 0.02);
    EXPECT_EQ(placed->verdict, "reached");

    std::int64_t right = 0, elsewhere = 0;
    for (std::size_t row = 0; row < truth.size(); ++row) {
        if (const auto at = position(batch.incidents, row))
            ++(metres(*at, truth[row]) <= 30 ? right : elsewhere);
    }
    RecordProperty("hits", static_cast<int>(placed->hits));
    RecordProperty("right", static_cast<int>(right));
    EXPECT_EQ(right + elsewhere, placed->hits) << "a hit is a position";
    EXPECT_GT(right, 4750) << "19 in 20 of all that were asked";
    EXPECT_LE(elsewhere, 25) << "one in two hundred may be placed wrongly, the rest is asked";
}

std::vector<fs::path> caba_files(const char* crashes) {
    return {data / "caba/limites/CABA_comunas.geojson.gz", data / "caba/limites/CABA_barrios.geojson.gz",
            data / "caba/infraestructura/calles_y_plazas.geojson.gz", data / "caba/vialidad" / crashes};
}

// docs/geocoding.md, "Measured".
TEST(RealFilesAddresses, CrashesOfBuenosAiresWithoutAPoint) {
    NEEDS("caba");
    const Catalogue catalogue = read_catalogue(find_share(), "caba");
    const auto deliveries = read(catalogue, caba_files("lesiones.xlsx"));
    const auto injuries = std::find_if(deliveries.begin(), deliveries.end(), [](const auto& one) {
        return one.batch.source == "caba-siniestros-lesiones";
    });
    ASSERT_NE(injuries, deliveries.end());
    const auto placed = placed_addresses(injuries->batch);
    ASSERT_TRUE(placed);
    EXPECT_EQ(placed->asked, 274);
    const auto line =
        fmt::format("| {} | {:.1f} % | {:.1f} to {:.1f} | {} | {} |", placed->asked, 100 * placed->rate,
                    100 * placed->low, 100 * placed->high, rows(*placed, "street"), rows(*placed, "none"));
    EXPECT_THAT(bytes_of(source_folder() / "docs/geocoding.md"), testing::HasSubstr(line));
}

// The same with the points left aside, which then are the truth.
TEST(RealFilesAddresses, CrashesOfBuenosAiresWithTheirPointsLeftAside) {
    NEEDS("caba");
    WrittenCity city{"caba"};
    const auto layers =
        WrittenCity::layer(2, "barrio") + "parent = \"comuna\"\n" + WrittenCity::layer(3, "comuna");
    city.city(R"("caba-limites-comunas", "caba-limites-barrios", "caba-calles", "caba-siniestros-lesiones")",
              layers);
    for (const char* id : {"caba-limites-comunas", "caba-limites-barrios", "caba-calles"}) city.borrow(id);
    city.borrow("caba-siniestros-lesiones", {"lon = ", "lat = ", "box = ", "prefer = "});
    const auto by_address = read(city.catalogue(), caba_files("lesiones.xlsx"));
    const auto by_point = read(read_catalogue(find_share(), "caba"), caba_files("lesiones.xlsx"));
    const auto of = [](const std::vector<ReadDelivery>& read) -> const Batch& {
        for (const auto& one : read) {
            if (one.batch.source == "caba-siniestros-lesiones") return one.batch;
        }
        throw std::logic_error{"no crashes"};
    };
    const Batch &asked = of(by_address), &told = of(by_point);
    const auto placed = placed_addresses(asked);
    ASSERT_TRUE(placed);
    EXPECT_EQ(placed->asked, 18'356);
    EXPECT_GE(placed->rate, 0.655);
    EXPECT_GE(rows(*placed, "street"), 5'000)
        << "lines of streets and no doors: a number says the street alone";

    ASSERT_EQ(asked.accepted, told.accepted);
    std::int64_t compared = 0, near = 0;
    for (std::size_t row = 0; row < asked.incidents.size(); ++row) {
        const auto found = position(asked.incidents, row), point = position(told.incidents, row);
        if (!found || !point || told.incidents.located[row] > static_cast<std::int8_t>(Located::clash))
            continue;
        ++compared;
        near += metres(*found, *point) <= 60 ? 1 : 0;
    }
    RecordProperty("compared", static_cast<int>(compared));
    RecordProperty("near", static_cast<int>(near));
    EXPECT_GT(compared, 11'000);
    EXPECT_GT(static_cast<double>(near), 0.85 * static_cast<double>(compared)) << "a corner is within 60 m";
}

}  // namespace
}  // namespace atalaya::service
