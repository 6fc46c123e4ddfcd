#include "render/grid_sheet.hpp"

#include <fmt/format.h>
#include <xlsxwriter.h>

#include <algorithm>

#include "core/error.hpp"
#include "render/xlsx_book.hpp"

namespace atalaya::render {

namespace {

// "C5"
std::string cell(std::size_t row, std::size_t column) {
    char name[LXW_MAX_CELL_NAME_LENGTH];
    lxw_rowcol_to_cell(name, static_cast<lxw_row_t>(row), static_cast<lxw_col_t>(column));
    return name;
}

// Red when something is typed that is not the sum of the range.
std::string open_total(std::size_t row, std::size_t column, const std::string& first,
                       const std::string& last) {
    const std::string at = cell(row, column);
    return fmt::format("=AND(ISNUMBER({0}),{0}<>SUM({1}:{2}))", at, first, last);
}

}  // namespace

std::string grid_xlsx(const GridSheet& grid) {
    expects(!grid.rows.empty() && grid.head_row > 0, "a grid has rows below its head");
    XlsxBook book{{grid.title, "Atalaya", grid.language, "2000-01-01"}};
    lxw_worksheet* to = book.sheet(grid.sheet, grid.title);
    const std::size_t head = grid.head_row - 1, labels = grid.rows.front().size();
    const std::size_t first = head + 1, total_row = head + grid.rows.size(),
                      total_column = grid.heads.size() - 1;
    for (std::size_t column = 0; column < grid.heads.size(); ++column) {
        book.text(to, head, column, grid.heads[column], {.head = true});
        XlsxBook::width(to, column, column < labels ? 24 : 12);
    }
    for (std::size_t row = 0; row < grid.rows.size(); ++row) {
        const bool total = row + 1 == grid.rows.size();
        for (std::size_t column = 0; column < labels; ++column)
            book.text(to, first + row, column, grid.rows[row][column], {.bold = total});
        const std::size_t at = first + row;
        book.red_when(to, at, total_column,
                      open_total(at, total_column, cell(at, labels), cell(at, total_column - 1)));
    }
    for (std::size_t column = labels; column < total_column; ++column)
        book.red_when(to, total_row, column,
                      open_total(total_row, column, cell(first, column), cell(total_row - 1, column)));
    return book.bytes();
}

}  // namespace atalaya::render
