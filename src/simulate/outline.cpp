// The border of a set of blocks, walked with the blocks at the left hand.
#include <algorithm>
#include <array>
#include <map>

#include "simulate/town.hpp"

namespace atalaya::simulate {
namespace {

struct Edge {
    int from, to;  // corners
    int block;     // at its left
};

// The four sides of a block, counter-clockwise from its south-west corner.
std::array<Edge, 4> sides(const Town& town, int block) {
    const int width = town.columns + 1;
    const int nw = block / town.columns * width + block % town.columns;
    const int ne = nw + 1, sw = nw + width, se = sw + 1;
    return {{{sw, se, block}, {se, ne, block}, {ne, nw, block}, {nw, sw, block}}};
}

int across(const Town& town, int block, int side) {
    const int row = block / town.columns, column = block % town.columns;
    switch (side) {
        case 0: return row + 1 < town.rows ? block + town.columns : -1;
        case 1: return column + 1 < town.columns ? block + 1 : -1;
        case 2: return row > 0 ? block - town.columns : -1;
        default: return column > 0 ? block - 1 : -1;
    }
}

std::multimap<int, Edge> border(const Town& town, const std::vector<bool>& wanted) {
    std::multimap<int, Edge> edges;
    for (int block = 0; block < static_cast<int>(wanted.size()); ++block) {
        if (!wanted[block]) continue;
        const auto around = sides(town, block);
        for (int side = 0; side < 4; ++side) {
            const int other = across(town, block, side);
            if (other < 0 || !wanted[other]) edges.emplace(around[side].from, around[side]);
        }
    }
    return edges;
}

// Where two blocks meet in one corner only, the walk stays with its own block.
std::multimap<int, Edge>::iterator next_of(std::multimap<int, Edge>& edges, const Edge& edge) {
    const auto [first, past] = edges.equal_range(edge.to);
    for (auto it = first; it != past; ++it) {
        if (it->second.block == edge.block) return it;
    }
    return first;
}

// Takes one closed walk out of `edges`. A walk that comes back to a corner before its
// end leaves that loop as a ring of its own: rings may touch each other, never themselves.
std::vector<std::vector<int>> walk(std::multimap<int, Edge>& edges) {
    std::vector<std::vector<int>> rings;
    auto it = edges.begin();
    const int start = it->first;
    std::vector<int> path{start};
    while (true) {
        const Edge edge = it->second;
        edges.erase(it);
        const auto seen = std::find(path.begin(), path.end(), edge.to);
        if (seen != path.end()) {
            rings.emplace_back(seen, path.end());
            rings.back().push_back(edge.to);
            path.erase(seen + 1, path.end());
        } else {
            path.push_back(edge.to);
        }
        if (edge.to == start) return rings;
        it = next_of(edges, edge);
    }
}

double doubled_area(const std::vector<Planar>& ring) {
    double sum = 0;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        sum += ring[i].x * ring[i + 1].y - ring[i + 1].x * ring[i].y;
    }
    return sum;
}

bool inside(const std::vector<Planar>& ring, Planar p) {
    bool odd = false;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        const auto a = ring[i], b = ring[i + 1];
        if ((a.y > p.y) != (b.y > p.y) && p.x < a.x + (p.y - a.y) / (b.y - a.y) * (b.x - a.x)) odd = !odd;
    }
    return odd;
}

geo::Ring placed(const Town& town, const std::vector<Planar>& ring) {
    geo::Ring out;
    for (const auto at : ring) out.push_back(town.lonlat(at));
    return out;
}

}  // namespace

geo::MultiPolygon outline(const Town& town, const std::vector<bool>& wanted) {
    auto edges = border(town, wanted);
    struct Outer {
        std::vector<Planar> ring;
        geo::Polygon polygon;
    };
    std::vector<Outer> outers;
    std::vector<std::vector<Planar>> holes;
    while (!edges.empty()) {
        for (const auto& corners : walk(edges)) {
            std::vector<Planar> ring;
            for (const int corner : corners) ring.push_back(town.corners[corner]);
            if (doubled_area(ring) > 0) {
                outers.push_back({ring, {placed(town, ring)}});
            } else {
                holes.push_back(ring);
            }
        }
    }
    for (const auto& hole : holes) {
        const Planar middle{(hole[0].x + hole[1].x) / 2, (hole[0].y + hole[1].y) / 2};
        for (auto& [ring, polygon] : outers) {
            if (!inside(ring, middle)) continue;
            polygon.push_back(placed(town, hole));
            break;
        }
    }
    geo::MultiPolygon shape;
    for (auto& outer : outers) shape.push_back(std::move(outer.polygon));
    return shape;
}

}  // namespace atalaya::simulate
