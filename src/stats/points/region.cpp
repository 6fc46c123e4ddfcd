#include "stats/points/region.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/error.hpp"

namespace atalaya::stats {

namespace {

using Stretch = std::pair<double, double>;

double mass(double low, double high, double sd) {
    const double scale = 1 / (sd * std::numbers::sqrt2);
    return std::max(0.0, (std::erf(high * scale) - std::erf(low * scale)) / 2);
}

// What of a line at this height lies in one polygon: every second stretch between its rings.
void cut(const Region::Polygon& polygon, double y, std::vector<Stretch>& out) {
    std::vector<double> at;
    for (const auto& ring : polygon)
        for (std::size_t i = 1; i < ring.size(); ++i) {
            const auto [a, b] =
                std::minmax(ring[i - 1], ring[i], [](Planar p, Planar q) { return p.y < q.y; });
            if (a.y <= y && y < b.y) at.push_back(a.x + (b.x - a.x) * ((y - a.y) / (b.y - a.y)));
        }
    std::ranges::sort(at);
    for (std::size_t i = 1; i < at.size(); i += 2)
        if (at[i] > at[i - 1]) out.emplace_back(at[i - 1], at[i]);
}

// One stretch for those that meet.
std::vector<Stretch> joined(std::vector<Stretch> stretches) {
    std::ranges::sort(stretches);
    std::vector<Stretch> out;
    for (const auto& next : stretches) {
        if (!out.empty() && next.first <= out.back().second)
            out.back().second = std::max(out.back().second, next.second);
        else
            out.push_back(next);
    }
    return out;
}

Window box_of(std::span<const Region::Polygon> polygons) {
    expects(!polygons.empty() && !polygons[0].empty() && !polygons[0][0].empty(), "Region: a polygon");
    Window box{polygons[0][0][0], polygons[0][0][0]};
    for (const auto& polygon : polygons)
        for (const auto& ring : polygon)
            for (const auto& [x, y] : ring) {
                box.low = {std::min(box.low.x, x), std::min(box.low.y, y)};
                box.high = {std::max(box.high.x, x), std::max(box.high.y, y)};
            }
    return box;
}

}  // namespace

Region::Region(const Window& window)
    : box_{window},
      rows_{{window.low.y, window.high.y, {{window.low.x, window.high.x}}}},
      area_{window.area()} {}

Region::Region(std::span<const Polygon> polygons, double height) : box_{box_of(polygons)} {
    constexpr double most_rows = 5'000;
    expects(height > 0 && box_.width() > 0 && box_.height() > 0, "Region: a border that spans a rectangle");
    const double n = std::clamp(std::ceil(box_.height() / height), 1.0, most_rows);
    for (double i = 0; i < n; ++i) {
        Row row{box_.low.y + box_.height() * (i / n), box_.low.y + box_.height() * ((i + 1) / n), {}};
        for (const auto& polygon : polygons) cut(polygon, (row.low + row.high) / 2, row.inside);
        row.inside = joined(std::move(row.inside));
        double along = 0;
        for (const auto& [from, to] : row.inside) along += to - from;
        area_ += along * (row.high - row.low);
        rows_.push_back(std::move(row));
    }
}

std::span<const Region::Row> Region::rows_near(double y, double reach) const {
    const auto first = std::ranges::lower_bound(rows_, y - reach, {}, &Row::high);
    const auto past = std::ranges::upper_bound(rows_, y + reach, {}, &Row::low);
    return first < past ? std::span<const Row>{first, past} : std::span<const Row>{};
}

bool Region::holds(Planar p) const {
    return box_.holds(p) && std::ranges::any_of(rows_near(p.y, 0), [&](const Row& row) {
               return std::ranges::any_of(
                   row.inside, [&](const Stretch& s) { return s.first <= p.x && p.x <= s.second; });
           });
}

bool Region::holds_all(Planar at, double reach) const {
    return box_.to_border(at) >= reach && std::ranges::all_of(rows_near(at.y, reach), [&](const Row& row) {
               return std::ranges::any_of(row.inside, [&](const Stretch& s) {
                   return s.first <= at.x - reach && s.second >= at.x + reach;
               });
           });
}

double Region::part_inside(Planar at, double sd) const {
    constexpr double to_the_last_bit = 8.3;
    return part_inside(at, sd, to_the_last_bit * sd);
}

double Region::part_inside(Planar at, double sd, double reach) const {
    if (holds_all(at, reach)) return 1;
    const auto part = [&](double low, double high) {
        return mass(std::max(low, -reach), std::min(high, reach), sd);
    };
    double sum = 0;
    for (const auto& row : rows_near(at.y, reach)) {
        double along = 0;
        for (const auto& [from, to] : row.inside)
            if (from < at.x + reach && to > at.x - reach) along += part(from - at.x, to - at.x);
        if (along > 0) sum += along * part(row.low - at.y, row.high - at.y);
    }
    const double whole = mass(-reach, reach, sd);
    return sum / (whole * whole);
}

}  // namespace atalaya::stats
