#include "methods/street_lines.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <utility>

#include "core/error.hpp"
#include "methods/beside.hpp"
#include "methods/rows.hpp"

namespace atalaya::methods {

namespace {

void check_degrees(const Numbers& numbers, double most, std::string_view table) {
    for (std::size_t i = 0; i < numbers.size(); ++i)
        if (std::abs(numbers[i]) > most)
            throw Error{
                Fault::bad_input,
                message(
                    "table {}: expected degrees of longitude as x and of latitude as y, found {} in row {}",
                    table, numbers[i], i + 1)};
}

void refuse_degrees(const Numbers& x, const Numbers& y, std::string_view table) {
    if (look_like_degrees(x, y))
        throw Error{
            Fault::bad_input,
            message("table {}: expected coordinates in metres, found what looks like degrees ({}, {}). Say "
                    "so: --set degrees=true",
                    table, x.front(), y.front())};
}

double middle(const Numbers& a, const Numbers& b) {
    const auto [low_a, high_a] = std::ranges::minmax(a);
    const auto [low_b, high_b] = std::ranges::minmax(b);
    return (std::min(low_a, low_b) + std::max(high_a, high_b)) / 2;
}

}  // namespace

TableSpec lines_table() {
    return {.name = "lines",
            .columns = {{.name = "x1", .unit = "m"},
                        {.name = "y1", .unit = "m"},
                        {.name = "x2", .unit = "m"},
                        {.name = "y2", .unit = "m"}},
            .order = Order::kept};
}

TableSpec points_on_lines_table() {
    return {.name = "points", .columns = {{.name = "x", .unit = "m"}, {.name = "y", .unit = "m"}}};
}

std::vector<Setting> street_settings() {
    return {number("snap", 50, 0, 1e6, "m"), flag("degrees", false)};
}

AnswerSpec points_on_lines_answer() {
    return {.name = "points", .columns = named({"line", "along", "away"}), .rows = "points"};
}

Planar Streets::on_plane(double x, double y) const {
    return plane_ ? plane_->to({x, y}) : Planar{x, y};
}

Streets::Streets(const Asked& asked) {
    const auto &lines = asked.table("lines"), &points = asked.table("points");
    const auto &x1 = lines.numbers("x1"), &y1 = lines.numbers("y1");
    const auto &x2 = lines.numbers("x2"), &y2 = lines.numbers("y2");
    const auto &x = points.numbers("x"), &y = points.numbers("y");
    if (asked.flag("degrees")) {
        for (const auto* longitudes : {&x1, &x2}) check_degrees(*longitudes, 180, "lines");
        for (const auto* latitudes : {&y1, &y2}) check_degrees(*latitudes, 89, "lines");
        check_degrees(x, 180, "points");
        check_degrees(y, 89, "points");
        plane_.emplace(LonLat{middle(x1, x2), middle(y1, y2)});
    } else {
        refuse_degrees(x1, y1, "lines");
        refuse_degrees(x, y, "points");
    }
    std::vector<stats::Segment> segments;
    bool any = false;
    std::set<std::array<double, 4>> told;
    for (std::size_t i = 0; i < x1.size(); ++i) {
        segments.push_back({on_plane(x1[i], y1[i]), on_plane(x2[i], y2[i])});
        auto& [from, to] = segments.back();
        if (from == to) continue;
        any = true;
        const std::pair one{x1[i], y1[i]}, other{x2[i], y2[i]};
        const auto& [low, high] = std::minmax(one, other);
        if (told.insert({low.first, low.second, high.first, high.second}).second) continue;
        to = from;  // of no length, which the network leaves out
        ++repeated_;
    }
    if (!any) throw Error{Fault::bad_input, message("table lines: expected lines with a length, found none")};
    network_.emplace(segments);

    const stats::NearestStreet nearest{*network_};
    for (std::size_t i = 0; i < x.size(); ++i) {
        const auto found = nearest.to(on_plane(x[i], y[i]));
        away_.push_back(found.away);
        points_.push_back(found.away <= asked.number("snap") ? std::optional{found.at} : std::nullopt);
    }
}

std::vector<stats::OnEdge> Streets::events() const {
    std::vector<stats::OnEdge> out;
    for (const auto& point : points_)
        if (point) out.push_back(*point);
    std::ranges::sort(out);
    return out;
}

Planar Streets::written(stats::OnEdge at) const {
    const Planar place = network_->place(at);
    if (!plane_) return place;
    const auto [lon, lat] = plane_->back(place);
    return {lon, lat};
}

void Streets::tell_points(Result& result) const {
    Rows rows{{"line", "along", "away"}};
    std::int64_t far = 0;
    for (std::size_t i = 0; i < points_.size(); ++i) {
        if (points_[i]) {
            rows.add({line(points_[i]->edge), points_[i]->along, away_[i]});
        } else {
            rows.add({no_value, no_value, finite(away_[i])}, "far_from_lines");
            ++far;
        }
    }
    result.tables.emplace("points", std::move(rows).frame());
    if (repeated_ > 0) result.excluded.push_back({"lines", "line_told_twice", repeated_});
    if (far > 0) result.excluded.push_back({"points", "far_from_lines", far});
}

}  // namespace atalaya::methods
