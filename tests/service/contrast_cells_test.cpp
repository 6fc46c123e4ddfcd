#include "service/contrast_cells.hpp"

#include "support.hpp"

namespace atalaya::service {
namespace {

// Against the slow sum over every cell (World::sum).
TEST(ContrastCells, OfEveryTerritoryTheyAddUpToItsSum) {
    const World& world = marejada().worlds->at("");
    CellsByPlace places;
    const Period year = *parse_period("2024");
    std::vector<const TerritoryInfo*> all{&world.territory({})};
    for (const char* layer : {"barrio", "delegacion"})
        for (const auto* one : world.layer(layer)) all.push_back(one);
    ASSERT_GT(all.size(), 10U);
    for (const auto* territory : all) {
        for (int again = 0; again < 2; ++again) {
            std::int64_t rows = 0, units = 0;
            for (const auto& cell : places.in(world, world.cells("vehiculo"), *territory)) {
                if (cell.month < month_index(month_of(year.first)) ||
                    cell.month >= month_index(month_of(year.past_end)))
                    continue;
                rows += cell.rows;
                units += cell.units;
            }
            const auto sum = world.sum("vehiculo", *territory, year);
            EXPECT_EQ(rows, sum.rows) << territory->territory.text();
            EXPECT_EQ(units, sum.units) << territory->territory.text();
        }
    }
}

}  // namespace
}  // namespace atalaya::service
