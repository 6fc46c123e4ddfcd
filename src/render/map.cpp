#include "render/map.hpp"

#include <algorithm>
#include <numeric>

#include "core/error.hpp"
#include "render/chart_classes.hpp"
#include "render/chart_strip.hpp"
#include "render/map_labels.hpp"
#include "render/map_parts.hpp"
#include "render/svg_text.hpp"

namespace atalaya::render {

namespace {

constexpr Stroke border{theme::surface, 0.9};

std::vector<geo::MultiPolygon> shapes_of(const Choropleth& map) {
    std::vector<geo::MultiPolygon> shapes;
    for (const MapArea& area : map.areas) shapes.push_back(area.shape);
    return shapes;
}

// White under the hatch where there is no datum.
std::string_view fill_of(const MapArea& area, const std::vector<double>& limits) {
    if (!area.value) return theme::surface;
    return class_colour(class_of(*area.value, limits), static_cast<int>(limits.size()) + 1);
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
    each([&](const MapArea&, const std::string& path) {
        draw_outline(canvas, path, theme::surface, map_coast);
    });
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

// Writes names and daggers; which areas have no name then, those of most interest first.
std::vector<std::size_t> label_areas(Canvas& canvas, const Choropleth& map,
                                     const std::vector<Outline>& outlines) {
    std::vector<LabelWish> wishes;
    std::vector<std::size_t> owner, nameless;
    for (const std::size_t i : in_order_of_interest(map)) {
        if (outlines[i].rings.empty()) continue;
        const MapArea& area = map.areas[i];
        wishes.push_back(
            {&outlines[i], area.label + (area.dagger ? "†" : ""), fill_of(area, map.limits), area.marked});
        owner.push_back(i);
    }
    const auto written = write_labels(canvas, wishes);
    for (std::size_t k = 0; k < wishes.size(); ++k) {
        if (written[k]) continue;
        nameless.push_back(owner[k]);
        if (!map.areas[owner[k]].dagger) continue;
        const Planar centre = wishes[k].outline->centre;
        canvas.write_if_free({centre.x, centre.y + 3.6}, "†", Anchor::middle,
                             {.colour = theme::ink, .halo = theme::surface});
    }
    return nameless;
}

// A number in each, and its name beside the map.
void number_areas(Canvas& canvas, const Choropleth& map, const std::vector<Outline>& outlines,
                  const std::vector<std::size_t>& areas, const Rect& list) {
    constexpr double row = 13, indent = 17;
    double baseline = list.top - 4;
    int number = 1;
    for (const std::size_t i : areas) {
        const std::string text = std::to_string(number);
        const LabelWish wish{&outlines[i], text, fill_of(map.areas[i], map.limits), true};
        if (!write_label(canvas, wish, 1) && !write_label(canvas, wish, 0.6)) continue;
        ++number;
        baseline += row;
        canvas.write({list.left + indent - 5, baseline}, text, Anchor::end,
                     {.strong = true, .colour = theme::ink});
        canvas.write({list.left + indent, baseline},
                     shortened(map.areas[i].label, list.right - list.left - indent, theme::small),
                     Anchor::start, {});
    }
}

double list_width(const Choropleth& map, const std::vector<std::size_t>& areas, double width) {
    constexpr double indent = 17;
    double names = 0;
    for (const std::size_t i : areas) names = std::max(names, text_width(map.areas[i].label, theme::small));
    return std::min(indent + names, 0.4 * width);
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
    const auto shapes = shapes_of(map);
    constexpr double gap = 10;
    constexpr std::size_t most_numbered = 12;  // beyond it the table is the better list
    // With a list of so many units at the right; the areas without a name are left in `nameless`.
    const auto draw = [&](double list, std::vector<std::size_t>& nameless) {
        const MapProjection projection{shapes, width - (list > 0 ? list + gap : 0),
                                       units(map.height_mm) - strip - map_scale_height, strip};
        Canvas canvas{frame, strip + projection.height() + map_scale_height};
        draw_strip(canvas, {0, 0, width, strip}, map.unit, keys);
        const double foot = strip + projection.height();
        draw_scale_bar(canvas, projection, foot, frame.number, map.kilometre);
        if (std::ranges::any_of(map.areas, &MapArea::dagger)) {
            const std::string text = shortened(map.dagger_label, width * 0.6, theme::small);
            canvas.write({width - 1, foot + 11}, text, Anchor::end, {});
        }
        const auto outlines = outlines_of(shapes, projection);
        draw_areas(canvas, map, outlines);
        nameless = label_areas(canvas, map, outlines);
        if (list > 0 && nameless.size() <= most_numbered)
            number_areas(canvas, map, outlines, nameless, {width - list, strip, width, foot});
        return canvas;
    };
    std::vector<std::size_t> nameless;
    const Canvas plain = draw(0, nameless);
    if (nameless.empty() || nameless.size() > most_numbered) return plain.done();
    std::vector<std::size_t> numbered;
    const Canvas listed = draw(list_width(map, nameless, width), numbered);
    return numbered.size() <= most_numbered ? listed.done() : plain.done();
}

}  // namespace atalaya::render
