// What every map has: areas from degrees to the picture, their outlines as paths, a scale.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "geo/area.hpp"
#include "geo/plane.hpp"
#include "render/chart_canvas.hpp"
#include "render/map_labels.hpp"

namespace atalaya::render {

inline constexpr double map_scale_height = 20;        // units, below the map
inline constexpr Stroke map_coast{theme::ink3, 1.8};  // around all areas together

// From degrees to the picture: as large as the frame allows, in the middle of its width.
class MapProjection {
  public:
    // At least one shape that is not empty; `width`, `height` and `top` in units.
    MapProjection(std::span<const geo::MultiPolygon> shapes, double width, double height, double top);

    Planar operator()(LonLat place) const {
        const Planar at = plane_.to(place);
        return {middle_.x + at.x / metres_per_unit_, middle_.y - at.y / metres_per_unit_};
    }
    double metres_per_unit() const { return metres_per_unit_; }
    double height() const { return height_; }

  private:
    geo::LocalPlane plane_;
    double metres_per_unit_{};
    Planar middle_{};
    double height_{};
};

// Simplified together, to what can be seen; an empty shape has no rings.
std::vector<Outline> outlines_of(std::span<const geo::MultiPolygon> shapes, const MapProjection& projection);

std::string path_of(const Outline& outline);
void draw_outline(Canvas& canvas, const std::string& path, std::string_view fill, const Stroke& stroke);

// At the left, below `top`: as long as it says.
void draw_scale_bar(Canvas& canvas, const MapProjection& projection, double top, const NumberText& number,
                    std::string_view kilometre);

}  // namespace atalaya::render
