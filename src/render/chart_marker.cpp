#include "render/chart_marker.hpp"

namespace atalaya::render {

void draw_marker(Canvas& canvas, Planar at, Marker marker, double radius, std::string_view colour) {
    const double r = radius, wide = 1.15 * radius;
    switch (marker) {
        case Marker::circle: return canvas.dot(at, r, colour);
        case Marker::ring:
            canvas.svg().element("circle", {{"cx", at.x},
                                            {"cy", at.y},
                                            {"r", r},
                                            {"fill", theme::surface},
                                            {"stroke", colour},
                                            {"stroke-width", 1.3}});
            return;
        case Marker::triangle:
            return canvas.polygon({{at.x, at.y - wide}, {at.x + wide, at.y + r}, {at.x - wide, at.y + r}},
                                  colour);
        case Marker::square:
            return canvas.rect({at.x - 0.9 * r, at.y - 0.9 * r, at.x + 0.9 * r, at.y + 0.9 * r}, colour);
        case Marker::diamond:
            return canvas.polygon(
                {{at.x, at.y - wide}, {at.x + wide, at.y}, {at.x, at.y + wide}, {at.x - wide, at.y}}, colour);
        case Marker::cross:
            canvas.line({at.x - r, at.y - r}, {at.x + r, at.y + r}, {colour, 1.3});
            canvas.line({at.x - r, at.y + r}, {at.x + r, at.y - r}, {colour, 1.3});
            return;
    }
}

}  // namespace atalaya::render
