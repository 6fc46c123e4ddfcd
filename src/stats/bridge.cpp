#include "stats/bridge.hpp"

#include <algorithm>
#include <cmath>

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

}  // namespace atalaya::stats
