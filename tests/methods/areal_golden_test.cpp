// Births of the counties of North Carolina on a grid, as R's sf moved them (shared/golden/areal_interpolation_nc).
#include "geo/overlap.hpp"
#include "shared_golden.hpp"
#include "stats/areal.hpp"

namespace atalaya {
namespace {

class RealFilesArealInterpolation : public SharedGolden {
  protected:
    void SetUp() override { open("areal_interpolation_nc"); }

    void read_counties() {
        std::ifstream file{source_folder() / "../shared/golden/areal_interpolation_nc/nc_32119.geojson"};
        const json published = json::parse(file);
        for (const auto& feature : published["features"]) {
            births.push_back(feature["properties"]["BIR74"]);
            geo::PlanarShape shape;
            for (const auto& polygon : feature["geometry"]["coordinates"]) {
                shape.emplace_back();
                for (const auto& ring : polygon) {
                    shape.back().emplace_back();
                    for (const auto& at : ring) shape.back().back().push_back({at[0], at[1]});
                }
            }
            whole.push_back(geo::area(shape));
            counties.push_back(std::move(shape));
        }
    }
    void make_grid() {
        const auto& grid = golden["grid"];
        const int nx = grid["nx"], ny = grid["ny"];
        const double west = grid["xmin"], south = grid["ymin"];
        const double width = (grid["xmax"].get<double>() - west) / nx;
        const double height = (grid["ymax"].get<double>() - south) / ny;
        for (int j = 0; j < ny; ++j) {
            for (int i = 0; i < nx; ++i) {
                const double x = west + i * width, y = south + j * height;
                cells.push_back({{{{x, y}, {x + width, y}, {x + width, y + height}, {x, y + height}}}});
                middles.push_back({x + width / 2, y + height / 2});
            }
        }
    }

    std::vector<geo::PlanarShape> counties, cells;
    std::vector<double> births, whole;
    std::vector<Planar> middles;
};

TEST_F(RealFilesArealInterpolation, CellsAndTheirTotalAreThoseOfSf) {
    read_counties();
    make_grid();
    std::vector<stats::SourcePart> parts;
    for (const auto& part : geo::overlaps(counties, cells))
        parts.push_back({part.source, part.target, part.area});
    const auto spread = stats::spread_counts(births, whole, parts, cells.size());
    const auto averaged = stats::averaged_rates(births, parts, cells.size());

    const double relative = golden["tolerance"]["relative"];
    double total = 0;
    for (const double value : spread.values) total += value;
    near(total, golden["target_total"], relative, "total");
    EXPECT_NEAR(spread.lost, 0, 1);

    const auto x = column("expected_cells.csv", 0), y = column("expected_cells.csv", 1);
    const auto extensive = column("expected_cells.csv", 2), intensive = column("expected_cells.csv", 3);
    int found = 0;
    for (std::size_t row = 0; row < x.size(); ++row) {
        for (std::size_t i = 0; i < middles.size(); ++i) {
            if (std::hypot(middles[i].x - x[row], middles[i].y - y[row]) > 1) continue;
            near(spread.values[i], extensive[row], relative, fmt::format("cell {}", i));
            near(*averaged[i], intensive[row], relative, fmt::format("cell {}", i));
            ++found;
        }
    }
    EXPECT_EQ(found, golden["cells"].get<int>());
    EXPECT_EQ(std::ranges::count_if(averaged, [](const auto& cell) { return cell.has_value(); }), found)
        << "and no other cell has anything";
}

}  // namespace
}  // namespace atalaya
