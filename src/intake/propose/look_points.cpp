#include "intake/propose/look_points.hpp"

#include <optional>

#include "core/text.hpp"
#include "intake/geometry_cell.hpp"
#include "intake/row_feed.hpp"

namespace atalaya::intake {

namespace {

bool holds_points(const Sample& sample, std::size_t column) {
    constexpr std::size_t enough = 1000;
    std::size_t said = 0, points = 0;
    for (std::size_t row = 0; row < sample.rows() && said < enough; ++row) {
        const auto cell = trimmed(sample.at(row, column));
        if (cell.empty()) continue;
        ++said;
        if (!looks_like_geometry(cell)) continue;
        const auto read = geometry_in(cell);
        points += read && read->shape.empty();
    }
    return points > 0 && points * 10 >= said * 9;
}

}  // namespace

void add_point_columns(Sample& sample) {
    std::optional<std::size_t> column;
    for (std::size_t c = 0; c < sample.width() && !column; ++c)
        if (!sample.head[c].empty() && holds_points(sample, c)) column = c;
    if (!column) return;
    const std::size_t width = sample.width(), rows = sample.rows();
    std::vector<std::string_view> cells;
    cells.reserve(rows * (width + 2));
    const auto kept = [&](double number) -> std::string_view {
        return sample.texts.emplace_back(number_text(number));
    };
    for (std::size_t row = 0; row < rows; ++row) {
        for (std::size_t c = 0; c < width; ++c) cells.push_back(sample.at(row, c));
        const auto read = geometry_in(sample.at(row, *column));
        const bool point = read && read->point.has_value();
        cells.push_back(point ? kept(read->point->lon) : std::string_view{});
        cells.push_back(point ? kept(read->point->lat) : std::string_view{});
    }
    const std::string name{trimmed(sample.head[*column])};
    sample.head.push_back("@x:" + name);
    sample.head.push_back("@y:" + name);
    sample.cells = std::move(cells);
}

}  // namespace atalaya::intake
