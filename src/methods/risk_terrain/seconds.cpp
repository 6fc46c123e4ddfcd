#include <algorithm>

#include "methods/long_work.hpp"

namespace atalaya::methods {

// A path of penalties for each fold and for all cells.
double seconds_of_risk_terrain(const Asked& asked) {
    const auto factors = std::ranges::count_if(
        asked.table("cells").columns, [](const Column& column) { return column.name.starts_with("x"); });
    const double fits = asked.number("lambda") > 0 ? 1 : 1 + asked.number("folds");
    return rows_of(asked, "cells") * static_cast<double>(factors) * fits * 7e-6;
}

}  // namespace atalaya::methods
