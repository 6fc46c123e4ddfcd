#include "stats/harm.hpp"

#include <algorithm>
#include <cmath>

#include "core/error.hpp"
#include "stats/gamma_limits.hpp"

namespace atalaya::stats {

Maybe<Harm> harm_index(std::span<const Offence> offences, double confidence, double phi) {
    expects(confidence > 0 && confidence < 1 && phi >= 1,
            "harm_index: confidence between 0 and 1, phi from 1");
    if (offences.empty()) return std::unexpected{Why::too_few_values};
    Harm out;
    double variance = 0, largest = 0;
    for (const auto& [count, weight] : offences) {
        if (!(count >= 0 && weight > 0) || !std::isfinite(count) || !std::isfinite(weight))
            return std::unexpected{Why::not_a_count};
        out.harm += weight * count;
        out.events += count;
        variance += weight * weight * count;
        largest = std::max(largest, weight);
    }
    for (const auto& [count, weight] : offences)
        out.share.push_back(out.harm > 0 ? weight * count / out.harm : 0);
    out.average = out.events > 0 ? out.harm / out.events : 0;
    out.se = std::sqrt(phi * variance);

    const auto limits = gamma_limits(out.harm, variance, largest, confidence, phi);
    out.low = limits.low;
    out.high = limits.high;
    return out;
}

Maybe<HarmRate> harm_rate(const Harm& harm, double population, double per) {
    if (!(population > 0)) return std::unexpected{Why::no_exposure};
    const double k = per / population;
    return HarmRate{k * harm.harm, k * harm.low, k * harm.high};
}

}  // namespace atalaya::stats
