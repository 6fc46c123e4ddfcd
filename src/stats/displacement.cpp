#include "stats/displacement.hpp"

#include <cmath>

#include "core/error.hpp"
#include "stats/distributions.hpp"

namespace atalaya::stats {

namespace {

struct Moved {
    double by{};
    double variance{};
};

Moved moved(const BeforeAfter& area) {
    expects(area.weight_before > 0 && area.weight_after > 0, "a weight of a count is above 0");
    expects(area.before >= 0 && area.after >= 0, "a count is 0 or more");
    const double before = area.before / area.weight_before, after = area.after / area.weight_after;
    return {after - before, before / area.weight_before + after / area.weight_after};
}

Difference difference(double estimate, double variance) {
    const double se = std::sqrt(variance), reach = normal_quantile(0.975) * se;
    return {estimate, se, se == 0 ? 0 : estimate / se, estimate - reach, estimate + reach};
}

Difference against(const BeforeAfter& area, const BeforeAfter& control) {
    const Moved here = moved(area), there = moved(control);
    return difference(here.by - there.by, here.variance + there.variance);
}

Difference sum(const Difference& a, const Difference& b) {
    return difference(a.estimate + b.estimate, a.se * a.se + b.se * b.se);
}

}  // namespace

Displacement weighted_displacement(const BeforeAfter& treated, const BeforeAfter& control) {
    const Difference local = against(treated, control);
    return {local, {}, local};
}

Displacement weighted_displacement(const BeforeAfter& treated, const BeforeAfter& control,
                                   const BeforeAfter& ring, const BeforeAfter& ring_control) {
    const Difference local = against(treated, control), displaced = against(ring, ring_control);
    return {local, displaced, sum(local, displaced)};
}

Difference harm_weighted(std::span<const OffenceDifference> offences) {
    double estimate = 0, variance = 0;
    for (const auto& [found, harm] : offences) {
        estimate += harm * found.estimate;
        variance += harm * harm * found.se * found.se;
    }
    return difference(estimate, variance);
}

Maybe<DisplacementQuotient> displacement_quotient(const BeforeAfter& treated, const BeforeAfter& ring,
                                                  const BeforeAfter& control) {
    if (!(control.before > 0 && control.after > 0)) return std::unexpected{Why::no_base};
    const auto against_control = [&](const BeforeAfter& area) {
        return area.after / control.after - area.before / control.before;
    };
    const double expected_change = control.after / control.before;
    const auto net = [&](const BeforeAfter& area) { return area.before * expected_change - area.after; };

    DisplacementQuotient out;
    out.gross_effect = treated.before - treated.after;
    out.success = against_control(treated);
    out.net_effect = -out.success;
    out.buffer = against_control(ring);
    if (out.success < 0) out.quotient = out.buffer / out.success;
    out.total_net_effect = net(treated) + net(ring);
    return out;
}

}  // namespace atalaya::stats
