// The shapes of a shapefile (.shp; ESRI Shapefile Technical Description, July 1998). Heights and measures are
// not read. Rings keep the file's coordinates, which its .prj tells: they are degrees only when that says so.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/message.hpp"
#include "geo/area.hpp"

namespace atalaya::intake {

struct ShapePoint {
    double x, y;
};

class Shapes {
  public:
    enum class Kind { none, points, lines, polygons, others };

    // `shp` outlives this. `shx`, the index, is used when there is one ("" when not): records may lie in another
    // order than they count, or be left over from a change. `what` is what messages call the file.
    // Throws Error{bad_input} when the heads cannot be or the file is shorter than they say.
    Shapes(std::string_view shp, std::string_view shx, std::string what);

    Kind kind() const { return kind_; }
    std::size_t size() const { return records_.size(); }

    // Of kind points: none for a null shape, or where a coordinate is no number or "no data" (below -1e38).
    std::optional<ShapePoint> point(std::size_t record) const;
    // Of kind polygons: outer rings turn clockwise, holes the other way; a hole belongs to the smallest outer
    // ring around it, and is an outer ring where there is none. Empty for a null shape. Throws Error{bad_input}
    // when parts, points or lengths contradict each other, or a ring is not closed.
    geo::MultiPolygon polygons(std::size_t record) const;

  private:
    void find_by_index(std::string_view shx);
    void find_in_order();
    void add(std::size_t at);
    [[noreturn]] void refuse(std::size_t record, const Message& why) const;
    std::string_view content(std::size_t record, std::uint32_t type) const;

    std::string_view bytes_;
    std::string what_;
    std::uint32_t type_ = 0;
    Kind kind_ = Kind::none;
    std::vector<std::string_view> records_;  // from the type on
};

}  // namespace atalaya::intake
