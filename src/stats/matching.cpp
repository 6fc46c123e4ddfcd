#include "stats/matching.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>

#include "core/error.hpp"

namespace atalaya::stats {

namespace {

// Places of the facts by area, then day, then place.
std::vector<std::size_t> by_area_and_day(std::span<const ListedFact> facts) {
    std::vector<std::size_t> order(facts.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t x, std::size_t y) {
        return std::tie(facts[x].area, facts[x].day) < std::tie(facts[y].area, facts[y].day);
    });
    return order;
}

// Every pair that may be one fact.
std::vector<MatchedPair> candidates(std::span<const ListedFact> a, std::span<const ListedFact> b, int days) {
    std::vector<MatchedPair> pairs;
    const auto order = by_area_and_day(b);
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (a[i].area < 0) continue;
        const ListedFact earliest{a[i].day - days, a[i].area};
        auto at = std::lower_bound(order.begin(), order.end(), earliest,
                                   [&](std::size_t j, const ListedFact& from) {
                                       return std::tie(b[j].area, b[j].day) < std::tie(from.area, from.day);
                                   });
        for (; at != order.end() && b[*at].area == a[i].area && b[*at].day <= a[i].day + days; ++at)
            pairs.push_back({i, *at, std::abs(a[i].day - b[*at].day)});
    }
    return pairs;
}

}  // namespace

std::vector<MatchedPair> match_lists(std::span<const ListedFact> a, std::span<const ListedFact> b, int days) {
    expects(days >= 0, "match_lists: facts are 0 or more days apart");

    auto pairs = candidates(a, b, days);
    std::sort(pairs.begin(), pairs.end(), [](const MatchedPair& x, const MatchedPair& y) {
        return std::tie(x.days, x.a, x.b) < std::tie(y.days, y.a, y.b);
    });
    std::vector<bool> a_taken(a.size()), b_taken(b.size());
    std::vector<MatchedPair> matched;
    for (const auto& pair : pairs) {
        if (a_taken[pair.a] || b_taken[pair.b]) continue;
        a_taken[pair.a] = b_taken[pair.b] = true;
        matched.push_back(pair);
    }
    std::sort(matched.begin(), matched.end(),
              [](const MatchedPair& x, const MatchedPair& y) { return x.a < y.a; });
    return matched;
}

}  // namespace atalaya::stats
