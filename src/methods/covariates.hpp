// Columns of what may explain a figure: x1, x2 ... x12, as many of them as a table has.
#pragma once

#include <string>
#include <vector>

#include "methods/method.hpp"

namespace atalaya::methods {

inline constexpr int most_covariates = 12;

inline std::vector<ColumnSpec> covariate_columns() {
    std::vector<ColumnSpec> columns;
    for (int i = 1; i <= most_covariates; ++i)
        columns.push_back({.name = "x" + std::to_string(i), .optional = true});
    return columns;
}

// The names of those that a table has, in order.
inline std::vector<std::string> covariates_of(const Asked& asked, std::string_view table) {
    std::vector<std::string> names;
    for (const auto& column : covariate_columns())
        if (asked.has(table, column.name)) names.push_back(column.name);
    return names;
}

}  // namespace atalaya::methods
