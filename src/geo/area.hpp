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

using Ring = std::vector<LonLat>;      // closed: first == last, at least four points
using Polygon = std::vector<Ring>;     // outer ring, then holes
using MultiPolygon = std::vector<Polygon>;

struct Box {
    double west, south, east, north;
};

struct Feature {
    std::vector<std::pair<std::string, std::string>> properties;  // numbers written without a trailing ".0"
    MultiPolygon shape;                                           // empty unless (Multi)Polygon

    const std::string* property(std::string_view name) const;
};

// A FeatureCollection of Polygons and MultiPolygons (RFC 7946; "crs" of WGS 84 accepted).
// Throws Error{bad_input} naming the feature and what was expected.
std::vector<Feature> read_geojson(std::string_view text);
// One (Multi)Polygon as GeoJSON geometry text with 7 decimals, and back.
std::string geojson_geometry(const MultiPolygon& shape);
MultiPolygon parse_geojson_geometry(std::string_view text);

Box box_of(const MultiPolygon& shape);
double square_metres(const MultiPolygon& shape);  // on the sphere of equal area
LonLat centre_of(const MultiPolygon& shape);      // a point inside the largest part, good for a label

// Which area a point is in. Areas may not overlap (of those that do, the first wins);
// a point on a shared border belongs to exactly one. Built once, asked millions of times:
// a 512 x 512 grid over the box says "all inside k", "outside", or which edges to test.
// O(vertices) to build; > 5 M points/s a core to ask.
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

// Outlines simplified together so that shared borders stay shared (Visvalingam on arcs
// cut at junctions): no gaps or overlaps appear between neighbours. `tolerance` in metres.
std::vector<MultiPolygon> simplified_together(std::span<const MultiPolygon> shapes, double tolerance);

}  // namespace atalaya::geo
