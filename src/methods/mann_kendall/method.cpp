#include "stats/mann_kendall.hpp"

#include <cmath>

#include "methods/all.hpp"
#include "methods/rows.hpp"

namespace atalaya::methods {

namespace {

const std::vector<std::string> figures{"s",     "variance", "z",         "p",
                                       "tau_b", "slope",    "slope_low", "slope_high"};

}  // namespace

Method mann_kendall() {
    return {
        .name = "mann_kendall",
        .version = "3",
        .family = "time",
        .tables = {{.name = "series", .columns = {{.name = "value"}}, .order = Order::fixed}},
        .settings = {number("confidence", 0.95, 0.5, 0.9999)},
        .answers = {{.name = "trend", .columns = named(figures)}},
        .run =
            [](const Asked& asked) {
                const auto& values = asked.table("series").numbers("value");
                if (values.size() < 4) return refusal("fewer_than_four_periods");
                const auto trend = stats::mann_kendall(values);
                if (!trend) return refusal(std::string{stats::code(trend.error())});
                const auto slope = stats::sen_slope(values, asked.number("confidence"));
                if (!slope) return refusal(std::string{stats::code(slope.error())});
                Rows rows{figures};
                rows.add({static_cast<double>(trend->s), trend->variance, trend->z, trend->p, trend->tau_b,
                          slope->slope, slope->low, slope->high},
                         std::isnan(trend->tau_b) ? stats::code(stats::Why::constant) : "");
                return answer("trend", std::move(rows));
            },
    };
}

}  // namespace atalaya::methods
