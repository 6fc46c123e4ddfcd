#include "render/map_hot.hpp"

#include <algorithm>
#include <limits>

#include "core/error.hpp"
#include "render/chart_strip.hpp"
#include "render/map_labels.hpp"
#include "render/map_parts.hpp"

namespace atalaya::render {

namespace {

constexpr Stroke border{theme::line2, 0.9};

struct DrawnCell {
    Outline outline;
    Rect box{};
    int level{};
};

DrawnCell drawn(const HotCell& cell, const MapProjection& projection) {
    constexpr double far = std::numeric_limits<double>::infinity();
    DrawnCell out{{{{}}, {}}, {far, far, -far, -far}, cell.level};
    for (const LonLat corner : cell.outline) {
        const Planar at = projection(corner);
        out.outline.rings.front().push_back(at);
        out.box = {std::min(out.box.left, at.x), std::min(out.box.top, at.y), std::max(out.box.right, at.x),
                   std::max(out.box.bottom, at.y)};
    }
    return out;
}

std::vector<Key> keys_of(const HotMap& map) {
    std::vector<Key> keys;
    for (std::size_t i = 0; i < theme::hot.size(); ++i)
        keys.push_back({Key::Mark::swatch, theme::hot[i], map.levels[i]});
    return keys;
}

}  // namespace

Drawing hot_map(const ChartFrame& frame, const HotMap& map) {
    for (const HotCell& cell : map.cells)
        expects(0 <= cell.level && cell.level < 3, "hot_map: a level of 0, 1 or 2");
    std::vector<geo::MultiPolygon> shapes;
    for (const MapArea& area : map.areas) shapes.push_back(area.shape);

    const double width = width_of(frame);
    const auto keys = keys_of(map);
    const double strip = strip_height(width, map.unit, keys) + 4;
    const MapProjection projection{shapes, width, units(map.height_mm) - strip - map_scale_height, strip};
    Canvas canvas{frame, strip + projection.height() + map_scale_height};
    draw_strip(canvas, {0, 0, width, strip}, map.unit, keys);
    draw_scale_bar(canvas, projection, strip + projection.height(), frame.number, map.kilometre);

    const auto outlines = outlines_of(shapes, projection);
    std::vector<std::string> paths;
    for (const Outline& outline : outlines) paths.push_back(path_of(outline));
    for (const Stroke& stroke : {map_coast, border}) {
        for (const std::string& path : paths) {
            if (!path.empty()) draw_outline(canvas, path, theme::surface, stroke);
        }
    }
    for (const HotCell& cell : map.cells) {
        const DrawnCell at = drawn(cell, projection);
        draw_outline(canvas, path_of(at.outline), theme::hot[static_cast<std::size_t>(at.level)],
                     {theme::surface, 0.3});
        canvas.avoid(at.box);
    }
    // Borders again, thin, so that one sees which area a hexagon is in.
    for (const std::string& path : paths) {
        if (!path.empty()) draw_outline(canvas, path, "none", {theme::ink3, 0.35});
    }
    std::vector<LabelWish> wishes;
    for (std::size_t i = 0; i < outlines.size(); ++i) {
        if (!outlines[i].rings.empty())
            wishes.push_back({&outlines[i], map.areas[i].label, theme::surface, map.areas[i].marked});
    }
    write_labels(canvas, wishes);
    return canvas.done();
}

}  // namespace atalaya::render
