#include "stats/scan/circles.hpp"

#include <algorithm>

#include "core/error.hpp"

namespace atalaya::stats {

Circles circles_of(std::span<const Planar> locations, std::span<const double> population,
                   std::span<const Planar> centres, double most) {
    expects(
        locations.size() == population.size() && locations.size() < Circles::ends && most > 0 && most <= 1,
        "circles_of: one population a location, a share of it");
    double all = 0;
    for (const double p : population) all += p;
    const double limit = most * all * (1 + 1e-12);

    Circles circles;
    std::vector<std::pair<double, std::uint32_t>> by_distance(locations.size());
    for (const Planar centre : centres) {
        for (std::uint32_t i = 0; i < locations.size(); ++i) {
            const double dx = locations[i].x - centre.x, dy = locations[i].y - centre.y;
            by_distance[i] = {dx * dx + dy * dy, i};
        }
        std::ranges::sort(by_distance);
        double inside = 0;
        for (std::size_t at = 0, past = 0; at < by_distance.size(); at = past) {
            const double farthest = by_distance[at].first * (1 + 1e-12);
            for (; past < by_distance.size() && by_distance[past].first <= farthest; ++past)
                inside += population[by_distance[past].second];
            if (inside > limit) break;
            for (std::size_t k = at; k < past; ++k) circles.member.push_back(by_distance[k].second);
            circles.member.back() |= Circles::ends;
        }
        circles.first.push_back(circles.member.size());
    }
    return circles;
}

}  // namespace atalaya::stats
