#include <algorithm>
#include <cmath>

#include "methods/long_work.hpp"

namespace atalaya::methods {

// An E-test of a row adds up over as many counts as the larger one may vary by.
double seconds_of_change(const Asked& asked) {
    const auto& cells = asked.table("cells");
    const auto &now = cells.numbers("now"), &before = cells.numbers("before");
    double seconds = 0;
    for (std::size_t i = 0; i < now.size(); ++i)
        seconds += 1e-5 * (1 + std::sqrt(std::max(now[i], before[i])));
    return seconds;
}

}  // namespace atalaya::methods
