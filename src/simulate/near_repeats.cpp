#include <algorithm>

#include "simulate/facts.hpp"

namespace atalaya::simulate {
namespace {

double squared(Planar a, Planar b) {
    return (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y);
}

// The chance that two independent burglaries are within `metres` of each other.
double chance_of_being_near(const Town& town, std::span<const double> weights, double metres) {
    std::vector<Planar> middles;
    for (const auto& segment : town.segments) middles.push_back(town.middle(segment));
    double chance = 0;
    for (std::size_t i = 0; i < middles.size(); ++i) {
        for (std::size_t j = 0; j < middles.size(); ++j) {
            if (squared(middles[i], middles[j]) <= metres * metres) chance += weights[i] * weights[j];
        }
    }
    return chance;
}

// The share q of burglaries to move next to an earlier one. With b earlier ones near by
// chance, R b = (1 - q) b + q (1 + ...): a moved one is near its parent, and near some of
// the parent's own neighbours, about as many as it was near by chance: R b = b + q.
// The pairs that moving adds over all the years raise what chance gives by some 8 %.
double share_to_move(double ratio, double by_chance) {
    return std::min(0.9, (1.08 * ratio - 1) * by_chance);
}

Spot spot_near(const Town& town, std::span<const double> weights, const Spot& parent, double metres,
               stats::Random& random) {
    std::vector<double> around(weights.size());
    for (std::size_t i = 0; i < around.size(); ++i) {
        if (squared(town.middle(town.segments[i]), parent.at) <= metres * metres) around[i] = weights[i];
    }
    around[parent.segment] += 1e-12;
    const Wheel wheel{around};
    for (int attempt = 0; attempt < 20; ++attempt) {
        const auto spot = draw_spot(town, wheel.draw(random), random);
        if (squared(spot.at, parent.at) <= metres * metres) return spot;
    }
    return draw_spot(town, parent.segment, random);
}

}  // namespace

void plant_near_repeats(const Town& town, const Plan& plan, const Ground& ground, std::vector<Fact>& facts,
                        const std::vector<bool>& burglary, std::uint64_t seed) {
    const auto& weights = ground.weights[static_cast<std::size_t>(Surface::homes)];
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < facts.size(); ++i) {
        if (burglary[i]) order.push_back(i);
    }
    const auto recent = [&](std::size_t at, std::size_t earlier) {
        return facts[order[at]].day - facts[order[earlier]].day <= std::chrono::days{plan.near_days};
    };
    double pairs_in_time = 0;
    for (std::size_t i = 0, from = 0; i < order.size(); ++i) {
        while (!recent(i, from)) ++from;
        pairs_in_time += static_cast<double>(i - from);
    }
    if (order.empty()) return;
    const double by_chance = pairs_in_time / static_cast<double>(order.size()) *
                             chance_of_being_near(town, weights, plan.near_metres);
    const double move = share_to_move(plan.near_repeat_ratio, by_chance);

    stats::Random random{seed, stats::stream_of("near-repeats")};
    for (std::size_t i = 0, from = 0; i < order.size(); ++i) {
        while (!recent(i, from)) ++from;
        if (i == from || !random.chance(move)) continue;
        const auto& parent = facts[order[from + random.below(i - from)]];
        facts[order[i]].spot = spot_near(town, weights, parent.spot, plan.near_metres, random);
    }
}

}  // namespace atalaya::simulate
