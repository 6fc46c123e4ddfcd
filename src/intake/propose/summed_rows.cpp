#include "intake/propose/summed_rows.hpp"

#include <algorithm>

namespace atalaya::intake {

namespace {

constexpr std::int64_t least_positive = 6, least_rows = 2;

std::int64_t positive(const Numbers& numbers) {
    return std::count_if(numbers.begin(), numbers.end(), [](const auto& n) { return n && *n > 0; });
}

// Adds a row to the sums; false when it makes one of them more than the total says.
bool add(std::vector<std::int64_t>& sums, const Numbers& row, const Numbers& total) {
    for (std::size_t i = 0; i < total.size(); ++i) {
        if (!total[i]) continue;
        sums[i] += i < row.size() ? row[i].value_or(0) : 0;
        if (sums[i] > *total[i]) return false;
    }
    return true;
}

bool reached(const std::vector<std::int64_t>& sums, const Numbers& total) {
    for (std::size_t i = 0; i < total.size(); ++i)
        if (total[i] && sums[i] != *total[i]) return false;
    return true;
}

bool is_sum(std::span<const Numbers> above, const std::vector<bool>& passed, const Numbers& total) {
    if (positive(total) < least_positive) return false;
    std::vector<std::int64_t> sums(total.size(), 0);
    std::int64_t rows = 0;
    for (std::size_t row = above.size(); row-- > 0;) {
        if (passed[row]) continue;
        if (!add(sums, above[row], total)) return false;
        rows += positive(above[row]) > 0;
        if (rows >= least_rows && reached(sums, total)) return true;
    }
    return false;
}

}  // namespace

std::vector<bool> summed_rows(std::span<const Numbers> rows, const std::vector<bool>& passed) {
    std::vector<bool> left_out = passed, sums(rows.size(), false);
    for (std::size_t row = 0; row < rows.size(); ++row) {
        if (left_out[row] || !is_sum(rows.first(row), left_out, rows[row])) continue;
        sums[row] = left_out[row] = true;
    }
    return sums;
}

}  // namespace atalaya::intake
