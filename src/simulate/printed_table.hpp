// A table as an office prints it: rows by columns, with their totals, of which one may be wrong.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "stats/random.hpp"

namespace atalaya::simulate {

struct PrintedTable {
    std::vector<std::string> rows, columns;
    std::vector<std::vector<std::optional<int>>> cells;  // [row][column]; nothing: S/D
    std::optional<std::size_t> wrong_row = {};           // whose printed total is one more than its cells

    int row_total(std::size_t row) const;  // of its cells, as they are
    int printed_total(std::size_t row) const { return row_total(row) + (wrong_row == row ? 1 : 0); }
    int column_total(std::size_t column) const;
    int total() const;
    std::int64_t counts() const;  // cells that say a number

    // Cells as text, then the total of the row; the last row is that of the totals.
    std::vector<std::vector<std::string>> printed() const;
};

// What a row is called, and how many there are in a cell of it.
struct Line {
    std::string_view label;
    double mean;
};

// Cells of negative binomials with variance 1.5 times the mean.
PrintedTable drawn(std::span<const Line> lines, std::vector<std::string> columns, stats::Random& random);

}  // namespace atalaya::simulate
