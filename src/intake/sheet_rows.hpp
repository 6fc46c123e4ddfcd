// The rows of a sheet as they are, before anybody knows which of them is the head.
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "intake/bytes.hpp"

namespace atalaya::intake {

// In the workbook's order. Throws Error{bad_input} when the file is no workbook.
std::vector<std::string> sheet_names(const OpenFile& file);

// Calls `row(number, cells)` for each row that is written, numbers from 1, cells to the last that says
// something, as text (rows.hpp); false stops.
void each_sheet_row(const OpenFile& file, const std::string& sheet,
                    const std::function<bool(std::size_t, std::span<const std::string>)>& row);

}  // namespace atalaya::intake
