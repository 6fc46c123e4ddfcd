// Numbers of spatial analysts that lie beside the repository.
#include "shared_golden.hpp"
#include "stats/hot_spots.hpp"

using namespace atalaya;
using namespace atalaya::stats;

TEST_F(SharedGolden, HotSpotsOfColumbus) {
    open("spatial_autocorr_columbus");
    if (IsSkipped()) return;
    const auto crime = column("columbus.csv", 2);
    const auto from = column("neighbours.csv", 0), to = column("neighbours.csv", 1);
    Neighbours beside;
    for (std::size_t i = 0; i < crime.size(); ++i) {
        for (std::size_t k = 0; k < from.size(); ++k) {
            if (from[k] == static_cast<double>(i + 1))
                beside.of.push_back(static_cast<std::uint32_t>(to[k] - 1));
        }
        beside.first.push_back(static_cast<std::uint32_t>(beside.of.size()));
    }
    const auto cells = *hot_spots(crime, beside);
    // Gi* by spdep, with binary weights and with weights that sum to one: the same.
    const auto binary = column("local_expected.csv", 8), standardised = column("local_expected.csv", 10);
    ASSERT_EQ(cells.size(), 49u);
    for (std::size_t i = 0; i < cells.size(); ++i) {
        close(cells[i].z, binary[i], 1e-9, std::to_string(i + 1));
        close(cells[i].z, standardised[i], 1e-9, std::to_string(i + 1));
    }
}
