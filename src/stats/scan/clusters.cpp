#include "stats/scan/clusters.hpp"

#include <algorithm>
#include <cmath>

#include "stats/random.hpp"

namespace atalaya::stats {

namespace {

// 1 - exp(-exp(-z)), without cancellation where it is small.
double gumbel_above(double z) {
    const double t = exp_same(-z);
    return t < 1e-5 ? t * (1 - t / 2) : 1 - exp_same(-t);
}

}  // namespace

std::vector<Cluster> without_overlap(std::vector<Candidate> candidates, const Circles& circles,
                                     std::span<const Planar> locations, std::span<const Planar> centres,
                                     std::size_t all_cases) {
    std::erase_if(candidates, [](const Candidate& c) { return !(c.llr > 0); });
    std::ranges::stable_sort(candidates,
                             [](const Candidate& a, const Candidate& b) { return a.llr > b.llr; });
    std::vector<bool> taken(locations.size());
    std::vector<Cluster> clusters;
    for (const auto& candidate : candidates) {
        Cluster cluster{.centre = candidate.centre,
                        .locations = {},
                        .first_period = candidate.first_period,
                        .past_period = candidate.past_period,
                        .cases = candidate.cases,
                        .expected = candidate.expected,
                        .llr = candidate.llr};
        bool free = true;
        for (std::size_t k = circles.first[candidate.centre]; k < candidate.past_member; ++k) {
            cluster.locations.push_back(circles.member[k] & ~Circles::ends);
            free = free && !taken[cluster.locations.back()];
        }
        if (!free) continue;
        for (const auto i : cluster.locations) taken[i] = true;
        const Planar centre = centres[candidate.centre], edge = locations[cluster.locations.back()];
        cluster.radius =
            std::sqrt((centre.x - edge.x) * (centre.x - edge.x) + (centre.y - edge.y) * (centre.y - edge.y));
        const auto inside = static_cast<double>(cluster.cases),
                   outside = static_cast<double>(all_cases) - inside;
        cluster.ratio = inside / cluster.expected;
        if (outside > 0)
            cluster.relative_risk =
                cluster.ratio / (outside / (static_cast<double>(all_cases) - cluster.expected));
        clusters.push_back(std::move(cluster));
    }
    return clusters;
}

void put_p(Cluster& cluster, std::span<const double> largest) {
    if (largest.empty()) return;
    const auto n = static_cast<double>(largest.size());
    double as_high = 0, mean = 0, squares = 0;
    for (const double v : largest) {
        as_high += v >= cluster.llr;
        mean += v / n;
    }
    for (const double v : largest) squares += (v - mean) * (v - mean);
    cluster.p = (1 + as_high) / (1 + n);
    cluster.p_error = std::sqrt(cluster.p * (1 - cluster.p) / n);
    if (largest.size() < 50 || squares == 0) return;
    const double scale = std::sqrt(6 * squares / (n - 1)) / 3.14159265358979323846;
    cluster.p_gumbel = gumbel_above((cluster.llr - (mean - 0.57721566490153286061 * scale)) / scale);
}

std::optional<std::size_t> stopping_place(std::span<const double> largest, double llr, std::size_t h) {
    std::size_t met = 0;
    for (std::size_t r = 0; r < largest.size(); ++r) {
        met += largest[r] >= llr;
        if (met == h) return r + 1;
    }
    return {};
}

}  // namespace atalaya::stats
