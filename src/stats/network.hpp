// Who stands where in a network of co-offending. Undirected and unweighted; nodes are 0 .. n - 1.
//
//     degree        ties                               closeness   (r - 1) / sum of distances, r the nodes one reaches
//     betweenness   shortest paths of others through it, each pair once, shared where there are several
//     eigenvector   of the largest eigenvalue, >= 0, of length 1
//     page_rank     damping 0.85, those without ties give to all
//     core          the largest k such that it has k ties among nodes of core k
//     clustering    share of its pairs of neighbours that are tied; 0 below two
//
// In a network of several parts closeness is within a node's own part and does not compare between parts: `parts` says
// how many there are. The eigenvector is that of the part with the largest eigenvalue, 0 elsewhere.
//
// Sources: Brandes 2001, J. Math. Sociol. 25, 163-177; Bonacich 1972; Page et al. 1999; Batagelj & Zaversnik 2003 (cores);
// Hopcroft & Tarjan 1973, CACM 16, 372-378 (cut nodes); Newman & Girvan 2004; Traag, Waltman & van Eck 2019, Sci. Rep. 9, 5233 (Leiden).
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "stats/why.hpp"

namespace atalaya::stats {

using Tie = std::pair<std::uint32_t, std::uint32_t>;

// Neighbours of each node, ascending. Loops are left out and a tie named twice counts once. Ends below n.
class Network {
  public:
    Network(std::size_t nodes, std::span<const Tie> ties);

    std::size_t nodes() const { return first_.size() - 1; }
    std::size_t ties() const { return neighbours_.size() / 2; }
    std::span<const std::uint32_t> of(std::size_t node) const {
        return {neighbours_.data() + first_[node], first_[node + 1] - first_[node]};
    }

  private:
    std::vector<std::size_t> first_;
    std::vector<std::uint32_t> neighbours_;
};

// Who shares an event with whom: of ties between persons and events, those between persons.
Network one_mode(std::size_t persons, std::size_t events, std::span<const Tie> person_event);

struct Centrality {
    std::vector<double> degree, betweenness, closeness, eigenvector, page_rank, clustering;
    std::vector<std::uint32_t> core;
    std::vector<bool> cut;            // without it a part falls apart
    std::vector<std::uint32_t> part;  // number of its connected part
    std::size_t parts{};
    double density{};
    double transitivity{};  // 3 triangles / paths of two ties; 0 without any
    double mean_clustering{};
    std::size_t diameter{};  // longest shortest path within a part
};

// O(nodes ties) for betweenness and closeness, shared by `threads` with the same result for any number; O(ties) a step
// for the rest.
Centrality centrality(const Network& network, unsigned threads = 1);

// Share of ties within groups less that expected of the same degrees. no_events without ties.
Maybe<double> modularity(const Network& network, std::span<const std::uint32_t> group);

struct Communities {
    std::vector<std::uint32_t> group;  // numbered by first member
    double modularity{};
};
// Leiden: nodes move to the neighbouring group that gains most; each group is put together anew of its nodes, which takes apart what
// hangs together badly; its parts become nodes, and so on; passes begin from what the last one found, until three gain nothing. The
// best of `tries` orders drawn by seed. no_events without ties.
Maybe<Communities> communities(const Network& network, std::uint64_t seed = 1, int tries = 10);

}  // namespace atalaya::stats
