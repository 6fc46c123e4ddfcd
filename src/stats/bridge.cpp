#include "stats/bridge.hpp"

#include <algorithm>
#include <cmath>

#include "core/error.hpp"
#include "stats/distributions.hpp"

namespace atalaya::stats {

namespace {

constexpr double normal_975 = 1.959963984540054;

}  // namespace

Maybe<Bridge> bridge(const DoubleCoded& overlap, double phi) {
    const auto& [kept, gained, lost] = overlap;
    const double now = kept + gained, old = kept + lost;
    if (!(kept >= 0 && gained >= 0 && lost >= 0)) return std::unexpected{Why::not_a_count};
    if (kept + gained + lost == 0) return std::unexpected{Why::no_events};
    if (now == 0 || old == 0) return std::unexpected{Why::no_base};

    const double apart = 1 / now - 1 / old;
    Bridge out{.factor = now / old,
               .var_log = phi * (kept * apart * apart + gained / (now * now) + lost / (old * old)),
               .gained_share = gained / old,
               .lost_share = lost / old,
               .phi = phi};
    const double width = std::exp(normal_975 * std::sqrt(out.var_log));
    out.low = out.factor / width;
    out.high = out.factor * width;
    return out;
}

Bridged bridged(double count, const Bridge& bridge) {
    const double value = count * bridge.factor;
    const double chance =
        bridge.phi * count * (bridge.gained_share + bridge.lost_share * (1 - bridge.lost_share));
    const double width = normal_975 * std::sqrt(value * value * bridge.var_log + chance);
    return {value, std::max(0.0, value - width), value + width};
}

Bridged bridged(const Spanning& counted, const Bridge& bridge) {
    const auto old = bridged(counted.before, bridge);
    return {old.value + counted.after, old.low + counted.after, old.high + counted.after};
}

Change compare(const Spanning& now, const Spanning& before, const Bridge& bridge,
               const Dispersion& dispersion) {
    expects(dispersion.phi >= 1 && dispersion.phi_in_table >= 1, "compare: phi is 1 or more");
    const double f = bridge.factor;
    Change change{.now = now.before * f + now.after, .before = before.before * f + before.after};
    change.percent_allowed = change.before >= base_for_percent;
    if (change.before == 0) change.why = Why::no_base;
    if (change.now == 0) change.why = Why::no_events;
    if (change.why) return change;

    const auto chance = [&](const Spanning& of, double all) {
        return (of.before * f * f + of.after) / (all * all);
    };
    const double apart = now.before * f / change.now - before.before * f / change.before;
    const double counts = chance(now, change.now) + chance(before, change.before);
    const auto deviation = [&](double phi) {
        return std::sqrt(phi * counts + bridge.var_log * apart * apart);
    };
    const double log_ratio = std::log(change.now / change.before);
    change.p = t_two_sided(log_ratio / deviation(dispersion.phi), dispersion.df);
    change.p_in_table = t_two_sided(log_ratio / deviation(dispersion.phi_in_table), dispersion.df_in_table);

    const double width = t_quantile(0.975, dispersion.df) * deviation(dispersion.phi);
    change.percent = 100 * (std::exp(log_ratio) - 1);
    change.low = 100 * (std::exp(log_ratio - width) - 1);
    change.high = 100 * (std::exp(log_ratio + width) - 1);
    return change;
}

}  // namespace atalaya::stats
