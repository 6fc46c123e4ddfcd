#include "render/map_hot.hpp"

#include <algorithm>
#include <limits>

#include "core/error.hpp"
#include "render/chart_strip.hpp"
#include "render/map_labels.hpp"
#include "render/map_parts.hpp"
#include "render/svg_text.hpp"

namespace atalaya::render {

namespace {

constexpr Stroke border{theme::line2, 0.9};
constexpr double list_row = 13, list_indent = 17, list_gap = 10;  // of the loaded areas, beside the map

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

std::vector<geo::MultiPolygon> shapes_of(const HotMap& map) {
    std::vector<geo::MultiPolygon> shapes;
    for (const MapArea& area : map.areas) shapes.push_back(area.shape);
    return shapes;
}

// What stands over the names beside the map: in two lines where it is longer than they are.
struct ListHead {
    std::vector<std::string> lines;
    double width;  // of the list; at most four tenths of the picture
};
ListHead list_head(const HotMap& map, double width) {
    double names = 0;
    for (const std::size_t i : map.loaded)
        names = std::max(names, list_indent + text_width(map.areas[i].label, theme::small));
    std::vector<std::string> lines{map.loaded_title};
    if (text_width(map.loaded_title, theme::small, true) > names) {
        auto two = in_lines(map.loaded_title, 2, theme::small, true);
        if (!two.empty()) lines = std::move(two);
    }
    const double wide = std::min(std::max(names, widest(lines, theme::small, true)), 0.4 * width);
    for (std::string& line : lines) line = shortened(line, wide, theme::small, true);
    return {std::move(lines), wide};
}

// The map without its names, with room for the list at the right or not.
class HotSheet {
  public:
    HotSheet(const ChartFrame& frame, const HotMap& map, double list)
        : map_{map},
          width_{width_of(frame)},
          list_{list},
          shapes_{shapes_of(map)},
          strip_{strip_height(width_, map.unit, keys_of(map)) + 4},
          projection_{shapes_, width_ - (list > 0 ? list + list_gap : 0),
                      units(map.height_mm) - strip_ - map_scale_height, strip_},
          outlines_{outlines_of(shapes_, projection_)},
          canvas_{frame, strip_ + projection_.height() + map_scale_height} {
        draw_strip(canvas_, {0, 0, width_, strip_}, map.unit, keys_of(map));
        draw_scale_bar(canvas_, projection_, strip_ + projection_.height(), frame.number, map.kilometre);
        draw_areas_and_cells();
    }

    // False where one of them has no room.
    bool name_loaded() {
        const auto written = write_labels(canvas_, wishes_of(map_.loaded), cells_);
        return std::ranges::all_of(written, [](bool one) { return one; });
    }

    void number_loaded(const std::vector<std::string>& head) {
        const Rect list{width_ - list_, strip_, width_, strip_ + projection_.height()};
        double baseline = list.top - 4;
        for (const std::string& line : head) {
            baseline += list_row;
            canvas_.write({list.left, baseline}, line, Anchor::start, {.strong = true, .colour = theme::ink});
        }
        int number = 1;
        for (const std::size_t i : map_.loaded) {
            if (baseline + list_row > list.bottom) break;
            const std::string text = std::to_string(number);
            if (!write_number({&outlines_[i], text, theme::surface, true})) continue;
            baseline += list_row;
            ++number;
            canvas_.write({list.left + list_indent - 5, baseline}, text, Anchor::end,
                          {.strong = true, .colour = theme::ink});
            canvas_.write({list.left + list_indent, baseline},
                          shortened(map_.areas[i].label, list_ - list_indent, theme::small), Anchor::start,
                          {});
        }
    }

    void name_others() {
        std::vector<std::size_t> others;
        for (std::size_t i = 0; i < map_.areas.size(); ++i) {
            if (!outlines_[i].rings.empty() && std::ranges::find(map_.loaded, i) == map_.loaded.end())
                others.push_back(i);
        }
        Canvas trial = canvas_;
        const auto written = write_labels(trial, wishes_of(others), cells_);
        const auto fit = static_cast<std::size_t>(std::ranges::count(written, true));
        if (3 * fit >= others.size()) canvas_ = std::move(trial);
    }

    Drawing done() const { return canvas_.done(); }

  private:
    void draw_areas_and_cells() {
        std::vector<std::string> paths;
        for (const Outline& outline : outlines_) paths.push_back(path_of(outline));
        for (const Stroke& stroke : {map_coast, border}) {
            for (const std::string& path : paths) {
                if (!path.empty()) draw_outline(canvas_, path, theme::surface, stroke);
            }
        }
        for (const HotCell& cell : map_.cells) {
            const DrawnCell at = drawn(cell, projection_);
            draw_outline(canvas_, path_of(at.outline), theme::hot[static_cast<std::size_t>(at.level)],
                         {theme::surface, 0.3});
            cells_.push_back(at.box);
        }
        // Borders again, thin, so that one sees which area a hexagon is in.
        for (const std::string& path : paths) {
            if (!path.empty()) draw_outline(canvas_, path, "none", {theme::ink3, 0.35});
        }
    }

    std::vector<LabelWish> wishes_of(const std::vector<std::size_t>& areas) const {
        std::vector<LabelWish> wishes;
        for (const std::size_t i : areas)
            wishes.push_back({&outlines_[i], map_.areas[i].label, theme::surface, map_.areas[i].marked});
        return wishes;
    }

    bool write_number(const LabelWish& wish) {
        return write_label(canvas_, wish, 1, cells_) || write_label(canvas_, wish, 1) ||
               write_label(canvas_, wish, 0.6);
    }

    const HotMap& map_;
    double width_, list_;
    std::vector<geo::MultiPolygon> shapes_;
    double strip_;
    MapProjection projection_;
    std::vector<Outline> outlines_;
    Canvas canvas_;
    std::vector<Rect> cells_;
};

}  // namespace

Drawing hot_map(const ChartFrame& frame, const HotMap& map) {
    for (const HotCell& cell : map.cells)
        expects(0 <= cell.level && cell.level < 3, "hot_map: a level of 0, 1 or 2");
    for (const std::size_t i : map.loaded)
        expects(i < map.areas.size() && !map.areas[i].shape.empty(), "hot_map: a loaded area has a shape");

    HotSheet sheet{frame, map, 0};
    if (!sheet.name_loaded()) {
        const ListHead head = list_head(map, width_of(frame));
        HotSheet with_list{frame, map, head.width};
        with_list.number_loaded(head.lines);
        with_list.name_others();
        return with_list.done();
    }
    sheet.name_others();
    return sheet.done();
}

}  // namespace atalaya::render
