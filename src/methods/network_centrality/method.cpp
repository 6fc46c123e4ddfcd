#include "stats/network.hpp"

#include <algorithm>
#include <utility>

#include "methods/all.hpp"
#include "methods/rows.hpp"

namespace atalaya::methods {

namespace {

const std::vector<std::string> by_node{"degree", "betweenness", "closeness", "eigenvector", "page_rank",
                                       "core",   "clustering",  "cut",       "part",        "community"};
const std::vector<std::string> in_all{"nodes",        "ties",     "parts",           "density",
                                      "transitivity", "diameter", "mean_clustering", "modularity"};

Texts distinct(Texts names) {
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
}

std::uint32_t number_in(const Texts& names, const std::string& name) {
    return static_cast<std::uint32_t>(std::lower_bound(names.begin(), names.end(), name) - names.begin());
}

// Pairs of persons at one event: what a projection has to lay.
constexpr double most_ties = 2e7;
double pairs_of(const std::vector<stats::Tie>& ties, std::size_t events) {
    std::vector<double> at(events);
    for (const auto& [person, event] : ties) at[event] += 1;
    double pairs = 0;
    for (const double there : at) pairs += there * (there - 1) / 2;
    return pairs;
}

Result run_network(const Asked& asked) {
    const auto& table = asked.table("ties");
    const auto &from = table.texts("from"), &to = table.texts("to");
    const bool shared = asked.choice("ends") == "node_and_event";
    Texts all = from;
    if (!shared) all.insert(all.end(), to.begin(), to.end());
    const Texts nodes = distinct(std::move(all)), events = distinct(to);
    std::vector<stats::Tie> ties;
    for (std::size_t i = 0; i < table.rows(); ++i)
        ties.emplace_back(number_in(nodes, from[i]), number_in(shared ? events : nodes, to[i]));
    if (shared && pairs_of(ties, events.size()) > most_ties) return refusal("too_many_ties");
    const auto network =
        shared ? stats::one_mode(nodes.size(), events.size(), ties) : stats::Network{nodes.size(), ties};
    const auto found = stats::centrality(network, static_cast<unsigned>(asked.threads));
    const auto groups = stats::communities(network, 1, static_cast<int>(asked.whole("tries")));
    if (!groups) return refusal(std::string{stats::code(groups.error())});

    Rows rows{by_node};
    for (std::size_t i = 0; i < nodes.size(); ++i)
        rows.add({found.degree[i], found.betweenness[i], found.closeness[i], found.eigenvector[i],
                  found.page_rank[i], static_cast<double>(found.core[i]), found.clustering[i],
                  found.cut[i] ? 1.0 : 0.0, found.part[i] + 1.0, groups->group[i] + 1.0});
    Frame frame = std::move(rows).frame();
    frame.add("node", nodes);
    Rows sums{in_all};
    sums.add({static_cast<double>(network.nodes()), static_cast<double>(network.ties()),
              static_cast<double>(found.parts), found.density, found.transitivity,
              static_cast<double>(found.diameter), found.mean_clustering, groups->modularity});
    Result result;
    result.tables.emplace("nodes", std::move(frame));
    result.tables.emplace("network", std::move(sums).frame());
    return result;
}

}  // namespace

Method network_centrality() {
    auto columns = named(by_node);
    columns.push_back({.name = "node", .holds = Holds::text});
    return {
        .name = "network_centrality",
        .version = "3",
        .family = "networks",
        .tables = {{.name = "ties",
                    .columns = {{.name = "from", .holds = Holds::text},
                                {.name = "to", .holds = Holds::text}}}},
        .settings = {choice("ends", {"nodes", "node_and_event"}), whole("tries", 10, 1, 1000)},
        .answers = {{.name = "nodes", .columns = std::move(columns)},
                    {.name = "network", .columns = named(in_all)}},
        .run = run_network,
    };
}

}  // namespace atalaya::methods
