#include <algorithm>
#include <cmath>
#include <deque>
#include <limits>
#include <map>
#include <numeric>
#include <utility>

#include "core/error.hpp"
#include "stats/network.hpp"
#include "stats/random.hpp"

namespace atalaya::stats {

namespace {

using Groups = std::vector<std::uint32_t>;

// A network of groups: weights between them, and strengths, which count what is within from both ends.
struct Level {
    std::vector<std::vector<std::pair<std::uint32_t, double>>> between;
    std::vector<double> strength;

    std::size_t size() const { return strength.size(); }
};

// Groups numbered 0, 1, ... by their first member; how many there are.
std::uint32_t renumber(Groups& group) {
    constexpr auto none = std::numeric_limits<std::uint32_t>::max();
    Groups number(group.empty() ? 0 : std::ranges::max(group) + std::size_t{1}, none);
    std::uint32_t count = 0;
    for (auto& g : group) {
        if (number[g] == none) number[g] = count++;
        g = number[g];
    }
    return count;
}

Groups in_random_order(std::size_t n, Random& random) {
    Groups order(n);
    std::iota(order.begin(), order.end(), 0U);
    random.shuffle(std::span{order});
    return order;
}

// How much a node is tied to each group about it; those that it is not tied to are not held.
class Ties {
  public:
    explicit Ties(std::size_t groups) : weight_(groups) {}

    template <class Counts>
    void look(const Level& level, std::uint32_t node, const Groups& group, Counts counts) {
        for (const auto g : about_) weight_[g] = 0;
        about_.clear();
        for (const auto& [other, weight] : level.between[node]) {
            if (!counts(other)) continue;
            const auto g = group[other];
            if (weight_[g] == 0) about_.push_back(g);
            weight_[g] += weight;
        }
    }
    const Groups& about() const { return about_; }
    double to(std::uint32_t group) const { return weight_[group]; }

  private:
    std::vector<double> weight_;
    Groups about_;
};

constexpr double least_gain = 1e-10;  // in ties

// Moves nodes one by one to the group of most gain, while any gains.
void move_nodes(const Level& level, double twice_ties, Random& random, Groups& group) {
    const std::size_t n = level.size();
    std::vector<double> total(n);
    for (std::size_t i = 0; i < n; ++i) total[group[i]] += level.strength[i];
    Ties ties{n};
    std::deque<std::uint32_t> queue;
    for (const auto node : in_random_order(n, random)) queue.push_back(node);
    std::vector<bool> waits(n, true);
    while (!queue.empty()) {
        const auto node = queue.front();
        queue.pop_front();
        waits[node] = false;
        const auto home = group[node];
        ties.look(level, node, group, [](auto) { return true; });
        total[home] -= level.strength[node];
        const auto gain = [&](std::uint32_t g) {
            return ties.to(g) - total[g] * level.strength[node] / twice_ties;
        };
        auto best = home;
        double most = gain(home) + least_gain;
        for (const auto g : ties.about())
            if (gain(g) > most) most = gain(g), best = g;
        total[best] += level.strength[node];
        if (best == home) continue;
        group[node] = best;
        for (const auto& [other, weight] : level.between[node]) {
            if (waits[other] || group[other] == best) continue;
            waits[other] = true;
            queue.push_back(other);
        }
    }
}

// Parts within each group: nodes alone join a part of their group, those of more gain far likelier, where both hang together with the
// rest of it. What a group had put together wrongly comes apart so.
class Refinement {
  public:
    Refinement(const Level& level, double twice_ties, const Groups& group)
        : level_{level},
          twice_{twice_ties},
          group_{group},
          part_(level.size()),
          members_(level.size(), 1),
          total_{level.strength},
          tied_(level.size()),
          whole_(level.size()),
          ties_{level.size()} {
        std::iota(part_.begin(), part_.end(), 0U);
        for (std::size_t i = 0; i < level.size(); ++i) {
            whole_[group[i]] += level.strength[i];
            for (const auto& [other, weight] : level.between[i])
                if (group[other] == group[i]) tied_[i] += weight;
        }
    }

    Groups run(Random& random) && {
        for (const auto node : in_random_order(level_.size(), random))
            if (members_[part_[node]] == 1 && hangs_together(part_[node])) join(node, random);
        return std::move(part_);
    }

  private:
    // Whether a part has as many ties to the rest of its group as by chance.
    bool hangs_together(std::uint32_t part) const {
        return tied_[part] >= total_[part] * (whole_[group_[part]] - total_[part]) / twice_;
    }

    void join(std::uint32_t node, Random& random) {
        const auto own = part_[node];
        ties_.look(level_, node, part_, [&](auto other) { return group_[other] == group_[node]; });
        Groups open;
        std::vector<double> gains;
        for (const auto part : ties_.about()) {
            const double gain = ties_.to(part) - total_[part] * level_.strength[node] / twice_;
            if (part == own || !hangs_together(part) || gain < 0) continue;
            open.push_back(part);
            gains.push_back(gain);
        }
        if (open.empty()) return;
        const auto to = open[drawn(gains, random)];
        total_[to] += total_[own];
        tied_[to] += tied_[own] - 2 * ties_.to(to);
        members_[to] += 1;
        total_[own] = tied_[own] = 0;
        members_[own] = 0;
        part_[node] = to;
    }

    // By the exponential of the gain over a hundredth of a tie.
    static std::size_t drawn(std::vector<double>& gains, Random& random) {
        constexpr double spread = 0.01;
        const double most = std::ranges::max(gains);
        double sum = 0;
        for (auto& gain : gains) gain = sum += std::exp((gain - most) / spread);
        const auto at = std::ranges::upper_bound(gains, sum * random.uniform());
        return std::min(static_cast<std::size_t>(at - gains.begin()), gains.size() - 1);
    }

    const Level& level_;
    double twice_;
    const Groups& group_;
    Groups part_, members_;
    std::vector<double> total_, tied_, whole_;  // of parts, of parts with the rest of their group, of groups
    Ties ties_;
};

// Each part a node.
Level gathered(const Level& level, const Groups& part, std::uint32_t parts) {
    Level out{.between = decltype(level.between)(parts), .strength = std::vector<double>(parts)};
    std::vector<Groups> members(parts);
    for (std::uint32_t i = 0; i < part.size(); ++i) members[part[i]].push_back(i);
    std::vector<double> weight(parts);
    for (std::uint32_t p = 0; p < parts; ++p) {
        Groups about;
        for (const auto i : members[p]) {
            out.strength[p] += level.strength[i];
            for (const auto& [j, tie] : level.between[i]) {
                if (part[j] == p) continue;
                if (weight[part[j]] == 0) about.push_back(part[j]);
                weight[part[j]] += tie;
            }
        }
        for (const auto other : about) out.between[p].emplace_back(other, std::exchange(weight[other], 0));
    }
    return out;
}

// One pass from the nodes to the coarsest groups, beginning with `of`.
void improve(const Level& plain, double twice_ties, Random& random, Groups& of) {
    Level level = plain;
    Groups group = of, node_of(plain.size());
    std::iota(node_of.begin(), node_of.end(), 0U);
    for (;;) {
        move_nodes(level, twice_ties, random, group);
        const auto count = renumber(group);
        for (std::size_t i = 0; i < of.size(); ++i) of[i] = group[node_of[i]];
        if (count == level.size()) return;
        auto part = Refinement{level, twice_ties, group}.run(random);
        auto parts = renumber(part);
        if (parts == level.size())
            part = group, parts = count;  // nothing came together: by the groups themselves
        Groups next(parts);
        for (std::size_t i = 0; i < part.size(); ++i) next[part[i]] = group[i];
        for (auto& node : node_of) node = part[node];
        level = gathered(level, part, parts);
        group = std::move(next);
    }
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
    constexpr int most_passes = 50, most_idle = 3;
    expects(tries >= 1, "communities: one try or more");
    if (network.ties() == 0) return std::unexpected{Why::no_events};
    const std::size_t n = network.nodes();
    const double twice = 2 * static_cast<double>(network.ties());
    Level plain{.between = decltype(Level::between)(n), .strength = std::vector<double>(n)};
    for (std::size_t i = 0; i < n; ++i) {
        plain.strength[i] = static_cast<double>(network.of(i).size());
        for (const auto j : network.of(i)) plain.between[i].emplace_back(j, 1);
    }
    Communities best{{}, -2};
    for (int t = 0; t < tries; ++t) {
        Random random{seed, static_cast<std::uint64_t>(t)};
        Groups of(n);
        std::iota(of.begin(), of.end(), 0U);
        double found = -2;
        for (int pass = 0, idle = 0; pass < most_passes && idle < most_idle; ++pass, ++idle) {
            improve(plain, twice, random, of);
            const double now = *modularity(network, of);
            if (now > found + 1e-12) found = now, idle = -1;
        }
        renumber(of);
        if (found > best.modularity + 1e-12) best = {std::move(of), found};
    }
    return best;
}

}  // namespace atalaya::stats
