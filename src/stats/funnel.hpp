// Territories against the rest of their city: which differ beyond chance and beyond
// the differences that territories ordinarily have.
//
// Source: Spiegelhalter 2005, Statistics in Medicine 24, 1185-1202 (funnel plots,
// winsorised over-dispersion).
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "stats/why.hpp"

namespace atalaya::stats {

enum class Position { above, within, below };

std::string_view code(Position position);

struct FunnelPoint {
    Maybe<double> ratio;  // rate here / rate in the rest; no_exposure, or no_base when the rest has no event
    double z{};           // of the test, before over-dispersion; 0 when not computable
    double low{};         // ratios between low and high are within
    double high{};
    Position position = Position::within;
};

// How much territories ordinarily differ: taken from their z, or (chance) not at all, phi 1.
enum class Spread { winsorised, chance };

// The mean of z^2 after the extreme tenth on each side is drawn in to the 10th and 90th percentile; at least 1, and 1
// for fewer than five. O(n log n).
double winsorised_dispersion(std::vector<double> z);

struct Funnel {
    double phi = 1;  // >= 1
    std::vector<FunnelPoint> points;
};

// For each territory, its count among all of the city's against its share s of the
// exposure, z = (O - N s) / sqrt(N s (1 - s)): a comparison with the rest, never with a
// city that contains it. phi is the mean of z^2 after the extreme tenth on each
// side is drawn in to the 10th and 90th percentile, and at least 1 (at least 1 also
// when fewer than five territories can be computed); a territory is above or below when |z| > q sqrt(phi), q the normal
// quantile of `confidence` (0.95 or 0.998 in use). Equal lengths. O(n log n).
Funnel funnel(std::span<const double> events, std::span<const double> exposure, double confidence = 0.95,
              Spread spread = Spread::winsorised);

}  // namespace atalaya::stats
