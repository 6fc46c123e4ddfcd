// Where things tend to happen.
#include <algorithm>

#include "core/error.hpp"
#include "simulate/facts.hpp"

namespace atalaya::simulate {
namespace {

using Weights = std::vector<double>;

void scale_to(Weights& weights, double total) {
    double sum = 0;
    for (const double weight : weights) sum += weight;
    for (double& weight : weights) weight *= total / sum;
}

// The mean of a value of the blocks at the two sides.
template <class Value>
Weights by_side(const Town& town, Value value) {
    Weights out;
    for (const auto& segment : town.segments) {
        double sum = 0;
        for (const int block : {segment.left, segment.right}) {
            if (block >= 0) sum += value(town.barrio_of[block]);
        }
        out.push_back(sum / 2);
    }
    return out;
}

// Segments drawn without replacement, the corridors first among equals.
std::vector<int> hot_segments(const Town& town, const Plan& plan, const Weights& street,
                              stats::Random& random) {
    Weights chance;
    for (std::size_t i = 0; i < town.segments.size(); ++i) {
        chance.push_back(street[i] * street[i] * (town.segments[i].corridor ? 6 : 1));
    }
    const auto wanted =
        static_cast<std::size_t>(plan.hot_segments * static_cast<double>(town.segments.size()) + 0.5);
    std::vector<int> hot;
    while (hot.size() < wanted) {
        const auto segment = random.choice(chance);
        chance[segment] = 0;
        hot.push_back(static_cast<int>(segment));
    }
    std::ranges::sort(hot);
    return hot;
}

Weights robbery_weights(const Plan& plan, const Weights& street, const std::vector<int>& hot,
                        stats::Random& random) {
    Weights cold = street, warm(street.size());
    for (double& weight : cold) weight *= random.uniform(0.5, 1.5);
    for (const int segment : hot) {
        cold[segment] = 0;
        warm[segment] = random.uniform(1, 2);
    }
    scale_to(cold, 1 - plan.hot_share);
    scale_to(warm, plan.hot_share);
    for (std::size_t i = 0; i < cold.size(); ++i) cold[i] += warm[i];
    return cold;
}

Weights treated_weights(const Town& town, const Plan& plan, Weights weights) {
    double removed = 0, ring = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        if (town.segments[i].corridor) removed += plan.corridor_fall * weights[i];
        if (town.segments[i].ring) ring += weights[i];
    }
    for (std::size_t i = 0; i < weights.size(); ++i) {
        if (town.segments[i].corridor) weights[i] *= 1 - plan.corridor_fall;
        if (town.segments[i].ring) weights[i] *= 1 + plan.displaced * removed / ring;
    }
    return weights;
}

Weights mixed(double share, const Weights& a, Weights b) {
    scale_to(b, 1 - share);
    for (std::size_t i = 0; i < b.size(); ++i) b[i] += share * a[i];
    return b;
}

Weights avenues(const Town& town) {
    Weights out;
    const int width = town.columns + 1;
    for (const auto& segment : town.segments) {
        const int row = segment.first / width, column = segment.first % width;
        const bool eastwards = segment.last == segment.first + 1;
        out.push_back((eastwards ? row % 5 == 3 : column % 6 == 5) ? 5.0 : 1.0);
    }
    return out;
}

}  // namespace

Wheel::Wheel(std::span<const double> weights) {
    double sum = 0;
    for (const double weight : weights) sums_.push_back(sum += weight);
    expects(sum > 0, "Wheel: some weight above 0");
}

int Wheel::draw(stats::Random& random) const {
    const double at = random.uniform() * sums_.back();
    const auto found = std::upper_bound(sums_.begin(), sums_.end() - 1, at);
    return static_cast<int>(found - sums_.begin());
}

Ground ground_of(const Town& town, const Plan& plan, std::uint64_t seed) {
    stats::Random random{seed, stats::stream_of("ground")};
    std::vector<double> blocks(town.barrios.size());
    for (const int barrio : town.barrio_of) {
        if (barrio >= 0) blocks[barrio] += 1;
    }
    const auto street = by_side(town, [&](int b) { return town.barrios[b].street; });
    const auto people = by_side(town, [&](int b) { return town.barrios[b].residents / blocks[b]; });
    const auto homes =
        by_side(town, [&](int b) { return town.barrios[b].dwellings() / blocks[b] * town.barrios[b].home; });
    const auto nights =
        by_side(town, [&](int b) { return town.barrios[b].residents / blocks[b] * town.barrios[b].night; });
    auto shops = street;
    for (double& weight : shops) weight *= weight;

    Ground ground;
    ground.hot = hot_segments(town, plan, street, random);
    const auto robbery = robbery_weights(plan, street, ground.hot, random);
    const auto at = [&](Surface surface) -> Weights& {
        return ground.weights[static_cast<std::size_t>(surface)];
    };
    at(Surface::robbery) = robbery;
    at(Surface::theft) = mixed(0.4, robbery, shops);
    at(Surface::homes) = homes;
    at(Surface::people) = people;
    at(Surface::nights) = mixed(0.3, robbery, nights);
    at(Surface::traffic) = avenues(town);
    for (auto& weights : ground.weights) scale_to(weights, 1);
    ground.treated = treated_weights(town, plan, at(Surface::robbery));
    return ground;
}

}  // namespace atalaya::simulate
