#include <algorithm>
#include <map>
#include <numeric>

#include "core/error.hpp"
#include "stats/network.hpp"
#include "stats/random.hpp"

namespace atalaya::stats {

namespace {

// A network of groups: weights between them, and within each (counted from both ends).
struct Level {
    std::vector<std::map<std::uint32_t, double>> between;
    std::vector<double> within;
    std::vector<double> strength;
};

// Groups numbered 0, 1, ... by their first member.
std::size_t renumber(std::vector<std::uint32_t>& group) {
    std::map<std::uint32_t, std::uint32_t> number;
    for (auto& g : group) g = number.emplace(g, static_cast<std::uint32_t>(number.size())).first->second;
    return number.size();
}

// Moves nodes one by one while that gains; whether any did.
bool move_nodes(const Level& level, double twice_ties, Random& random, std::vector<std::uint32_t>& group) {
    const std::size_t n = level.strength.size();
    group.resize(n);
    std::iota(group.begin(), group.end(), 0U);
    std::vector<double> total = level.strength;
    std::vector<std::uint32_t> order = group;
    random.shuffle(std::span{order});
    bool any = false;
    for (bool moved = true; moved;) {
        moved = false;
        for (const auto node : order) {
            const auto home = group[node];
            std::map<std::uint32_t, double> to{{home, 0}};
            for (const auto& [other, weight] : level.between[node]) to[group[other]] += weight;
            total[home] -= level.strength[node];
            const auto gain = [&](std::uint32_t g) {
                return to[g] - total[g] * level.strength[node] / twice_ties;
            };
            auto best = home;
            double most = gain(home) + 1e-10;
            for (const auto& [g, weight] : to)
                if (gain(g) > most) most = gain(g), best = g;
            total[best] += level.strength[node];
            group[node] = best;
            if (best != home) moved = any = true;
        }
    }
    return any;
}

Level gathered(const Level& level, std::span<const std::uint32_t> group, std::size_t groups) {
    Level out{std::vector<std::map<std::uint32_t, double>>(groups), std::vector<double>(groups),
              std::vector<double>(groups)};
    for (std::size_t i = 0; i < group.size(); ++i) {
        out.within[group[i]] += level.within[i];
        out.strength[group[i]] += level.strength[i];
        for (const auto& [j, weight] : level.between[i]) {
            if (group[i] == group[j])
                out.within[group[i]] += weight;
            else
                out.between[group[i]][group[j]] += weight;
        }
    }
    return out;
}

}  // namespace

Maybe<double> modularity(const Network& network, std::span<const std::uint32_t> group) {
    expects(group.size() == network.nodes(), "modularity: a group per node");
    if (network.ties() == 0) return std::unexpected{Why::no_events};
    const double twice = 2 * static_cast<double>(network.ties());
    std::map<std::uint32_t, double> strength;
    double within = 0;
    for (std::size_t i = 0; i < group.size(); ++i) {
        strength[group[i]] += static_cast<double>(network.of(i).size());
        for (const auto j : network.of(i)) within += group[i] == group[j];
    }
    double expected = 0;
    for (const auto& [g, s] : strength) expected += s * s;
    return within / twice - expected / (twice * twice);
}

Maybe<Communities> communities(const Network& network, std::uint64_t seed, int tries) {
    expects(tries >= 1, "communities: one try or more");
    if (network.ties() == 0) return std::unexpected{Why::no_events};
    const std::size_t n = network.nodes();
    const double twice = 2 * static_cast<double>(network.ties());
    Level plain{std::vector<std::map<std::uint32_t, double>>(n), std::vector<double>(n),
                std::vector<double>(n)};
    for (std::size_t i = 0; i < n; ++i) {
        plain.strength[i] = static_cast<double>(network.of(i).size());
        for (const auto j : network.of(i)) plain.between[i][j] = 1;
    }
    Communities best{{}, -2};
    for (int t = 0; t < tries; ++t) {
        Random random{seed, static_cast<std::uint64_t>(t)};
        Level level = plain;
        std::vector<std::uint32_t> of(n), group;
        std::iota(of.begin(), of.end(), 0U);
        while (move_nodes(level, twice, random, group)) {
            const std::size_t groups = renumber(group);
            for (auto& g : of) g = group[g];
            level = gathered(level, group, groups);
        }
        renumber(of);
        const double found = *modularity(network, of);
        if (found > best.modularity + 1e-12) best = {std::move(of), found};
    }
    return best;
}

}  // namespace atalaya::stats
