#include "render/map_parts.hpp"

#include <algorithm>
#include <cmath>

#include "core/error.hpp"

namespace atalaya::render {

namespace {

constexpr double detail = 0.5;  // units: what is smaller cannot be seen

geo::Box box_of_all(std::span<const geo::MultiPolygon> shapes) {
    geo::MultiPolygon all;
    for (const auto& shape : shapes) all.insert(all.end(), shape.begin(), shape.end());
    expects(!all.empty(), "a map has at least one area with a shape");
    return geo::box_of(all);
}

geo::LocalPlane plane_about(const geo::Box& box) {
    return geo::LocalPlane{{(box.west + box.east) / 2, (box.south + box.north) / 2}};
}

// The longest of 1, 2, 5, 10 ... km within a reach; below 1 km, of 0.5, 0.2, 0.1 ...
double nice_kilometres(double reach) {
    double length = std::pow(10, std::floor(std::log10(reach)));
    for (const double digits : {5.0, 2.0}) {
        if (digits * length <= reach) return digits * length;
    }
    return length;
}

}  // namespace

MapProjection::MapProjection(std::span<const geo::MultiPolygon> shapes, double width, double height,
                             double top)
    : plane_{plane_about(box_of_all(shapes))} {
    const geo::Box box = box_of_all(shapes);
    const Planar low = plane_.to({box.west, box.south}), high = plane_.to({box.east, box.north});
    // Two units around for the outlines' width.
    metres_per_unit_ = std::max((high.x - low.x) / (width - 4), (high.y - low.y) / (height - 4));
    middle_ = {width / 2, top + (high.y - low.y) / metres_per_unit_ / 2 + 2};
    height_ = (high.y - low.y) / metres_per_unit_ + 4;
}

std::vector<Outline> outlines_of(std::span<const geo::MultiPolygon> shapes, const MapProjection& projection) {
    std::vector<Outline> outlines;
    for (const auto& shape : geo::simplified_together(shapes, detail * projection.metres_per_unit())) {
        Outline& outline = outlines.emplace_back();
        if (shape.empty()) continue;
        outline.centre = projection(geo::centre_of(shape));
        for (const geo::Polygon& polygon : shape) {
            for (const geo::Ring& ring : polygon) {
                auto& points = outline.rings.emplace_back();
                for (const LonLat& place : ring) points.push_back(projection(place));
            }
        }
    }
    return outlines;
}

std::string path_of(const Outline& outline) {
    SvgPath path;
    for (const auto& ring : outline.rings) {
        for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
            if (i == 0)
                path.move(ring[i].x, ring[i].y);
            else
                path.line(ring[i].x, ring[i].y);
        }
        path.close();
    }
    return path.str();
}

void draw_outline(Canvas& canvas, const std::string& path, std::string_view fill, const Stroke& stroke) {
    canvas.svg().element("path", {{"d", path},
                                  {"fill", fill},
                                  {"fill-rule", "evenodd"},
                                  {"stroke", stroke.colour},
                                  {"stroke-width", stroke.width},
                                  {"stroke-linejoin", "round"}});
}

void draw_scale_bar(Canvas& canvas, const MapProjection& projection, double top, const NumberText& number,
                    std::string_view kilometre) {
    const double reach = canvas.area().width() / 5 * projection.metres_per_unit() / 1000;
    const double kilometres = nice_kilometres(reach);
    const double length = kilometres * 1000 / projection.metres_per_unit();
    const Rect bar{1, top + 6, 1 + length, top + 11};
    canvas.line({bar.left, bar.bottom}, {bar.right, bar.bottom}, {theme::ink2, 1.2});
    canvas.line({bar.left, bar.top}, {bar.left, bar.bottom}, {theme::ink2, 1.2});
    canvas.line({bar.right, bar.top}, {bar.right, bar.bottom}, {theme::ink2, 1.2});
    canvas.write({bar.right + 6, bar.bottom}, number(kilometres) + " " + std::string{kilometre},
                 Anchor::start, {});
}

}  // namespace atalaya::render
