#include "stats/network.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <thread>

#include "core/error.hpp"

namespace atalaya::stats {

Network::Network(std::size_t nodes, std::span<const Tie> ties) : first_(nodes + 1) {
    std::vector<Tie> both;
    for (const auto& [a, b] : ties) {
        expects(a < nodes && b < nodes, "a tie ends at nodes of the network");
        if (a == b) continue;
        both.emplace_back(a, b);
        both.emplace_back(b, a);
    }
    std::sort(both.begin(), both.end());
    both.erase(std::unique(both.begin(), both.end()), both.end());
    for (const auto& [a, b] : both) {
        ++first_[a + 1];
        neighbours_.push_back(b);
    }
    std::partial_sum(first_.begin(), first_.end(), first_.begin());
}

Network one_mode(std::size_t persons, std::size_t events, std::span<const Tie> person_event) {
    std::vector<std::vector<std::uint32_t>> at(events);
    for (const auto& [person, event] : person_event) {
        expects(person < persons && event < events, "a tie of a person and an event that there are");
        at[event].push_back(person);
    }
    std::vector<Tie> ties;
    for (const auto& there : at)
        for (std::size_t i = 0; i < there.size(); ++i)
            for (std::size_t j = 0; j < i; ++j) ties.emplace_back(there[i], there[j]);
    return Network{persons, ties};
}

namespace {

// Shortest paths from one node, and what Brandes adds from them.
class Paths {
  public:
    explicit Paths(const Network& network)
        : net_{network}, distance_(network.nodes()), ways_(network.nodes()), share_(network.nodes()) {}

    struct Reach {
        double total{};  // of the distances
        std::size_t nodes{};
        std::size_t farthest{};
    };
    // Adds to `betweenness` what the paths from `source` pass through, each pair counted from both ends.
    Reach from(std::uint32_t source, std::vector<double>& betweenness) {
        distance_.assign(net_.nodes(), unseen);
        std::fill(ways_.begin(), ways_.end(), 0.0);
        std::fill(share_.begin(), share_.end(), 0.0);
        order_.assign(1, source);
        distance_[source] = 0;
        ways_[source] = 1;
        Reach out;
        for (std::size_t k = 0; k < order_.size(); ++k) {
            const auto node = order_[k];
            out.total += static_cast<double>(distance_[node]);
            out.farthest = distance_[node];
            for (const auto next : net_.of(node)) {
                if (distance_[next] == unseen) {
                    distance_[next] = distance_[node] + 1;
                    order_.push_back(next);
                }
                if (distance_[next] == distance_[node] + 1) ways_[next] += ways_[node];
            }
        }
        out.nodes = order_.size();
        for (std::size_t k = order_.size(); k-- > 1;) {
            const auto node = order_[k];
            for (const auto before : net_.of(node))
                if (distance_[before] + 1 == distance_[node])
                    share_[before] += ways_[before] / ways_[node] * (1 + share_[node]);
            betweenness[node] += share_[node];
        }
        return out;
    }

  private:
    static constexpr std::size_t unseen = static_cast<std::size_t>(-1);
    const Network& net_;
    std::vector<std::size_t> distance_;
    std::vector<double> ways_, share_;
    std::vector<std::uint32_t> order_;
};

// Sources in blocks of a fixed size, each summed by itself, so that the sums do not depend on the threads.
void shortest_paths(const Network& net, Centrality& out, unsigned threads) {
    constexpr std::size_t block = 64;
    const std::size_t n = net.nodes(), blocks = (n + block - 1) / block;
    std::vector<std::vector<double>> sums(blocks);
    std::vector<std::size_t> farthest(blocks);
    const auto work = [&](std::size_t first) {
        Paths paths{net};
        for (std::size_t b = first; b < blocks; b += std::max(1U, threads)) {
            sums[b].assign(n, 0);
            for (std::size_t s = b * block; s < std::min(n, (b + 1) * block); ++s) {
                const auto reach = paths.from(static_cast<std::uint32_t>(s), sums[b]);
                out.closeness[s] = reach.total > 0 ? static_cast<double>(reach.nodes - 1) / reach.total : 0;
                farthest[b] = std::max(farthest[b], reach.farthest);
            }
        }
    };
    std::vector<std::jthread> workers;
    for (unsigned t = 1; t < threads; ++t) workers.emplace_back(work, t);
    work(0);
    workers.clear();
    for (std::size_t b = 0; b < blocks; ++b) {
        for (std::size_t i = 0; i < n; ++i) out.betweenness[i] += sums[b][i] / 2;
        out.diameter = std::max(out.diameter, farthest[b]);
    }
}

// Connected parts, and the nodes without which one falls apart, by depth-first search without recursion.
void parts_and_cuts(const Network& net, Centrality& out) {
    const std::size_t n = net.nodes();
    constexpr auto none = static_cast<std::uint32_t>(-1);
    std::vector<std::size_t> seen(n), low(n), next(n);  // seen 0: not yet
    std::vector<std::uint32_t> parent(n, none), stack;
    std::size_t clock = 0;
    for (std::uint32_t root = 0; root < n; ++root) {
        if (seen[root] != 0) continue;
        std::size_t children = 0;
        stack.assign(1, root);
        seen[root] = low[root] = ++clock;
        while (!stack.empty()) {
            const auto node = stack.back();
            out.part[node] = static_cast<std::uint32_t>(out.parts);
            if (next[node] < net.of(node).size()) {
                const auto to = net.of(node)[next[node]++];
                if (seen[to] == 0) {
                    parent[to] = node;
                    seen[to] = low[to] = ++clock;
                    stack.push_back(to);
                    children += node == root;
                } else if (to != parent[node]) {
                    low[node] = std::min(low[node], seen[to]);
                }
                continue;
            }
            stack.pop_back();
            const auto above = parent[node];
            if (above == none) continue;
            low[above] = std::min(low[above], low[node]);
            if (above != root && low[node] >= seen[above]) out.cut[above] = true;
        }
        out.cut[root] = children > 1;
        ++out.parts;
    }
}

// Nodes are taken away, those with fewest ties left first.
void cores(const Network& net, Centrality& out) {
    const std::size_t n = net.nodes();
    std::vector<std::vector<std::uint32_t>> by(n + 1);
    std::vector<std::size_t> left(n);
    std::vector<bool> gone(n);
    for (std::uint32_t i = 0; i < n; ++i) by[left[i] = net.of(i).size()].push_back(i);
    std::size_t k = 0;
    for (std::size_t d = 0; d <= n;) {
        if (by[d].empty()) {
            ++d;
            continue;
        }
        const auto node = by[d].back();
        by[d].pop_back();
        if (gone[node] || left[node] != d) continue;
        gone[node] = true;
        k = std::max(k, d);
        out.core[node] = static_cast<std::uint32_t>(k);
        for (const auto other : net.of(node)) {
            if (gone[other]) continue;
            by[--left[other]].push_back(other);
            d = std::min(d, left[other]);
        }
    }
}

void triangles(const Network& net, Centrality& out) {
    double closed = 0, open = 0;
    for (std::size_t i = 0; i < net.nodes(); ++i) {
        const auto near = net.of(i);
        double tied = 0;
        for (const auto j : near) {
            const auto theirs = net.of(j);
            std::size_t a = 0, b = 0;
            while (a < near.size() && b < theirs.size()) {
                if (near[a] == theirs[b])
                    ++tied, ++a, ++b;
                else
                    (near[a] < theirs[b] ? a : b) += 1;
            }
        }
        const auto k = static_cast<double>(near.size()), pairs = k * (k - 1);
        out.clustering[i] = pairs > 0 ? tied / pairs : 0;
        closed += tied;
        open += pairs;
        out.mean_clustering += out.clustering[i] / static_cast<double>(net.nodes());
    }
    out.transitivity = open > 0 ? closed / open : 0;
}

// Powers of A + 1, which has no second eigenvalue of the same size.
void eigenvector(const Network& net, Centrality& out) {
    const std::size_t n = net.nodes();
    if (net.ties() == 0) return;
    std::vector<double> x(n, 1 / std::sqrt(static_cast<double>(n))), y(n);
    for (int step = 0; step < 20000; ++step) {
        double length = 0, moved = 0;
        for (std::size_t i = 0; i < n; ++i) {
            y[i] = x[i];
            for (const auto j : net.of(i)) y[i] += x[j];
            length += y[i] * y[i];
        }
        length = std::sqrt(length);
        for (std::size_t i = 0; i < n; ++i) {
            y[i] /= length;
            moved += std::abs(y[i] - x[i]);
        }
        std::swap(x, y);
        if (moved < 1e-12) break;
    }
    out.eigenvector = x;
}

void page_rank(const Network& net, Centrality& out) {
    constexpr double damping = 0.85;
    const auto n = static_cast<double>(net.nodes());
    std::vector<double> x(net.nodes(), 1 / n), y(net.nodes());
    for (int step = 0; step < 1000; ++step) {
        double alone = 0, moved = 0;
        for (std::size_t i = 0; i < x.size(); ++i) alone += net.of(i).empty() ? x[i] : 0;
        for (std::size_t i = 0; i < x.size(); ++i) {
            y[i] = (1 - damping + damping * alone) / n;
            for (const auto j : net.of(i)) y[i] += damping * x[j] / static_cast<double>(net.of(j).size());
            moved += std::abs(y[i] - x[i]);
        }
        std::swap(x, y);
        if (moved < 1e-14) break;
    }
    out.page_rank = x;
}

}  // namespace

Centrality centrality(const Network& network, unsigned threads) {
    const std::size_t n = network.nodes();
    const std::vector<double> none(n);
    Centrality out{none,
                   none,
                   none,
                   none,
                   none,
                   none,
                   std::vector<std::uint32_t>(n),
                   std::vector<bool>(n),
                   std::vector<std::uint32_t>(n)};
    if (n == 0) return out;
    for (std::size_t i = 0; i < n; ++i) out.degree[i] = static_cast<double>(network.of(i).size());
    const auto size = static_cast<double>(n);
    if (n > 1) out.density = 2 * static_cast<double>(network.ties()) / (size * (size - 1));
    shortest_paths(network, out, threads);
    parts_and_cuts(network, out);
    cores(network, out);
    triangles(network, out);
    eigenvector(network, out);
    page_rank(network, out);
    return out;
}

}  // namespace atalaya::stats
