#include "stats/points/hdbscan.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/error.hpp"

namespace atalaya::stats {

namespace {

double distance(Planar a, Planar b) {
    return std::sqrt((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y));
}

std::vector<double> core_distances(std::span<const Planar> points, std::size_t neighbours) {
    const std::size_t rank = std::min(neighbours, points.size()) - 1;
    std::vector<double> core, all(points.size());
    for (const Planar p : points) {
        for (std::size_t j = 0; j < points.size(); ++j) all[j] = distance(p, points[j]);
        std::ranges::nth_element(all, all.begin() + static_cast<std::ptrdiff_t>(rank));
        core.push_back(all[rank]);
    }
    return core;
}

struct Edge {
    double w;
    std::uint32_t a, b;
};

// A least spanning tree by Prim, its edges from tight to loose.
std::vector<Edge> spanning_tree(std::span<const Planar> points, std::span<const double> core) {
    const std::size_t n = points.size();
    std::vector<Edge> nearest(n, {std::numeric_limits<double>::infinity(), 0, 0}), tree;
    std::vector<bool> in(n);
    for (std::uint32_t at = 0; tree.size() + 1 < n;) {
        in[at] = true;
        std::uint32_t next = 0;
        double least = std::numeric_limits<double>::infinity();
        for (std::uint32_t j = 0; j < n; ++j) {
            if (in[j]) continue;
            const double w = std::max({core[at], core[j], distance(points[at], points[j])});
            if (w < nearest[j].w) nearest[j] = {w, at, j};
            if (nearest[j].w < least) least = nearest[j].w, next = j;
        }
        tree.push_back(nearest[next]);
        at = next;
    }
    std::ranges::stable_sort(tree, {}, &Edge::w);
    return tree;
}

// A component as w grows: a point (no parts), or parts that come together at w.
struct Node {
    double w{};
    std::size_t size = 1;
    std::vector<std::uint32_t> parts{};
};

std::vector<Node> hierarchy(std::size_t n, std::span<const Edge> tree) {
    std::vector<Node> nodes(n);
    std::vector<std::uint32_t> parent(n), top(n);  // union-find over points; the node of each root
    std::iota(parent.begin(), parent.end(), 0U);
    std::iota(top.begin(), top.end(), 0U);
    const auto root = [&](std::uint32_t i) {
        while (parent[i] != i) i = parent[i] = parent[parent[i]];
        return i;
    };
    for (std::size_t first = 0, past = 0; first < tree.size(); first = past) {
        while (past < tree.size() && tree[past].w == tree[first].w) ++past;
        for (std::size_t e = first; e < past; ++e) {
            const auto a = root(tree[e].a), b = root(tree[e].b);
            // A node made at this w takes the other's parts, or the other whole where that is older.
            const auto fresh = [&](std::uint32_t r) {
                return !nodes[top[r]].parts.empty() && nodes[top[r]].w == tree[e].w;
            };
            std::uint32_t node = fresh(a)   ? top[a]
                                 : fresh(b) ? top[b]
                                            : static_cast<std::uint32_t>(nodes.size());
            if (node == nodes.size()) nodes.push_back({tree[e].w, 0, {}});
            for (const auto r : {a, b}) {
                if (top[r] == node) continue;
                const auto other = top[r];
                const std::vector<std::uint32_t> taken =
                    fresh(r) ? std::move(nodes[other].parts) : std::vector<std::uint32_t>{other};
                nodes[node].parts.insert(nodes[node].parts.end(), taken.begin(), taken.end());
                nodes[node].size += nodes[other].size;
            }
            parent[std::max(a, b)] = std::min(a, b);
            top[std::min(a, b)] = node;
        }
    }
    return nodes;
}

struct Group {
    std::uint32_t parent;
    double begins{};     // 1 / w
    double stability{};  // its own, then what is told of it and below
    std::vector<std::uint32_t> below{};
    bool told = false;
};

class Condenser {
  public:
    Condenser(std::span<const Node> nodes, std::size_t points, std::size_t least, double smallest)
        : nodes_{nodes}, least_{least}, smallest_{smallest}, group_(points) {}

    // Groups from the whole downwards, a parent before its children.
    std::vector<Group> run(std::uint32_t whole) {
        groups_.push_back({0, 0, 0});
        struct Task {
            std::uint32_t node, group;
        };
        std::vector<Task> tasks{{whole, 0}};
        while (!tasks.empty()) {
            const auto [at, group] = tasks.back();
            tasks.pop_back();
            const Node& node = nodes_[at];
            const double when = 1 / std::max(node.w, smallest_);
            const auto big =
                std::ranges::count_if(node.parts, [&](std::uint32_t p) { return nodes_[p].size >= least_; });
            for (const auto part : node.parts) {
                if (nodes_[part].size < least_) {
                    leave(part, group, when);
                } else if (big == 1) {
                    tasks.push_back({part, group});
                } else {
                    groups_[group].stability +=
                        static_cast<double>(nodes_[part].size) * (when - groups_[group].begins);
                    groups_[group].below.push_back(static_cast<std::uint32_t>(groups_.size()));
                    tasks.push_back({part, static_cast<std::uint32_t>(groups_.size())});
                    groups_.push_back({group, when, 0});
                }
            }
        }
        return std::move(groups_);
    }

    // The last group of each point.
    const std::vector<std::uint32_t>& last() const { return group_; }

  private:
    void leave(std::uint32_t node, std::uint32_t group, double when) {
        groups_[group].stability += static_cast<double>(nodes_[node].size) * (when - groups_[group].begins);
        std::vector<std::uint32_t> left{node};
        while (!left.empty()) {
            const auto at = left.back();
            left.pop_back();
            if (nodes_[at].parts.empty()) group_[at] = group;
            left.insert(left.end(), nodes_[at].parts.begin(), nodes_[at].parts.end());
        }
    }

    std::span<const Node> nodes_;
    std::size_t least_;
    double smallest_;
    std::vector<Group> groups_;
    std::vector<std::uint32_t> group_;
};

// Marks those told; children come after their parents.
void choose(std::vector<Group>& groups, std::vector<double>& own, bool whole) {
    for (const auto& group : groups) own.push_back(group.stability);
    for (std::size_t g = groups.size(); g-- > 0;) {
        double below = 0;
        for (const auto b : groups[g].below) below += groups[b].stability;
        groups[g].told = groups[g].below.empty() || groups[g].stability >= below;
        if (g == 0 && !whole) groups[g].told = false;
        if (!groups[g].told) groups[g].stability = below;
    }
}

}  // namespace

Maybe<LastingClusters> hdbscan(std::span<const Planar> points, const HdbscanOptions& options) {
    expects(options.least >= 2 && options.neighbours >= 1, "hdbscan: least >= 2, neighbours >= 1");
    if (!std::ranges::all_of(points, [](Planar p) { return std::isfinite(p.x) && std::isfinite(p.y); }))
        return std::unexpected{Why::not_a_number};
    LastingClusters out{std::vector<std::int32_t>(points.size(), Clusters::noise), {}};
    if (points.size() < options.least) return out;

    const auto tree = spanning_tree(points, core_distances(points, options.neighbours));
    const auto nodes = hierarchy(points.size(), tree);
    const auto positive = std::ranges::find_if(tree, [](const Edge& e) { return e.w > 0; });
    Condenser condenser{nodes, points.size(), options.least, positive == tree.end() ? 1 : positive->w / 2};
    std::uint32_t whole = 0;
    for (std::uint32_t k = 0; k < nodes.size(); ++k)
        if (nodes[k].size > nodes[whole].size ||
            (nodes[k].size == nodes[whole].size && !nodes[k].parts.empty()))
            whole = k;
    auto groups = condenser.run(whole);
    std::vector<double> own;
    choose(groups, own, options.whole);

    // The outermost told group that holds each group.
    constexpr auto none = std::numeric_limits<std::uint32_t>::max();
    std::vector<std::uint32_t> teller(groups.size(), none);
    std::vector<std::int32_t> number(groups.size(), Clusters::noise);
    for (std::uint32_t g = 0; g < groups.size(); ++g) {
        if (g > 0) teller[g] = teller[groups[g].parent];
        if (teller[g] == none && groups[g].told) teller[g] = g;
    }
    for (std::size_t i = 0; i < points.size(); ++i) {
        const auto g = teller[condenser.last()[i]];
        if (g == none) continue;
        if (number[g] == Clusters::noise) {
            number[g] = static_cast<std::int32_t>(out.stability.size());
            out.stability.push_back(own[g]);
        }
        out.of[i] = number[g];
    }
    return out;
}

}  // namespace atalaya::stats
