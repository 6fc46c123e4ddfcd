// Columns of a segment as columns of the analytics store.
#pragma once

#include <string_view>
#include <vector>

#include "core/table.hpp"
#include "store/segment.hpp"

namespace atalaya::store {

// The same text in each of `rows` rows.
Coded repeated(std::string_view text, std::size_t rows);
// The words that `numbers` name in a text column. Error{corrupt} for one it does not have.
Coded text_column(const StoredColumn& column, const std::vector<std::int64_t>& numbers);

}  // namespace atalaya::store
