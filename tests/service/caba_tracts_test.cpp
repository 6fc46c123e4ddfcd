// What the census tracts of Buenos Aires add to its published files: no fact is moved by them, and residents are spread
// by them nearly as the census counted.
#include "service/caba.hpp"
#include "service/interpolation.hpp"
#include "source_folder.hpp"

namespace atalaya::service {
namespace {

class RealFilesTracts : public testing::Test {
  protected:
    void SetUp() override {
        if (!has_caba()) GTEST_SKIP() << "the real files are not beside the repository (../shared/data/caba)";
    }
};

const Town& city_with_tracts() {
    auto& town = towns()["caba with tracts"];
    if (town) return *town;
    town = std::make_unique<Town>("caba");
    const fs::path data = shared_caba();
    town->deliveries = {{data / "limites/CABA_comunas.geojson.gz", data / "limites/CABA_barrios.geojson.gz",
                         data / "limites/CABA_rc.geojson.gz", data / "poblacion/caba_pob_barrios_2010.csv",
                         data / "poblacion/gcba_pob_comunas_17.csv"},
                        {data / "delitos/delitos_2020_ene_sep.csv.gz"}};
    town->publish_all();
    return *town;
}

// What each of the areas is away from the residents that the census counted in it, all together over all of them.
double misplaced(const World& world, const std::vector<InterpolatedArea>& areas, Period year) {
    double away = 0, all = 0;
    for (const auto& area : areas) {
        const auto counted = world.exposure(*area.territory, "residents", year);
        EXPECT_TRUE(counted) << area.territory->territory.text();
        away += std::abs(area.value - static_cast<double>(counted->value));
        all += static_cast<double>(counted->value);
    }
    return away / all;
}

TEST_F(RealFilesTracts, TractsMoveNoFactToAnotherBarrio) {
    const Town& town = city_with_tracts();
    std::map<std::string, std::int64_t> disagree;
    for (const auto& run : town.store->records().runs("caba")) {
        for (const auto& [of_run, finding] : town.store->records().findings("caba", run.id)) {
            if (finding.check == "area_disagrees") disagree[finding.detail] = finding.rows;
        }
    }
    EXPECT_THAT(disagree, testing::IsEmpty())
        << "no row names a tract, and none is a metre inside another barrio";
}

TEST_F(RealFilesTracts, ThePeopleOfATractAreInItsBarrioButForTwoDrawingsOfItsBorder) {
    const World& world = city_with_tracts().worlds->at("");
    const Period census = *parse_period("2010");
    const auto by_tract =
        interpolate(world, {.kind = "residents", .from = "radio", .to = "barrio", .units = "radio"}, census);
    EXPECT_EQ(by_tract.total, 2'890'151) << "the published residents of the city";
    EXPECT_EQ(by_tract.areas.size(), 48u);
    EXPECT_EQ(by_tract.left_out.size(), 2u) << "tracts where nobody lives";
    EXPECT_LT(misplaced(world, by_tract.areas, census), 0.015);
    EXPECT_LT(by_tract.lost, 0.001 * by_tract.total);
}

// The residents of a comuna of 2017, spread by the tracts of 2010, as a share of the comuna, against those of the
// census; and by surface, which takes docks and parks for homes.
TEST_F(RealFilesTracts, TractsSpreadAComunaNearlyAsTheCensusAndSurfaceDoesNot) {
    const World& world = city_with_tracts().worlds->at("");
    const Period census = *parse_period("2010");
    const auto of = [&](const std::string& units) {
        auto found =
            interpolate(world, {.kind = "residents", .from = "comuna", .to = "barrio", .units = units},
                        *parse_period("2017"));
        std::map<std::string, double> estimated, counted;
        for (const auto& area : found.areas) {
            estimated[area.territory->parent.text()] += area.value;
            counted[area.territory->parent.text()] +=
                static_cast<double>(world.exposure(*area.territory, "residents", census)->value);
        }
        for (auto& area : found.areas) {
            const std::string comuna = area.territory->parent.text();
            area.value *= counted.at(comuna) / estimated.at(comuna);
        }
        return misplaced(world, found.areas, census);
    };
    EXPECT_LT(of("radio"), 0.013);
    EXPECT_GT(of(""), 0.15);
}

}  // namespace
}  // namespace atalaya::service
