// Rows of a table that no word calls totals and whose numbers are sums of the rows above.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace atalaya::intake {

using Numbers = std::vector<std::optional<std::int64_t>>;  // of one row; nothing: blank, or no number

// By row, whether each of its numbers is the sum of those of two rows or more right above it, as far up as it takes, sums
// and `passed` ones (totals) left out. So that chance makes none, six of its numbers are above 0, and two of the rows
// above too. O(rows x rows x numbers) at worst; what already exceeds a number is left at once.
std::vector<bool> summed_rows(std::span<const Numbers> rows, const std::vector<bool>& passed);

}  // namespace atalaya::intake
