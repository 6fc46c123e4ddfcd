// Printed totals, known by their words, and whether they close.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace atalaya::intake {

// What a label says of a total: "" of everything ("TOTAL", "Subtotal:"), or of what ("Total Robo", "2019 Total").
// Nothing when none of the words begins or ends it. Folded; "sub total" and "totales" are "subtotal" and "total".
std::optional<std::string> total_of(std::string_view label, std::span<const std::string> words);

// Rows of numbers under labels; a number that nobody could read is not known, a blank one is none.
struct LabelledRow {
    std::vector<std::string> labels;                  // folded
    std::vector<std::optional<std::int64_t>> values;  // nothing: blank, or says that there is no data
    std::vector<bool> unread;                         // by value: written, and no number
};

// A total's cell that is not what the cells above it add up to.
struct OpenTotal {
    std::size_t row, value;  // of the total, in the rows handed over; and which of its values
    std::int64_t says, adds;
};
struct TotalsCompared {
    std::vector<OpenTotal> open;
    std::vector<std::pair<std::size_t, std::size_t>> closed;  // the row and the value of those that are
    std::int64_t compared = 0;
};

// Compares each row that is a total with the sum of the rows that are none and have its other labels; a blank one is
// any, and so is one that no row has ("Total general"), while "Total Robo" asks for the rows of that label. Where some
// of its cells do not close so, it is read as the total of all rows, or of those since the total before it ("Total de la
// página"), when then fewer are open. Cells above which a
// number was not read are not compared. All rows have as many labels and values. O(rows x totals x values).
TotalsCompared compare_totals(std::span<const LabelledRow> rows, std::span<const std::string> words);

}  // namespace atalaya::intake
