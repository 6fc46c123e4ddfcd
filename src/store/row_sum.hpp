// The content of many rows whatever their order: each row's 128-bit hash (SipHash-2-4 of
// its values), added up. Equal sums mean equal rows for all but malice; a single changed
// value changes the sum.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/digest.hpp"
#include "core/table.hpp"
#include "store/database.hpp"

namespace atalaya::store {

struct RowHash {
    std::uint64_t high{}, low{};
    friend auto operator<=>(const RowHash&, const RowHash&) = default;
};

// `buffer` is scratch that is reused from row to row.
RowHash hash_of(std::span<const Cell> row, std::string& buffer);

// The values of a row of columns, as a database would answer with them.
void cells_of(const Table& table, std::size_t row, std::vector<Cell>& cells);

struct RowSum {
    std::int64_t rows = 0;
    RowHash sum;

    void add(const RowHash& hash) {
        ++rows;
        sum.high += hash.high;
        sum.low += hash.low;
    }
    Digest digest() const;
    friend bool operator==(const RowSum&, const RowSum&) = default;
};

}  // namespace atalaya::store
