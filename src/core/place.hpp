// Where: a position as written (degrees), and one to compute with (metres).
#pragma once

#include <compare>

namespace atalaya {

// WGS 84 degrees, as a source wrote them.
struct LonLat {
    double lon{};
    double lat{};
    friend auto operator<=>(const LonLat&, const LonLat&) = default;
};

// Metres on a local plane; only a projection makes one from a LonLat.
struct Planar {
    double x{};
    double y{};
    friend auto operator<=>(const Planar&, const Planar&) = default;
};

}  // namespace atalaya
