#include "store/row_sum.hpp"

#include <sodium.h>

#include <cstring>

#include "core/error.hpp"

namespace atalaya::store {
namespace {

template <class T>
void add_bytes(std::string& buffer, T value) {
    char bytes[sizeof value];
    std::memcpy(bytes, &value, sizeof value);
    buffer.append(bytes, sizeof value);
}

template <class T>
Cell number(T value, Cell::Kind kind = Cell::Kind::integer) {
    if (value == nothing<T>) return {};
    return {kind, static_cast<std::int64_t>(value), {}};
}

}  // namespace

RowHash hash_of(std::span<const Cell> row, std::string& buffer) {
    static constexpr unsigned char key[crypto_shorthash_siphashx24_KEYBYTES] = "atalaya row sum";
    buffer.clear();
    for (const auto& cell : row) {
        buffer += static_cast<char>(cell.kind);
        if (cell.kind == Cell::Kind::text) {
            add_bytes(buffer, static_cast<std::uint32_t>(cell.text.size()));
            buffer += cell.text;
        } else if (cell.kind != Cell::Kind::null) {
            add_bytes(buffer, cell.number);
        }
    }
    unsigned char out[crypto_shorthash_siphashx24_BYTES];
    crypto_shorthash_siphashx24(out, reinterpret_cast<const unsigned char*>(buffer.data()), buffer.size(),
                                key);
    RowHash hash;
    std::memcpy(&hash, out, sizeof hash);
    return hash;
}

void cells_of(const Table& table, std::size_t row, std::vector<Cell>& cells) {
    cells.resize(table.columns.size());
    for (std::size_t c = 0; c < cells.size(); ++c) {
        const auto& column = table.columns[c].cells;
        if (const auto* text = std::get_if<Coded>(&column)) {
            cells[c] = {Cell::Kind::text, 0, (*text)[row]};
        } else if (const auto* days = std::get_if<Days>(&column)) {
            cells[c] = number(days->since_epoch[row], Cell::Kind::day);
        } else if (const auto* wide = std::get_if<std::vector<std::int64_t>>(&column)) {
            cells[c] = number((*wide)[row]);
        } else if (const auto* middle = std::get_if<std::vector<std::int32_t>>(&column)) {
            cells[c] = number((*middle)[row]);
        } else {
            cells[c] = number(std::get<std::vector<std::int8_t>>(column)[row]);
        }
    }
}

Digest RowSum::digest() const {
    std::string bytes;
    add_bytes(bytes, rows);
    add_bytes(bytes, sum.high);
    add_bytes(bytes, sum.low);
    return sha256(bytes);
}

}  // namespace atalaya::store
