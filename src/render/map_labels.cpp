#include "render/map_labels.hpp"

#include <algorithm>
#include <cmath>

#include "render/svg_text.hpp"

namespace atalaya::render {

namespace {

constexpr double line_height = 10.6;

struct Block {
    std::vector<std::string> lines;
    double width, height;
};

TextStyle style_of(const LabelWish& wish) {
    const bool dark = theme::is_dark(wish.ground);
    return {.strong = wish.strong || dark, .colour = dark ? theme::surface : theme::ink, .halo = wish.ground};
}

Rect around(Planar middle, const Block& block) {
    return {middle.x - block.width / 2, middle.y - block.height / 2, middle.x + block.width / 2,
            middle.y + block.height / 2};
}

// The part of the box that lies in the outline, by 9 x 5 points of it.
double part_inside(const Rect& box, const Outline& outline) {
    int inside = 0;
    for (int i = 0; i < 9; ++i) {
        for (int j = 0; j < 5; ++j) {
            inside += outline.holds({box.left + box.width() * i / 8, box.top + box.height() * j / 4});
        }
    }
    return inside / 45.0;
}

// The best place first, then a grid over the outline's box, nearest to that place first.
std::vector<Planar> places_in(const Outline& outline) {
    constexpr int grid = 9;
    Rect box{outline.centre.x, outline.centre.y, outline.centre.x, outline.centre.y};
    for (const auto& ring : outline.rings) {
        for (const auto [x, y] : ring) {
            box = {std::min(box.left, x), std::min(box.top, y), std::max(box.right, x),
                   std::max(box.bottom, y)};
        }
    }
    std::vector<Planar> places{outline.centre};
    for (int i = 1; i < grid; ++i) {
        for (int j = 1; j < grid; ++j) {
            places.push_back({box.left + box.width() * i / grid, box.top + box.height() * j / grid});
        }
    }
    std::ranges::stable_sort(
        places, {}, [&](Planar p) { return std::hypot(p.x - outline.centre.x, p.y - outline.centre.y); });
    return places;
}

std::vector<Block> blocks_of(const LabelWish& wish) {
    std::vector<Block> blocks;
    for (int lines = 1; lines <= 3; ++lines) {
        auto parts = in_lines(wish.text, lines, theme::small, style_of(wish).strong);
        if (parts.empty()) break;
        const double width = widest(parts, theme::small, style_of(wish).strong);
        blocks.push_back({std::move(parts), width, line_height * lines});
    }
    return blocks;
}

void write_block(Canvas& canvas, Planar middle, const Block& block, const TextStyle& style) {
    double baseline = middle.y - block.height / 2 + 0.8 * line_height;
    for (const std::string& line : block.lines) {
        canvas.write({middle.x, baseline}, line, Anchor::middle, style);
        baseline += line_height;
    }
}

}  // namespace

bool write_label(Canvas& canvas, const LabelWish& wish, double least_inside, std::span<const Rect> keep_off) {
    const auto places = places_in(*wish.outline);
    for (const Block& block : blocks_of(wish)) {
        for (const Planar place : places) {
            const Rect box = around(place, block);
            const bool free = canvas.is_free(box.grown(1.5)) &&
                              std::ranges::none_of(keep_off, [&](const Rect& r) { return r.meets(box); });
            if (!free || part_inside(box, *wish.outline) < least_inside) continue;
            write_block(canvas, place, block, style_of(wish));
            return true;
        }
    }
    return false;
}

bool Outline::holds(Planar p) const {
    bool odd = false;
    for (const auto& ring : rings) {
        for (std::size_t i = 1; i < ring.size(); ++i) {
            const Planar a = ring[i - 1], b = ring[i];
            if ((a.y > p.y) != (b.y > p.y) && p.x < a.x + (p.y - a.y) * (b.x - a.x) / (b.y - a.y)) odd = !odd;
        }
    }
    return odd;
}

std::vector<bool> write_labels(Canvas& canvas, const std::vector<LabelWish>& wishes,
                               std::span<const Rect> keep_off) {
    std::vector<bool> written(wishes.size(), false);
    for (const double least_inside : {1.0, 0.75}) {
        for (std::size_t i = 0; i < wishes.size(); ++i) {
            if (!written[i]) written[i] = write_label(canvas, wishes[i], least_inside, keep_off);
        }
    }
    return written;
}

}  // namespace atalaya::render
