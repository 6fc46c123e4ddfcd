#include "render/map.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/error.hpp"
#include "geo/plane.hpp"
#include "render/chart_classes.hpp"
#include "render/chart_strip.hpp"
#include "render/map_labels.hpp"
#include "render/svg_text.hpp"

namespace atalaya::render {

namespace {

constexpr double scale_height = 20;  // below the map
constexpr double detail = 0.5;       // units: what is smaller cannot be seen
constexpr Stroke border{theme::surface, 0.9}, coast{theme::ink3, 1.8};

geo::Box box_of(const Choropleth& map) {
    geo::MultiPolygon all;
    for (const MapArea& area : map.areas) all.insert(all.end(), area.shape.begin(), area.shape.end());
    expects(!all.empty(), "choropleth: at least one area with a shape");
    return geo::box_of(all);
}

// From degrees to the picture: as large as the frame allows, in the middle of its width.
class Projection {
  public:
    Projection(const geo::Box& box, double width, double height, double top)
        : plane_{{(box.west + box.east) / 2, (box.south + box.north) / 2}} {
        const Planar low = plane_.to({box.west, box.south}), high = plane_.to({box.east, box.north});
        // Two units around for the outlines' width.
        metres_per_unit_ = std::max((high.x - low.x) / (width - 4), (high.y - low.y) / (height - 4));
        middle_ = {width / 2, top + (high.y - low.y) / metres_per_unit_ / 2 + 2};
        height_ = (high.y - low.y) / metres_per_unit_ + 4;
    }
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

// White under the hatch where there is no datum.
std::string_view fill_of(const MapArea& area, const std::vector<double>& limits) {
    if (!area.value) return theme::surface;
    return class_colour(class_of(*area.value, limits), static_cast<int>(limits.size()) + 1);
}

std::vector<Outline> outlines_of(const Choropleth& map, const Projection& projection) {
    std::vector<geo::MultiPolygon> shapes;
    for (const MapArea& area : map.areas) shapes.push_back(area.shape);

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

void draw_areas(Canvas& canvas, const Choropleth& map, const std::vector<Outline>& outlines) {
    std::vector<std::string> paths;
    for (const Outline& outline : outlines) paths.push_back(path_of(outline));
    const auto each = [&](auto draw) {
        for (std::size_t i = 0; i < paths.size(); ++i) {
            if (!paths[i].empty()) draw(map.areas[i], paths[i]);
        }
    };

    // What is seen of the first stroke is the rim of all areas together.
    each([&](const MapArea&, const std::string& path) { draw_outline(canvas, path, theme::surface, coast); });
    const std::string missing = canvas.hatch_fill();
    each([&](const MapArea& area, const std::string& path) {
        const auto fill = area.value ? fill_of(area, map.limits) : std::string_view{missing};
        draw_outline(canvas, path, fill, area.value ? border : Stroke{theme::line2, 0.9});
    });
    each([&](const MapArea& area, const std::string& path) {
        if (!area.marked) return;
        draw_outline(canvas, path, "none", {theme::surface, 4});
        draw_outline(canvas, path, "none", {theme::ink, 2.2});
    });
}

// The territory of the bulletin first, then the highest values.
std::vector<std::size_t> in_order_of_interest(const Choropleth& map) {
    std::vector<std::size_t> order(map.areas.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) {
        const MapArea &x = map.areas[a], &y = map.areas[b];
        if (x.marked != y.marked) return x.marked;
        return x.value.value_or(-1) > y.value.value_or(-1);
    });
    return order;
}

void label_areas(Canvas& canvas, const Choropleth& map, const std::vector<Outline>& outlines) {
    std::vector<LabelWish> wishes;
    std::vector<std::size_t> owner;
    for (const std::size_t i : in_order_of_interest(map)) {
        if (outlines[i].rings.empty()) continue;
        const MapArea& area = map.areas[i];
        wishes.push_back(
            {&outlines[i], area.label + (area.dagger ? "†" : ""), fill_of(area, map.limits), area.marked});
        owner.push_back(i);
    }
    const auto written = write_labels(canvas, wishes);
    for (std::size_t k = 0; k < wishes.size(); ++k) {
        if (written[k] || !map.areas[owner[k]].dagger) continue;
        const Planar centre = wishes[k].outline->centre;
        canvas.write_if_free({centre.x, centre.y + 3.6}, "†", Anchor::middle,
                             {.colour = theme::ink, .halo = theme::surface});
    }
}

// The longest of 1, 2, 5, 10 ... km within a reach; below 1 km, of 0.5, 0.2, 0.1 ...
double nice_kilometres(double reach) {
    double length = std::pow(10, std::floor(std::log10(reach)));
    for (const double digits : {5.0, 2.0}) {
        if (digits * length <= reach) return digits * length;
    }
    return length;
}

void draw_scale_bar(Canvas& canvas, const Choropleth& map, const Projection& projection, double top,
                    const NumberText& number) {
    const double reach = canvas.area().width() / 5 * projection.metres_per_unit() / 1000;
    const double kilometres = nice_kilometres(reach);
    const double length = kilometres * 1000 / projection.metres_per_unit();
    const Rect bar{1, top + 6, 1 + length, top + 11};
    canvas.line({bar.left, bar.bottom}, {bar.right, bar.bottom}, {theme::ink2, 1.2});
    canvas.line({bar.left, bar.top}, {bar.left, bar.bottom}, {theme::ink2, 1.2});
    canvas.line({bar.right, bar.top}, {bar.right, bar.bottom}, {theme::ink2, 1.2});
    canvas.write({bar.right + 6, bar.bottom}, number(kilometres) + " " + map.kilometre, Anchor::start, {});
}

std::vector<Key> keys_of(const ChartFrame& frame, const Choropleth& map) {
    auto keys = class_keys(map.limits, frame.number);
    const bool missing = std::ranges::any_of(map.areas, [](const MapArea& area) { return !area.value; });
    if (missing) keys.push_back({Key::Mark::hatch, theme::ink3, map.missing_label});
    return keys;
}

}  // namespace

Drawing choropleth(const ChartFrame& frame, const Choropleth& map) {
    expects(map.limits.size() <= 4 && std::ranges::is_sorted(map.limits),
            "choropleth: at most four limits, in order");
    const double width = width_of(frame);
    const auto keys = keys_of(frame, map);
    const double strip = strip_height(width, map.unit, keys) + 4;
    const Projection projection{box_of(map), width, units(map.height_mm) - strip - scale_height, strip};

    Canvas canvas{frame, strip + projection.height() + scale_height};
    draw_strip(canvas, {0, 0, width, strip}, map.unit, keys);
    const double foot = strip + projection.height();
    draw_scale_bar(canvas, map, projection, foot, frame.number);
    if (std::ranges::any_of(map.areas, &MapArea::dagger)) {
        const std::string text = shortened(map.dagger_label, width * 0.6, theme::small);
        canvas.write({width - 1, foot + 11}, text, Anchor::end, {});
    }
    const auto outlines = outlines_of(map, projection);
    draw_areas(canvas, map, outlines);
    label_areas(canvas, map, outlines);
    return canvas.done();
}

}  // namespace atalaya::render
