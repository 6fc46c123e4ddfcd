// Areas on the ground: polygons read from GeoJSON, which one a point is in, how
// large they are, and lighter outlines to draw.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/place.hpp"

namespace atalaya::geo {

class Projection;

using Ring = std::vector<LonLat>;   // closed: first == last, at least four points
using Polygon = std::vector<Ring>;  // outer ring, then holes
using MultiPolygon = std::vector<Polygon>;

struct Box {
    double west, south, east, north;
};

struct Feature {
    std::vector<std::pair<std::string, std::string>> properties;  // numbers written without a trailing ".0"
    MultiPolygon shape;                                           // empty unless (Multi)Polygon

    const std::string* property(std::string_view name) const;
};

// A FeatureCollection (RFC 7946; "crs" of WGS 84 accepted), or one in the system that `from` says. Heights are dropped; other geometries
// and null leave an empty shape; lists among the properties are kept as JSON.
// Throws Error{bad_input} naming the feature (1 is the first) and what was expected.
std::vector<Feature> read_geojson(std::string_view text, const Projection* from = nullptr);
// One (Multi)Polygon as GeoJSON geometry text with 7 decimals, and back.
std::string geojson_geometry(const MultiPolygon& shape);
MultiPolygon parse_geojson_geometry(std::string_view text);

Box box_of(const MultiPolygon& shape);
// On the sphere that has the ellipsoid's areas (authalic latitudes, Snyder 1987, eq. 3-12):
// holes are taken off; rings may turn either way. 0 for an empty shape.
double square_metres(const MultiPolygon& shape);
// The point of the largest part that is farthest from its border (to 0.5 % of its
// width): inside, and good for a label. Requires at least one polygon.
LonLat centre_of(const MultiPolygon& shape);

// Which area a point is in. Areas may not overlap (of those that do, the first wins);
// a point on a shared border belongs to exactly one. Built once, asked millions of times:
// a 512 x 512 grid over the box says "all inside k", "outside", or which edges to test.
// O(vertices + cells of their boxes) to build; > 5 M points/s a core to ask. NaN is outside.
class AreaIndex {
  public:
    explicit AreaIndex(std::span<const MultiPolygon> shapes);
    ~AreaIndex();
    AreaIndex(AreaIndex&&) noexcept;
    AreaIndex& operator=(AreaIndex&&) noexcept;

    static constexpr int outside = -1;
    int locate(LonLat point) const;

  private:
    struct Grid;
    std::unique_ptr<Grid> grid_;
};

// Outlines simplified together so that shared borders stay shared (Visvalingam and Whyatt
// 1993 on arcs cut at junctions): no gaps or overlaps appear between neighbours, no
// line comes to cross another, no part vanishes. Borders drawn twice within a metre of
// each other become one first. Points go while the triangle with their neighbours
// is smaller than tolerance^2 / 2; `tolerance` in metres, 0 only joins borders.
// Same order and number of shapes. O(n log n) for n vertices.
std::vector<MultiPolygon> simplified_together(std::span<const MultiPolygon> shapes, double tolerance);

}  // namespace atalaya::geo
