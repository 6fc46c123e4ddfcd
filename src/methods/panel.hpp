// A panel told row by row of units and periods, each pair once. Units that lack a period are left out.
#pragma once

#include <string>
#include <vector>

#include "methods/method.hpp"

namespace atalaya::methods {

struct PanelRows {
    std::vector<std::string> units;               // in the order of their names
    std::vector<double> periods;                  // ascending
    std::vector<std::vector<std::size_t>> row{};  // [unit][period]: which row of the table it is
    std::int64_t unbalanced = 0;                  // rows of units that lack a period: left out
    std::vector<double> outcomes(const Numbers& column) const;  // unit after unit
};
// Of the columns "unit" and "period" of a table. Throws Error{bad_input} where a unit has a period twice.
PanelRows panel_rows(const Asked& asked, std::string_view table);

}  // namespace atalaya::methods
