// A sheet to type a printed table into: labels and heads written, numbers and totals to fill in.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace atalaya::render {

struct GridSheet {
    std::string sheet, title, language;
    std::size_t head_row = 1;                    // from 1
    std::vector<std::string> heads;              // of the labels, then of the numbers, then of their total
    std::vector<std::vector<std::string>> rows;  // labels; the last row is the total
};

// The bytes of a workbook. A total that is not what stands above or beside it turns red while it is typed. The same sheet
// gives the same bytes. Throws Error{no_space} as xlsx().
std::string grid_xlsx(const GridSheet& grid);

}  // namespace atalaya::render
