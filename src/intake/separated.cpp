#include "intake/separated.hpp"

#include "intake/csv.hpp"

namespace atalaya::intake {
namespace {

std::string quoted(std::string_view cell, char separator) {
    if (cell.find(separator) == std::string_view::npos) return csv_cell(cell);
    std::string out = "\"";
    for (const char c : cell) out += c == '"' ? std::string{"\"\""} : std::string{c};
    return out + '"';
}

}  // namespace

void add_separated(std::string& text, std::span<const std::string_view> cells, char separator) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (i > 0) text += separator;
        text += quoted(cells[i], separator);
    }
    if (cells.size() == 1 && cells[0].empty()) text += "\"\"";
    text += '\n';
}

}  // namespace atalaya::intake
