#include <algorithm>
#include <cmath>

#include "core/error.hpp"
#include "render/chart.hpp"
#include "render/chart_canvas.hpp"
#include "render/chart_classes.hpp"
#include "render/chart_months.hpp"
#include "render/chart_rows.hpp"
#include "render/chart_strip.hpp"
#include "render/svg_text.hpp"

namespace atalaya::render {

namespace {

constexpr double row_height = 21, cell_gap = 1.2, header_height = 15, title_height = 14;
constexpr double unknown_gap = 16, unknown_width = 96;

struct Layout {
    double label_width, cell_width, top;
    double unknown_left;  // the column of the unknown hours

    Rect cell(std::size_t row, std::size_t column) const {
        const double x = label_width + 8 + cell_width * static_cast<double>(column);
        const double y = top + row_height * static_cast<double>(row);
        return {x, y, x + cell_width - cell_gap, y + row_height - cell_gap};
    }
};

std::vector<Key> keys_of(const ChartFrame& frame, const HeatTable& table) {
    auto keys = class_keys(table.limits, frame.number, std::ranges::all_of(table.values, all_whole));
    if (table.heaped_column) keys.push_back({Key::Mark::hatch, theme::ink3, table.heaped_label});
    const bool missing = std::ranges::any_of(table.values, [&](const Series& row) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (!row[i] && static_cast<int>(i) != table.heaped_column) return true;
        }
        return false;
    });
    if (missing) keys.push_back({Key::Mark::missing, theme::sunk, table.missing_label});
    return keys;
}

void draw_cell(Canvas& canvas, const ChartFrame& frame, const HeatTable& table, const Rect& cell,
               const std::optional<double>& value, bool heaped, bool starred) {
    if (heaped) return canvas.hatch(cell);
    if (!value) return canvas.cross(cell);
    const int classes = static_cast<int>(table.limits.size()) + 1, index = class_of(*value, table.limits);
    const std::string_view fill = class_colour(index, classes);
    canvas.rect(cell, fill);
    if (!table.write_values && !starred) return;
    const std::string text = (table.write_values ? frame.number(*value) : "") + (starred ? "*" : "");
    if (text_width(text, theme::small) + 2 > cell.width()) return;
    const bool dark = theme::is_dark(fill);
    canvas.write({(cell.left + cell.right) / 2, (cell.top + cell.bottom) / 2 + 3.6}, text, Anchor::middle,
                 {.strong = dark, .colour = dark ? theme::surface : theme::ink});
}

// Every column is named, or every second, third ... where the names are too wide.
void draw_column_names(Canvas& canvas, const HeatTable& table, const Layout& layout) {
    const double stride = std::ceil((widest(table.columns, theme::small) + 3) / layout.cell_width);
    const bool single = stride > static_cast<double>(table.columns.size());
    for (std::size_t i = 0; i < table.columns.size();
         i += single ? 1 : static_cast<std::size_t>(std::max(stride, 1.0))) {
        const Rect cell = layout.cell(0, i);
        canvas.write_if_free({(cell.left + cell.right) / 2, layout.top - 4}, table.columns[i], Anchor::middle,
                             {});
    }
}

// Bars from zero with their numbers: how many are in no cell.
void draw_unknown(Canvas& canvas, const ChartFrame& frame, const HeatTable& table, const Layout& layout) {
    double most = 1, widest_text = 0;
    for (const auto& value : table.unknown) {
        most = std::max(most, value.value_or(0));
        widest_text = std::max(widest_text,
                               text_width(value ? frame.number(*value) : table.missing_label, theme::small));
    }
    const double room = unknown_width - widest_text - 6;
    for (std::size_t row = 0; row < table.unknown.size(); ++row) {
        const Rect cell = layout.cell(row, 0);
        const auto& value = table.unknown[row];
        const double length = value && room > 0 ? *value / most * room : 0;
        const Rect bar{layout.unknown_left, cell.top + 4, layout.unknown_left + length, cell.bottom - 4};
        if (length > 0) canvas.rect(bar, theme::line2);
        if (length > 0) canvas.hatch(bar);
        canvas.write({bar.right + 5, (cell.top + cell.bottom) / 2 + 3.6},
                     value ? frame.number(*value) : table.missing_label, Anchor::start,
                     {.colour = value ? theme::ink2 : theme::ink3});
    }
    const double x = layout.unknown_left;
    canvas.line({x, layout.top}, {x, layout.cell(table.rows.size() - 1, 0).bottom}, {theme::ink3, 1});
    canvas.write({x, layout.top - 4}, shortened(table.unknown_label, unknown_width, theme::small),
                 Anchor::start, {});
}

void require_shape(const HeatTable& table) {
    expects(!table.rows.empty() && !table.columns.empty(), "heat_table: rows and columns");
    expects(table.values.size() == table.rows.size(), "heat_table: values for every row");
    for (const Series& row : table.values)
        expects(row.size() == table.columns.size(), "heat_table: a value a column");
    expects(table.unknown.empty() || table.unknown.size() == table.rows.size(),
            "heat_table: unknown is empty or one a row");
    expects(table.limits.size() <= 4, "heat_table: at most five classes");
    expects(table.starred.empty() ||
                (table.starred.size() == table.rows.size() &&
                 std::ranges::all_of(table.starred,
                                     [&](const auto& row) { return row.size() == table.columns.size(); })),
            "heat_table: starred is empty or says it of every cell");
}

}  // namespace

Drawing heat_table(const ChartFrame& frame, const HeatTable& table) {
    require_shape(table);
    const double width = width_of(frame);
    const double strip = strip_height(width, table.unit, keys_of(frame, table)) + 4;
    const double label_width = row_label_width(table.rows, width);
    const double beside = table.unknown.empty() ? 0 : unknown_gap + unknown_width;
    const double cell_width = (width - label_width - 8 - beside) / static_cast<double>(table.columns.size());
    const double title = table.column_title.empty() ? 0 : title_height;
    const Layout layout{label_width, cell_width, strip + title + header_height, width - unknown_width};

    Canvas canvas{frame, layout.top + row_height * static_cast<double>(table.rows.size()) + 2};
    draw_strip(canvas, {0, 0, width, strip}, table.unit, keys_of(frame, table));
    const double cells_width = cell_width * static_cast<double>(table.columns.size());
    canvas.write({label_width + 8 + cells_width / 2, strip + 10},
                 shortened(table.column_title, cells_width, theme::small), Anchor::middle,
                 {.colour = theme::ink3});
    draw_column_names(canvas, table, layout);
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
        const Rect first = layout.cell(row, 0);
        draw_row_label(canvas, table.rows[row], false, {0, first.top, label_width, first.bottom});
        for (std::size_t column = 0; column < table.columns.size(); ++column) {
            draw_cell(canvas, frame, table, layout.cell(row, column), table.values[row][column],
                      static_cast<int>(column) == table.heaped_column,
                      !table.starred.empty() && table.starred[row][column]);
        }
    }
    if (!table.unknown.empty()) draw_unknown(canvas, frame, table, layout);
    return canvas.done();
}

}  // namespace atalaya::render
