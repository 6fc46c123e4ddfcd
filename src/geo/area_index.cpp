// The rule that decides: an edge counts for a point when it crosses the ray that goes
// east from it, with half-open ends; a point is inside a shape when an odd number
// counts (see Edge::crosses). The index gives that very answer, sooner.
//
// Within one cell of the grid, an edge that stays out of the cell counts for all of
// the cell's points or for none, but for one thing: where the point's latitude passes
// an end of the edge that lies east of the cell. Ends come in pairs, so what is left
// is said by the edges that do touch the cell: each counts as
//
//     crosses(p)  xor  (its low end is east of the cell and not above p)
//                 xor  (its high end is east of the cell and not above p)
//
// and the parity of all these, over the edges that touch the cell, differs from the
// parity over all edges by a constant of the cell, taken once at its middle.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>

#include "core/error.hpp"
#include "geo/area.hpp"

namespace atalaya::geo {

namespace {

constexpr int side = 512;
// Cells are taken a little wider, so that rounding cannot put a point outside its cell.
constexpr double slack = 1e-3;  // of a cell

// From its lower end to its higher one whatever the ring's direction: two neighbours
// then ask the same question of a border that they share, to the last bit. A level
// edge crosses no ray; it is kept because its two ends pair those of its neighbours.
struct Edge {
    LonLat low, high;

    bool crosses(LonLat p) const {
        return low.lat <= p.lat && p.lat < high.lat &&
               (p.lon - low.lon) * (high.lat - low.lat) < (p.lat - low.lat) * (high.lon - low.lon);
    }
};

// An edge where it touches a cell.
struct LocalEdge {
    Edge edge;
    bool low_is_east;
    bool high_is_east;

    bool counts(LonLat p) const {
        return edge.crosses(p) ^ (low_is_east && edge.low.lat <= p.lat) ^
               (high_is_east && edge.high.lat <= p.lat);
    }
};

// The edges of one shape in one cell, and the constant that completes their parity.
struct Group {
    std::int32_t shape;
    std::uint32_t first_edge, past_edge;
    bool odd;
};

// In a cell that no border touches: the shape it lies in, or none. Otherwise
// -2 - i, where groups [cuts[i], cuts[i + 1]) decide.
using CellCode = std::int32_t;

std::vector<Edge> edges_of(const MultiPolygon& shape) {
    std::vector<Edge> edges;
    for (const Polygon& polygon : shape) {
        for (const Ring& ring : polygon) {
            for (std::size_t i = 1; i < ring.size(); ++i) {
                const LonLat a = ring[i - 1], b = ring[i];
                if (a == b) continue;
                const bool up = a.lat < b.lat || (a.lat == b.lat && a.lon < b.lon);
                edges.push_back(up ? Edge{a, b} : Edge{b, a});
            }
        }
    }
    return edges;
}

struct Cell {
    int column, row;
};

struct Raster {
    Box box{};
    double wide{}, high{};  // of a cell, degrees

    explicit Raster(const Box& all) : box{all} {
        wide = box.east > box.west ? (box.east - box.west) / side : 1;
        high = box.north > box.south ? (box.north - box.south) / side : 1;
    }
    bool holds(LonLat p) const {
        return p.lon >= box.west && p.lon < box.east && p.lat >= box.south && p.lat < box.north;
    }
    int column(double lon) const { return clamped((lon - box.west) / wide); }
    int row(double lat) const { return clamped((lat - box.south) / high); }
    LonLat middle(Cell cell) const {
        return {box.west + (cell.column + 0.5) * wide, box.south + (cell.row + 0.5) * high};
    }
    double east_of(int column) const { return box.west + (column + 1) * wide; }

    static int clamped(double cell) { return std::clamp(static_cast<int>(cell), 0, side - 1); }
};

// The cells that a shape can touch.
struct Window {
    Cell low, high;  // both included

    Window(const Raster& raster, const std::vector<Edge>& edges) {
        double west = edges.front().low.lon, east = west;
        double south = edges.front().low.lat, north = south;
        for (const auto& [a, b] : edges) {
            west = std::min({west, a.lon, b.lon});
            east = std::max({east, a.lon, b.lon});
            south = std::min(south, a.lat);
            north = std::max(north, b.lat);
        }
        const double across = slack * raster.wide, along = slack * raster.high;
        low = {raster.column(west - across), raster.row(south - along)};
        high = {raster.column(east + across), raster.row(north + along)};
    }
};

// Calls visit(row, first column, last column) for the cells that the edge touches.
template <class Visit>
void for_cells_touched(const Raster& raster, const Edge& edge, Visit visit) {
    const double gap = slack * raster.high;
    const int first = raster.row(edge.low.lat - gap), last = raster.row(edge.high.lat + gap);
    const double margin = slack * raster.wide;
    const double rise = edge.high.lat - edge.low.lat, run = edge.high.lon - edge.low.lon;
    for (int row = first; row <= last; ++row) {
        double a = edge.low.lon, b = edge.high.lon;
        if (first != last) {
            const double south = std::max(raster.box.south + row * raster.high - gap, edge.low.lat);
            const double north = std::min(raster.box.south + (row + 1) * raster.high + gap, edge.high.lat);
            if (rise > 0) a = edge.low.lon + (south - edge.low.lat) / rise * run;
            if (rise > 0) b = edge.low.lon + (north - edge.low.lat) / rise * run;
        }
        visit(row, raster.column(std::min(a, b) - margin), raster.column(std::max(a, b) + margin));
    }
}

// For the middles of the window's cells: inside the shape or not, by the rule above.
class Middles {
  public:
    Middles(const Raster& raster, const Window& window, const std::vector<Edge>& edges)
        : low_{window.low},
          columns_{static_cast<std::size_t>(window.high.column - window.low.column + 1)},
          odd_(columns_ * static_cast<std::size_t>(window.high.row - window.low.row + 1), 0) {
        for (const Edge& edge : edges) toggle_west_of(raster, edge);
        for (int row = window.low.row; row <= window.high.row; ++row) {
            for (int column = window.high.column; column > window.low.column; --column) {
                odd_[at(column - 1, row)] ^= odd_[at(column, row)];
            }
        }
    }
    bool inside(Cell cell) const { return odd_[at(cell.column, cell.row)] != 0; }

  private:
    std::size_t at(int column, int row) const {
        return static_cast<std::size_t>(row - low_.row) * columns_ +
               static_cast<std::size_t>(column - low_.column);
    }

    // The edge counts for the middles west of it: one mark on the last of them, summed up afterwards.
    void toggle_west_of(const Raster& raster, const Edge& edge) {
        for (int row = raster.row(edge.low.lat), last = raster.row(edge.high.lat); row <= last; ++row) {
            const double lat = raster.middle({0, row}).lat;
            if (lat < edge.low.lat || lat >= edge.high.lat) continue;
            const double lon = edge.low.lon + (lat - edge.low.lat) / (edge.high.lat - edge.low.lat) *
                                                  (edge.high.lon - edge.low.lon);
            int column = std::min(raster.column(lon) + 1, side - 1);
            while (column >= low_.column && !edge.crosses(raster.middle({column, row}))) --column;
            if (column >= low_.column) odd_[at(column, row)] ^= 1;
        }
    }

    Cell low_;
    std::size_t columns_;
    std::vector<std::uint8_t> odd_;
};

struct Touch {
    std::uint32_t cell;
    std::uint32_t edge;
};

Box joint_box(std::span<const MultiPolygon> shapes) {
    Box all = box_of({});
    for (const MultiPolygon& shape : shapes) {
        const Box box = box_of(shape);
        all = {std::min(all.west, box.west), std::min(all.south, box.south), std::max(all.east, box.east),
               std::max(all.north, box.north)};
    }
    return all;
}

}  // namespace

struct AreaIndex::Grid {
    Raster raster;
    std::vector<CellCode> cells;
    std::vector<std::uint32_t> cuts;
    std::vector<Group> groups;
    std::vector<LocalEdge> edges;

    explicit Grid(std::span<const MultiPolygon> shapes);
    int locate(LonLat p) const;

  private:
    // Groups in the order they were made, each with the cell it is of: the one whose code is -2 - i.
    struct CellGroups {
        std::uint32_t cells = 0;
        std::vector<std::uint32_t> of;
        std::vector<Group> made;
    };
    void add(std::int32_t shape, const std::vector<Edge>& edges, CellGroups& touched);
    Group group_of(std::int32_t shape, Cell cell, std::span<const Touch> touches,
                   const std::vector<Edge>& edges, bool middle_inside);
    void settle(const CellGroups& touched);
};

AreaIndex::Grid::Grid(std::span<const MultiPolygon> shapes)
    : raster{joint_box(shapes)}, cells(side * side, outside) {
    CellGroups touched;
    for (std::size_t i = 0; i < shapes.size(); ++i) {
        const auto edges = edges_of(shapes[i]);
        if (!edges.empty()) add(static_cast<std::int32_t>(i), edges, touched);
    }
    settle(touched);
}

// A cell that the shape fills takes its number, unless another touched it before: then a group without edges, after which
// nothing can follow. A cell that it touches takes a group of it. What was filled before stays as it was.
void AreaIndex::Grid::add(std::int32_t shape, const std::vector<Edge>& shape_edges, CellGroups& touched) {
    std::vector<Touch> touches;
    for (std::uint32_t i = 0; i < shape_edges.size(); ++i) {
        for_cells_touched(raster, shape_edges[i], [&](int row, int first, int last) {
            for (int column = first; column <= last; ++column) {
                touches.push_back({static_cast<std::uint32_t>(row * side + column), i});
            }
        });
    }
    std::ranges::stable_sort(touches, {}, &Touch::cell);

    const Window window{raster, shape_edges};
    const Middles middles{raster, window, shape_edges};
    std::size_t next = 0;
    for (int row = window.low.row; row <= window.high.row; ++row) {
        for (int column = window.low.column; column <= window.high.column; ++column) {
            const auto cell = static_cast<std::uint32_t>(row * side + column);
            const std::size_t first = next;
            while (next < touches.size() && touches[next].cell == cell) ++next;
            const bool middle_inside = middles.inside({column, row});
            if ((next == first && !middle_inside) || cells[cell] > outside) continue;
            if (next == first && cells[cell] == outside) {
                cells[cell] = shape;
                continue;
            }
            if (cells[cell] == outside) {
                cells[cell] = -2 - static_cast<CellCode>(touched.cells++);
            }
            touched.of.push_back(static_cast<std::uint32_t>(-2 - cells[cell]));
            touched.made.push_back(group_of(shape, {column, row},
                                            std::span{touches}.subspan(first, next - first), shape_edges,
                                            middle_inside));
        }
    }
    expects(next == touches.size(), "AreaIndex: every touched cell is in the window");
}

Group AreaIndex::Grid::group_of(std::int32_t shape, Cell cell, std::span<const Touch> touches,
                                const std::vector<Edge>& shape_edges, bool middle_inside) {
    Group group{shape, static_cast<std::uint32_t>(edges.size()), 0, middle_inside};
    const double east = raster.east_of(cell.column);
    const LonLat middle = raster.middle(cell);
    for (const Touch& touch : touches) {
        const Edge& edge = shape_edges[touch.edge];
        edges.push_back({edge, edge.low.lon > east, edge.high.lon > east});
        group.odd ^= edges.back().counts(middle);
    }
    group.past_edge = static_cast<std::uint32_t>(edges.size());
    return group;
}

// Lays them cell by cell, those of one cell in the order they were made: counted, then each to its place.
void AreaIndex::Grid::settle(const CellGroups& touched) {
    cuts.assign(touched.cells + 1, 0);
    for (const auto cell : touched.of) ++cuts[cell + 1];
    std::partial_sum(cuts.begin(), cuts.end(), cuts.begin());
    groups.resize(touched.made.size());
    auto next = cuts;
    for (std::size_t i = 0; i < touched.made.size(); ++i) groups[next[touched.of[i]]++] = touched.made[i];
}

int AreaIndex::Grid::locate(LonLat p) const {
    if (!raster.holds(p)) return outside;
    const auto cell =
        static_cast<std::size_t>(raster.row(p.lat)) * side + static_cast<std::size_t>(raster.column(p.lon));
    const CellCode code = cells[cell];
    if (code >= outside) return code;

    const auto i = static_cast<std::size_t>(-2 - code);
    for (std::uint32_t g = cuts[i]; g < cuts[i + 1]; ++g) {
        bool odd = groups[g].odd;
        for (std::uint32_t e = groups[g].first_edge; e < groups[g].past_edge; ++e) odd ^= edges[e].counts(p);
        if (odd) return groups[g].shape;
    }
    return outside;
}

AreaIndex::AreaIndex(std::span<const MultiPolygon> shapes) : grid_{std::make_unique<Grid>(shapes)} {}
AreaIndex::~AreaIndex() = default;
AreaIndex::AreaIndex(AreaIndex&&) noexcept = default;
AreaIndex& AreaIndex::operator=(AreaIndex&&) noexcept = default;

int AreaIndex::locate(LonLat point) const {
    return grid_->locate(point);
}

}  // namespace atalaya::geo
