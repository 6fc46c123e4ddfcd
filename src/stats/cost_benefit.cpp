#include "stats/cost_benefit.hpp"

#include <cmath>

#include "core/error.hpp"
#include "stats/distributions.hpp"

namespace atalaya::stats {

double present_value(double amount, double year, double rate) {
    expects(rate > -1, "present_value: a rate above -1");
    return amount / std::pow(1 + rate, year);
}

CostBenefit cost_benefit(std::span<const Prevented> effects, std::span<const Cost> costs, double rate,
                         double confidence, Errors errors) {
    expects(confidence > 0 && confidence < 1, "a confidence lies between 0 and 1");
    const double z = normal_quantile(0.5 + confidence / 2);
    CostBenefit out;
    double sum = 0, squares = 0;
    for (const auto& one : effects) {
        expects(one.low <= one.high, "an interval from low to high");
        const double unit = present_value(one.unit_cost, one.year, rate);
        const double se = std::abs(unit) * (one.high - one.low) / (2 * z);
        out.benefits += unit * one.events;
        sum += se;
        squares += se * se;
    }
    for (const auto& one : costs) out.costs += present_value(one.amount, one.year, rate);
    out.benefits_se = errors == Errors::together ? sum : std::sqrt(squares);
    out.net = out.benefits - out.costs;
    const double reach = z * out.benefits_se;
    out.net_low = out.net - reach;
    out.net_high = out.net + reach;
    if (out.costs > 0) {
        out.ratio = out.benefits / out.costs;
        out.ratio_low = (out.benefits - reach) / out.costs;
        out.ratio_high = (out.benefits + reach) / out.costs;
    }
    if (out.benefits > 0) out.break_even = out.costs / out.benefits;
    if (out.benefits_se > 0) out.chance = normal_cdf(out.net / out.benefits_se);
    return out;
}

}  // namespace atalaya::stats
