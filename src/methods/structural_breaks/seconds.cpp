#include <algorithm>

#include "methods/covariates.hpp"
#include "methods/long_work.hpp"

namespace atalaya::methods {

// As many steps as stats/structural_breaks.hpp says.
double seconds_of_structural_breaks(const Asked& asked) {
    const double columns = 1 + (asked.flag("trend") ? 1 : 0) +
                           static_cast<double>(covariates_of(asked, "series").size()),
                 breaks = std::min(asked.number("most"), 1 / asked.number("share") - 1);
    const double rows = rows_of(asked, "series");
    return rows * rows * (columns * columns + breaks) * 1.1e-9;
}

}  // namespace atalaya::methods
