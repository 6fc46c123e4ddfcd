// Rows written as separated values: how a redacted twin is kept, whatever the file was.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace atalaya::intake {

// Adds one record and its line end. A record of one blank cell is written "", for a blank line would be no row.
void add_separated(std::string& text, std::span<const std::string_view> cells, char separator);

}  // namespace atalaya::intake
