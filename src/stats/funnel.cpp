#include "stats/funnel.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/error.hpp"
#include "stats/distributions.hpp"

namespace atalaya::stats {

namespace {

constexpr std::size_t least_for_dispersion = 5;

struct City {
    double events{};
    double exposure{};
};

// A territory without exposure, or that is the whole city, compares with nothing.
bool computable(double exposure, const City& city) {
    return exposure > 0 && exposure < city.exposure && city.events > 0;
}

double z_of(double events, double share, double total) {
    return (events - total * share) / std::sqrt(total * share * (1 - share));
}

Maybe<double> ratio_to_rest(double events, double exposure, const City& city) {
    if (!(exposure > 0 && exposure < city.exposure)) return std::unexpected{Why::no_exposure};
    if (city.events == 0) return std::unexpected{Why::no_events};
    if (events == city.events) return std::unexpected{Why::no_base};
    return events / exposure / ((city.events - events) / (city.exposure - exposure));
}

// The ratio at which a territory with this share of the exposure would reach z, given the
// city's total: events = N s + z sqrt(N s (1 - s)), held inside 0 .. N.
double ratio_at(double z, double share, double total) {
    const double events = std::clamp(total * share + z * std::sqrt(total * share * (1 - share)), 0.0, total);
    return events / (total - events) * (1 - share) / share;
}

}  // namespace

std::string_view code(Position position) {
    switch (position) {
        case Position::above: return "above";
        case Position::within: return "within";
        case Position::below: return "below";
    }
    return "";
}

double winsorised_dispersion(std::vector<double> z) {
    if (z.size() < least_for_dispersion) return 1;
    std::sort(z.begin(), z.end());
    const auto percentile = [&](double share) {
        const double at = share * static_cast<double>(z.size() - 1);
        const auto below = static_cast<std::size_t>(at);
        const double rest = at - static_cast<double>(below);
        return below + 1 < z.size() ? z[below] + rest * (z[below + 1] - z[below]) : z[below];
    };
    const double low = percentile(0.1), high = percentile(0.9);
    double squares = 0;
    for (const double value : z) {
        const double drawn_in = std::clamp(value, low, high);
        squares += drawn_in * drawn_in;
    }
    return std::max(1.0, squares / static_cast<double>(z.size()));
}

Funnel funnel(std::span<const double> events, std::span<const double> exposure, double confidence,
              Spread spread) {
    expects(events.size() == exposure.size(), "funnel: one exposure per territory");
    expects(confidence > 0 && confidence < 1, "a confidence is between 0 and 1");

    const City city{std::accumulate(events.begin(), events.end(), 0.0),
                    std::accumulate(exposure.begin(), exposure.end(), 0.0)};
    Funnel out;
    std::vector<double> z;
    for (std::size_t i = 0; i < events.size(); ++i) {
        FunnelPoint point{.ratio = ratio_to_rest(events[i], exposure[i], city)};
        if (computable(exposure[i], city)) {
            point.z = z_of(events[i], exposure[i] / city.exposure, city.events);
            z.push_back(point.z);
        }
        out.points.push_back(point);
    }

    out.phi = spread == Spread::winsorised ? winsorised_dispersion(z) : 1;
    const double limit = normal_quantile(0.5 + confidence / 2) * std::sqrt(out.phi);
    for (std::size_t i = 0; i < events.size(); ++i) {
        if (!computable(exposure[i], city)) continue;
        auto& point = out.points[i];
        const double share = exposure[i] / city.exposure;
        point.low = ratio_at(-limit, share, city.events);
        point.high = ratio_at(limit, share, city.events);
        point.position = point.z > limit    ? Position::above
                         : point.z < -limit ? Position::below
                                            : Position::within;
    }
    return out;
}

}  // namespace atalaya::stats
