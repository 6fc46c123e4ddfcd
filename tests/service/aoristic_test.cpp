// The hours at which things may have happened, of facts that the source knows between two instants.
#include <gmock/gmock.h>

#include <numeric>

#include "support.hpp"

namespace atalaya::service {
namespace {

// New York as its sample has it.
Town& new_york() {
    auto& town = towns()["nueva-york, sample"];
    if (town) return *town;
    town = std::make_unique<Town>("nueva-york");
    fs::create_directories(town->files);
    fs::copy_file(source_folder() / "sources/nueva-york-vehiculos/sample.csv",
                  town->files / "robo_de_vehiculos.csv");
    town->deliveries = {{town->files / "robo_de_vehiculos.csv"}};
    town->publish_all();
    return *town;
}

TEST(AoristicFigure, WeighsEachFactOverItsInterval) {
    const Figure figure = new_york().figure("vehiculo", "aoristic", "ciudad", "2015-07");
    ASSERT_EQ(figure.series.size(), 168u);
    double sum = 0;
    for (const auto& point : figure.series) sum += *point.value;
    EXPECT_NEAR(sum, static_cast<double>(figure.records_in), 1e-9);
    EXPECT_EQ(figure.records_in + figure.records_out,
              *new_york().figure("vehiculo", "count", "ciudad", "2015-07").value);
    EXPECT_GE(figure.records_out, 1) << "one has no interval";
    // Sunday 5 July 2015, 12:05 to 12:40.
    EXPECT_EQ(figure.series[6 * 24 + 12].label, "6 12");
    EXPECT_GE(*figure.series[6 * 24 + 12].value, 1);
}

TEST(AoristicFigure, SaysWhereNoSourceGivesIntervals) {
    EXPECT_EQ(marejada().figure("robo", "aoristic", "ciudad", "2024-03").reason, "no_intervals");
    EXPECT_EQ(new_york().figure("vehiculo", "aoristic", "ciudad", "2013-03").reason, "no_data");
}

}  // namespace
}  // namespace atalaya::service
