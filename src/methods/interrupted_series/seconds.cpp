#include "methods/long_work.hpp"
#include "stats/glm.hpp"

namespace atalaya::methods {

// A fit goes through all rows some five times, and of a negative binomial some fifty; errors that drag on, once for each lag.
double seconds_of_interrupted_series(const Asked& asked) {
    constexpr double a_row = 4e-6, a_row_of_both = 3e-5, a_product = 1.2e-9;
    const double rows = rows_of(asked, "series"), columns = 4 + 2 * asked.number("harmonics");
    double seconds = rows * (asked.choice("family") == "negative_binomial" ? a_row_of_both : a_row);
    if (asked.flag("hac")) {
        const double said = asked.number("hac_lag");
        const double lag =
            said > 0 ? said : static_cast<double>(stats::usual_lag(static_cast<std::size_t>(rows)));
        seconds += rows * lag * columns * columns * a_product;
    }
    return seconds;
}

}  // namespace atalaya::methods
