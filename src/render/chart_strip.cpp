#include "render/chart_strip.hpp"

#include <algorithm>
#include <cmath>

#include "core/error.hpp"
#include "render/chart_classes.hpp"
#include "render/svg_text.hpp"

namespace atalaya::render {

namespace {

constexpr double row_height = 15.5;
// How wide samples are and what is between them and after a key.
struct Spacing {
    double sample_width, sample_gap, key_gap;
};
constexpr Spacing roomy{18, 5, 14}, tight{11, 3.5, 8};

struct Placed {
    double x;
    int row;
    std::string text;
    const Key* key;  // nullptr: the title
};

double width_of(const std::vector<Key>& keys, const Spacing& spacing) {
    double used = 0;
    for (const Key& key : keys) {
        if (!key.text.empty())
            used += spacing.key_gap + spacing.sample_width + spacing.sample_gap +
                    text_width(key.text, theme::small);
    }
    return used;
}

bool fits_one_row(double width, const std::string& title, const std::vector<Key>& keys) {
    return text_width(title, theme::small, true) + width_of(keys, roomy) <= width;
}

// Tight where that saves the keys a second row.
const Spacing& spacing_for(double width, const std::vector<Key>& keys) {
    const bool is_saved =
        width_of(keys, roomy) - roomy.key_gap > width && width_of(keys, tight) - tight.key_gap <= width;
    return is_saved ? tight : roomy;
}

std::vector<Placed> placed(double width, const std::string& title, const std::vector<Key>& keys) {
    const auto [sample_width, sample_gap, key_gap] = spacing_for(width, keys);
    std::vector<Placed> items;
    double x = 0;
    int row = 0;
    const auto add = [&](const std::string& text, bool strong, const Key* key) {
        if (text.empty()) return;
        const double before = key ? sample_width + sample_gap : 0;
        const std::string shown = shortened(text, width - before, theme::small, strong);
        const double wide = before + text_width(shown, theme::small, strong);
        if (x > 0 && x + wide > width) x = 0, ++row;
        items.push_back({x, row, shown, key});
        x += wide + key_gap;
    };
    add(title, true, nullptr);
    if (x > 0 && !fits_one_row(width, title, keys)) x = width;  // the title's row is full
    for (const Key& key : keys) add(key.text, false, &key);
    return items;
}

void draw_sample(Canvas& canvas, const Key& key, double x, double middle, double sample_width) {
    const Rect box{x, middle - 4.5, x + sample_width, middle + 4.5};
    const Planar left{x, middle}, right{x + sample_width, middle}, centre{x + sample_width / 2, middle};
    switch (key.mark) {
        case Key::Mark::swatch: canvas.rect(box, key.colour); return;
        case Key::Mark::hatch: canvas.hatch(box); return;
        case Key::Mark::missing: canvas.cross(box); return;
        case Key::Mark::line: canvas.line(left, right, {key.colour, 1.8}); return;
        case Key::Mark::thin_line: canvas.line(left, right, {key.colour, 1}); return;
        case Key::Mark::dashed: canvas.line(left, right, {key.colour, 1.6, theme::dashed}); return;
        case Key::Mark::marker: draw_marker(canvas, centre, key.marker, 3.4, key.colour); return;
        case Key::Mark::band:
            canvas.rect(box, theme::band_95);
            canvas.rect({box.left, middle - 2, box.right, middle + 2}, theme::band_50);
            return;
        case Key::Mark::tick:
            canvas.line({centre.x, box.top - 1}, {centre.x, box.bottom + 1}, {key.colour, 2});
            return;
    }
}

}  // namespace

double strip_height(double width, const std::string& title, const std::vector<Key>& keys) {
    const auto items = placed(width, title, keys);
    return items.empty() ? 0 : (items.back().row + 1) * row_height;
}

void draw_strip(Canvas& canvas, const Rect& area, const std::string& title, const std::vector<Key>& keys) {
    const auto [sample_width, sample_gap, key_gap] = spacing_for(area.width(), keys);
    for (const Placed& item : placed(area.width(), title, keys)) {
        const double middle = area.top + (item.row + 0.5) * row_height;
        double x = area.left + item.x;
        if (item.key) {
            draw_sample(canvas, *item.key, x, middle, sample_width);
            x += sample_width + sample_gap;
        }
        const bool is_title = item.key == nullptr;
        canvas.write({x, middle + 3.6}, item.text, Anchor::start,
                     {.strong = is_title, .colour = is_title ? theme::ink : theme::ink2});
    }
}

std::string_view class_colour(int index, int classes) {
    expects(index >= 0 && index < classes && classes <= 5, "class_colour: one of at most five classes");
    if (classes == 1) return theme::sequential[1];
    const auto spread = static_cast<std::size_t>(std::lround(4.0 * index / (classes - 1)));
    return theme::sequential[spread];
}

std::vector<Key> class_keys(const std::vector<double>& limits, const NumberText& number, bool whole_counts) {
    std::vector<Key> keys;
    const auto labels = class_labels(limits, number, whole_counts);
    for (std::size_t i = 0; i < labels.size(); ++i) {
        keys.push_back({Key::Mark::swatch, class_colour(static_cast<int>(i), static_cast<int>(labels.size())),
                        labels[i]});
    }
    return keys;
}

}  // namespace atalaya::render
