// The text that the cells of a row's key columns make, of which the incident's key is the digest.
#pragma once

#include <string>
#include <string_view>

namespace atalaya::intake {

// A cell that holds the sign between cells would make one key of two: that sign, and the one that escapes it, are
// written in two.
inline void add_to_key(std::string& key, std::string_view cell) {
    constexpr char between_cells = '\x1F', escape = '\x1E';
    if (!key.empty()) key += between_cells;
    if (cell.find_first_of("\x1F\x1E") == std::string_view::npos) {
        key += cell;
        return;
    }
    for (const char c : cell) {
        key += c == between_cells ? escape : c;
        if (c == between_cells) key += '1';
        if (c == escape) key += '0';
    }
}

}  // namespace atalaya::intake
