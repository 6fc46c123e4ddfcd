// The text that the cells of a row's key columns make, of which the incident's key is the digest; and the key of a row of
// a source that names no key columns.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/digest.hpp"
#include "intake/hash.hpp"

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

// Hash of every cell that is neither the key nor a row's number. `is_key` has a place for each cell.
inline std::uint64_t row_rest(std::span<const std::string_view> cells, const std::vector<bool>& is_key) {
    std::uint64_t hash = 0;
    for (std::size_t i = 0; i < is_key.size(); ++i) {
        if (!is_key[i]) hash = combined(hash, hash_of(cells[i]));
    }
    return hash;
}

// Without a key a row is known by its cells, and by its turn (1, 2, ...) among equal rows.
inline IncidentKey key_of_rest(std::string_view source, std::uint64_t rest, std::size_t turn) {
    return incident_key(source, std::to_string(rest) + "#" + std::to_string(turn));
}

}  // namespace atalaya::intake
