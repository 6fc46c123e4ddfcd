#include "simulate/printed_table.hpp"

#include <utility>

namespace atalaya::simulate {

int PrintedTable::row_total(std::size_t row) const {
    int sum = 0;
    for (const auto& cell : cells[row]) sum += cell.value_or(0);
    return sum;
}

int PrintedTable::column_total(std::size_t column) const {
    int sum = 0;
    for (const auto& row : cells) sum += row[column].value_or(0);
    return sum;
}

int PrintedTable::total() const {
    int sum = 0;
    for (std::size_t row = 0; row < cells.size(); ++row) sum += row_total(row);
    return sum;
}

std::int64_t PrintedTable::counts() const {
    std::int64_t numbers = 0;
    for (const auto& row : cells)
        for (const auto& cell : row) numbers += cell.has_value();
    return numbers;
}

std::vector<std::vector<std::string>> PrintedTable::printed() const {
    std::vector<std::vector<std::string>> out;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        auto& line = out.emplace_back();
        for (const auto& cell : cells[row]) line.push_back(cell ? std::to_string(*cell) : "S/D");
        line.push_back(std::to_string(printed_total(row)));
    }
    auto& last = out.emplace_back();
    for (std::size_t column = 0; column < columns.size(); ++column)
        last.push_back(std::to_string(column_total(column)));
    last.push_back(std::to_string(total()));
    return out;
}

PrintedTable drawn(std::span<const Line> lines, std::vector<std::string> columns, stats::Random& random) {
    constexpr double phi = 1.5;
    PrintedTable table{.rows = {}, .columns = std::move(columns), .cells = {}};
    for (const auto& line : lines) {
        table.rows.emplace_back(line.label);
        auto& cells = table.cells.emplace_back();
        for (std::size_t i = 0; i < table.columns.size(); ++i)
            cells.emplace_back(static_cast<int>(random.negative_binomial(line.mean, phi)));
    }
    return table;
}

}  // namespace atalaya::simulate
