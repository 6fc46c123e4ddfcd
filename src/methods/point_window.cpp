#include "methods/point_window.hpp"

#include <algorithm>
#include <cmath>

#include "core/error.hpp"
#include "methods/beside.hpp"

namespace atalaya::methods {

TableSpec points_table() {
    return {.name = "points", .columns = place_columns()};
}

std::vector<Setting> window_settings() {
    std::vector<Setting> settings;
    for (const char* side : {"left", "right", "bottom", "top"})
        settings.push_back(number(side, 0, -1e9, 1e9, "m"));
    return settings;
}

stats::Window window_of(const Asked& asked, const std::vector<Planar>& points) {
    stats::Window window{{asked.number("left"), asked.number("bottom")},
                         {asked.number("right"), asked.number("top")}};
    if (window.low == Planar{} && window.high == Planar{}) {
        window.low = window.high = points.front();
        for (const auto& [x, y] : points) {
            window.low = {std::min(window.low.x, x), std::min(window.low.y, y)};
            window.high = {std::max(window.high.x, x), std::max(window.high.y, y)};
        }
        if (window.width() <= 0 || window.height() <= 0)
            throw Error{
                Fault::bad_input,
                message("table points: expected places that span a rectangle, found all on one line; say the "
                        "window with --set left, right, bottom and top")};
    }
    if (window.width() <= 0 || window.height() <= 0)
        throw Error{Fault::usage,
                    message("expected left below right and bottom below top, found {}, {}, {}, {}",
                            window.low.x, window.high.x, window.low.y, window.high.y)};
    return window;
}

stats::Window window_about(const Asked& asked, const std::vector<Planar>& points) {
    const auto window = window_of(asked, points);
    const auto is_out = [&](Planar at) { return !window.holds(at); };
    const auto first = std::ranges::find_if(points, is_out);
    if (first != points.end())
        throw Error{
            Fault::bad_input,
            message(
                "table points: expected places within the window, {} to {} and {} to {}; found {} beyond it "
                "of {}, the first at {}, {}. Ask for a larger one with --set left, right, bottom and top, "
                "or leave out the rows beyond it",
                window.low.x, window.high.x, window.low.y, window.high.y,
                std::ranges::count_if(points, is_out), points.size(), first->x, first->y)};
    return window;
}

stats::Cells cells_over(const stats::Window& window, double size, double most) {
    const double columns = std::ceil(window.width() / size), rows = std::ceil(window.height() / size);
    if (columns * rows > most)
        throw Error{Fault::usage,
                    message("expected at most {} cells, found {}; ask for larger ones with --set cell, or a "
                            "smaller window",
                            most, columns * rows)};
    return {window.low.x, window.low.y, size, static_cast<std::size_t>(columns),
            static_cast<std::size_t>(rows)};
}

}  // namespace atalaya::methods
