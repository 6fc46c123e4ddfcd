#include "simulate/town.hpp"

#include <gtest/gtest.h>
#include <set>

#include "stats/random.hpp"

namespace atalaya::simulate {
namespace {

std::vector<geo::MultiPolygon> barrios_of(const Town& town) {
    std::vector<geo::MultiPolygon> shapes;
    for (int barrio = 0; barrio < static_cast<int>(town.barrios.size()); ++barrio) {
        std::vector<bool> blocks;
        for (const int of : town.barrio_of) blocks.push_back(of == barrio);
        shapes.push_back(outline(town, blocks));
    }
    return shapes;
}

geo::MultiPolygon land_of(const Town& town) {
    std::vector<bool> blocks;
    for (const int barrio : town.barrio_of) blocks.push_back(barrio >= 0);
    return outline(town, blocks);
}

TEST(Town, VillaMarejadaHasTheSizeItIsKnownFor) {
    const Town town = villa_marejada();
    EXPECT_EQ(town.residents(), 186'000);
    EXPECT_EQ(town.barrios.size(), 26u);
    EXPECT_EQ(town.delegations.size(), 4u);
    EXPECT_EQ(town.sections, 9);
    EXPECT_EQ(town.segments.size(), 1'900u);
}

TEST(Town, ItsTwinHasTwentyThousandResidentsAndNoDelegations) {
    const Town town = puerto_calmo();
    EXPECT_EQ(town.residents(), 20'000);
    EXPECT_TRUE(town.delegations.empty());
    EXPECT_EQ(town.sections, 2);
}

TEST(Town, EveryDelegationMayBePublishedExactly) {
    const Town town = villa_marejada();
    std::vector<int> residents(town.delegations.size());
    for (const auto& barrio : town.barrios) residents[barrio.delegation] += barrio.residents;
    for (const int count : residents) EXPECT_GE(count, 10'000);
}

TEST(Town, PoliceSectionsCutBarrios) {
    const Town town = villa_marejada();
    std::vector<std::set<int>> sections(town.barrios.size());
    for (std::size_t block = 0; block < town.barrio_of.size(); ++block) {
        if (town.barrio_of[block] >= 0) sections[town.barrio_of[block]].insert(town.section_of[block]);
    }
    int cut = 0;
    for (const auto& of_barrio : sections) cut += of_barrio.size() > 1;
    EXPECT_GE(cut, 10);
}

TEST(Town, BarriosTileTheLandWithoutGapOrOverlap) {
    const Town town = villa_marejada();
    const auto shapes = barrios_of(town);
    double sum = 0;
    for (const auto& shape : shapes) sum += geo::square_metres(shape);
    EXPECT_NEAR(sum / geo::square_metres(land_of(town)), 1, 1e-9);
}

TEST(Town, FrontsOfStreetsTileTheLandToo) {
    const Town town = villa_marejada();
    double sum = 0;
    for (const auto& segment : town.segments) sum += geo::square_metres(frontage(town, segment));
    EXPECT_NEAR(sum / geo::square_metres(land_of(town)), 1, 1e-6);
}

TEST(Town, ASpotLiesInItsBlocksBarrioAndItsStreetsFront) {
    const Town town = villa_marejada();
    const auto shapes = barrios_of(town);
    std::vector<geo::MultiPolygon> fronts;
    for (const auto& segment : town.segments) fronts.push_back(frontage(town, segment));
    const geo::AreaIndex barrios{shapes}, streets{fronts};
    stats::Random random{5};
    for (int i = 0; i < 20'000; ++i) {
        const auto segment = static_cast<int>(random.below(town.segments.size()));
        const auto& street = town.segments[segment];
        const int block = street.left >= 0 ? street.left : street.right;
        const auto spot = town.spot(segment, block, random.uniform(0.1, 0.9));
        ASSERT_EQ(barrios.locate(town.lonlat(spot.at)), town.barrio_of[block]);
        ASSERT_EQ(streets.locate(town.lonlat(spot.at)), segment);
    }
}

TEST(Town, ThePlaneAndTheSphereAgreeBothWays) {
    const Town town = villa_marejada();
    const Planar at{1234.5, 2345.25};
    const auto back = town.planar(town.lonlat(at));
    EXPECT_NEAR(back.x, at.x, 1e-6);
    EXPECT_NEAR(back.y, at.y, 1e-6);
}

TEST(Town, CodesAreFoldedNames) {
    EXPECT_EQ(area_code("Jardín Palosanto"), "jardin-palosanto");
    EXPECT_EQ(area_code("Estación Ñandubay"), "estacion-nandubay");
    EXPECT_EQ(segment_code(411), "C0412");
}

// Outlines, on a lattice of unit blocks.
Town lattice(int columns, int rows) {
    Town town;
    town.columns = columns;
    town.rows = rows;
    for (int row = 0; row <= rows; ++row) {
        for (int column = 0; column <= columns; ++column)
            town.corners.push_back({100.0 * column, 100.0 * (rows - row)});
    }
    return town;
}

std::vector<bool> drawn(const std::vector<std::string>& picture) {
    std::vector<bool> blocks;
    for (const auto& row : picture) {
        for (const char block : row) blocks.push_back(block == '#');
    }
    return blocks;
}

TEST(Outline, OneBlockIsASquare) {
    const auto shape = outline(lattice(1, 1), drawn({"#"}));
    ASSERT_EQ(shape.size(), 1u);
    ASSERT_EQ(shape[0].size(), 1u);
    EXPECT_EQ(shape[0][0].size(), 5u);
    EXPECT_EQ(shape[0][0].front(), shape[0][0].back());
}

TEST(Outline, ARingOfBlocksHasAHole) {
    const auto shape = outline(lattice(3, 3), drawn({"###",  //
                                                     "#.#",  //
                                                     "###"}));
    ASSERT_EQ(shape.size(), 1u);
    ASSERT_EQ(shape[0].size(), 2u);
    EXPECT_NEAR(geo::square_metres(shape), 8 * geo::square_metres(outline(lattice(1, 1), drawn({"#"}))), 60);
}

TEST(Outline, BlocksThatMeetInACornerAreTwoPolygons) {
    const auto shape = outline(lattice(2, 2), drawn({"#.",  //
                                                     ".#"}));
    ASSERT_EQ(shape.size(), 2u);
    EXPECT_EQ(shape[0].size(), 1u);
    EXPECT_EQ(shape[1].size(), 1u);
}

TEST(Outline, AHoleThatReachesTheOutsideInACornerStaysAHole) {
    const auto shape = outline(lattice(3, 3), drawn({"###",  //
                                                     "#.#",  //
                                                     "##."}));
    ASSERT_EQ(shape.size(), 1u);
    ASSERT_EQ(shape[0].size(), 2u);
    std::set<LonLat> corners(shape[0][0].begin(), shape[0][0].end());
    EXPECT_EQ(corners.size() + 1, shape[0][0].size()) << "the outer ring touches itself";
}

}  // namespace
}  // namespace atalaya::simulate
