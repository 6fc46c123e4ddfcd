#include "simulate/paper.hpp"

namespace atalaya::simulate {

void Paper::add(const PrintedTable& table) {
    counts += table.counts();
    sum += table.total();
    no_data += static_cast<std::int64_t>(table.rows.size() * table.columns.size()) - table.counts();
}

int year_of(Month month) {
    return static_cast<int>(month.year());
}

std::string in_capitals(std::string_view text) {
    std::string out;
    for (const char c : text) out += static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    return out;
}

}  // namespace atalaya::simulate
