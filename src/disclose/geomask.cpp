#include "disclose/geomask.hpp"

#include <bit>
#include <cmath>
#include <string>

#include "core/error.hpp"
#include "stats/random.hpp"
#include "stats/spatial/place_grid.hpp"

namespace atalaya::disclose {

namespace {

constexpr double one_and_rounding = 1 + 1e-12;  // so that the true place itself is within

double squared(double x, double y) {
    return x * x + y * y;
}

// By the bits of the place; 0 and -0 are one.
std::uint64_t stream_for(Planar place) {
    const auto bits = [](double value) { return std::bit_cast<std::uint64_t>(value == 0 ? 0.0 : value); };
    return stats::stream_of("geomask " + std::to_string(bits(place.x)) + " " + std::to_string(bits(place.y)));
}

void expect_ring(Ring ring) {
    expects(0 <= ring.inner.value && ring.inner.value < ring.outer.value && std::isfinite(ring.outer.value),
            "geomask: 0 <= inner < outer");
}

}  // namespace

double mean_moved(Ring ring) {
    expect_ring(ring);
    const double r = ring.inner.value, R = ring.outer.value;
    return 2.0 / 3 * (R * R + R * r + r * r) / (R + r);
}

Planar offset(Planar place, Ring ring, std::uint64_t seed) {
    expect_ring(ring);
    const double r = ring.inner.value, R = ring.outer.value;
    stats::Random random{seed, stream_for(place)};
    for (;;) {
        const double dx = random.uniform(-R, R), dy = random.uniform(-R, R), d = squared(dx, dy);
        if (r * r <= d && d <= R * R) return {dx, dy};
    }
}

std::vector<double> hidden_among(std::span<const Planar> places, std::span<const Planar> masked,
                                 std::span<const Planar> homes, std::span<const double> residents) {
    expects(places.size() == masked.size(), "hidden_among: one masked place per place");
    expects(residents.empty() || residents.size() == homes.size(), "hidden_among: residents of each home");
    double widest = 0;
    std::vector<double> moved;
    for (std::size_t i = 0; i < places.size(); ++i) {
        moved.push_back(std::sqrt(squared(masked[i].x - places[i].x, masked[i].y - places[i].y)));
        widest = std::max(widest, moved.back());
    }
    const stats::PlaceGrid grid{homes, widest};
    std::vector<double> among;
    for (std::size_t i = 0; i < places.size(); ++i) {
        double sum = 0;
        grid.within(masked[i], moved[i] * one_and_rounding,
                    [&](std::uint32_t home, double) { sum += residents.empty() ? 1 : residents[home]; });
        among.push_back(sum);
    }
    return among;
}

}  // namespace atalaya::disclose
