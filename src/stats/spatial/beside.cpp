// Neighbours by border, by distance and by rank of distance (stats/spatial/weights.hpp).
#include <algorithm>
#include <cmath>

#include "core/error.hpp"
#include "geo/topology.hpp"
#include "stats/spatial/place_grid.hpp"
#include "stats/spatial/weights.hpp"

namespace atalaya::stats {

namespace {

using Link = std::pair<std::uint32_t, std::uint32_t>;

// What two shapes may have in common, a corner or a side, and one of the shapes that has it.
struct Part {
    std::uint64_t key;
    std::uint32_t shape;
    friend auto operator<=>(const Part&, const Part&) = default;
};

std::vector<Part> parts_of(const geo::Topology& topology, Contiguity contiguity) {
    std::vector<Part> parts;
    const auto add = [&](std::uint32_t shape, const std::vector<geo::Vertex>& arc) {
        if (contiguity == Contiguity::queen) {
            for (const auto v : arc) parts.push_back({v, shape});
            return;
        }
        for (std::size_t k = 1; k < arc.size(); ++k) {
            const auto [a, b] = std::minmax(arc[k - 1], arc[k]);
            parts.push_back({std::uint64_t{a} << 32 | b, shape});
        }
    };
    for (std::uint32_t shape = 0; shape < topology.shapes.size(); ++shape) {
        for (const auto& polygon : topology.shapes[shape]) {
            for (const auto& ring : polygon) {
                for (const auto& use : ring) add(shape, topology.arcs[use.arc]);
            }
        }
    }
    std::ranges::sort(parts);
    parts.erase(std::unique(parts.begin(), parts.end()), parts.end());
    return parts;
}

}  // namespace

Neighbours contiguous(std::span<const geo::MultiPolygon> shapes, Contiguity contiguity, double weld) {
    const auto parts = parts_of(geo::topology_of(shapes, weld), contiguity);
    std::vector<Link> links;
    for (std::size_t first = 0, past = 0; first < parts.size(); first = past) {
        while (past < parts.size() && parts[past].key == parts[first].key) ++past;
        for (std::size_t a = first; a < past; ++a) {
            for (std::size_t b = first; b < past; ++b)
                if (a != b) links.emplace_back(parts[a].shape, parts[b].shape);
        }
    }
    return from_links(std::move(links), shapes.size());
}

Neighbours k_nearest(std::span<const Planar> places, std::size_t k) {
    Neighbours out;
    const double n = static_cast<double>(places.size());
    const std::size_t wanted = std::min(k, places.empty() ? 0 : places.size() - 1);
    const double diameter = PlaceGrid{places, 1e300}.diameter();
    const double start = diameter * std::sqrt(static_cast<double>(wanted + 1) / std::max(n, 1.0)) / 2;
    const PlaceGrid grid{places, start};
    std::vector<std::pair<double, std::uint32_t>> near;
    for (std::uint32_t i = 0; i < places.size(); ++i) {
        for (double radius = start;; radius *= 2) {
            const bool all = radius > 2 * diameter || diameter == 0;
            near.clear();
            grid.within(places[i], all ? 4 * diameter + 1 : radius, [&](std::uint32_t j, double squared) {
                if (j != i) near.emplace_back(squared, j);
            });
            if (near.size() >= wanted || all) break;
        }
        const auto past = near.begin() + static_cast<std::ptrdiff_t>(std::min(wanted, near.size()));
        std::partial_sort(near.begin(), past, near.end());
        const auto begin = static_cast<std::ptrdiff_t>(out.of.size());
        for (auto it = near.begin(); it != past; ++it) out.of.push_back(it->second);
        std::sort(out.of.begin() + begin, out.of.end());
        out.first.push_back(static_cast<std::uint32_t>(out.of.size()));
    }
    return out;
}

Neighbours within(std::span<const Planar> places, double low, double high) {
    expects(low >= 0 && low <= high, "within: 0 <= low <= high");
    const PlaceGrid grid{places, high};
    std::vector<Link> links;
    for (std::uint32_t i = 0; i < places.size(); ++i) {
        grid.within(places[i], high, [&](std::uint32_t j, double squared) {
            if (j != i && squared >= low * low) links.emplace_back(i, j);
        });
    }
    return from_links(std::move(links), places.size());
}

}  // namespace atalaya::stats
