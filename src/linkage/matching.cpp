#include "linkage/matching.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>

#include "core/error.hpp"

namespace atalaya::linkage {

namespace {

bool by_records(const ScoredPair& x, const ScoredPair& y) {
    return std::tie(x.a, x.b) < std::tie(y.a, y.b);
}

bool likelier(const ScoredPair& x, const ScoredPair& y) {
    return std::tie(y.posterior, x.a, x.b) < std::tie(x.posterior, y.a, y.b);
}

void expect_bands(Bands bands) {
    expects(bands.lower > 0 && bands.lower <= bands.upper && bands.upper <= 1,
            "decide: bands are 0 < lower <= upper <= 1");
}

}  // namespace

Decided decide(std::span<const ScoredPair> pairs, Bands bands) {
    expect_bands(bands);
    Decided decided;
    for (const ScoredPair& pair : pairs) {
        if (pair.posterior >= bands.upper) {
            decided.links.push_back(pair);
        } else if (pair.posterior >= bands.lower) {
            decided.review.push_back(pair);
        }
    }
    std::ranges::sort(decided.links, by_records);
    std::ranges::sort(decided.review, likelier);
    return decided;
}

Decided decide_one_to_one(std::span<const ScoredPair> pairs, Bands bands) {
    auto [likely, review] = decide(pairs, bands);
    std::ranges::sort(likely, likelier);
    std::uint32_t past = 0;
    for (const ScoredPair& pair : likely) past = std::max({past, pair.a + 1, pair.b + 1});

    Decided decided{.review = std::move(review)};
    std::vector<bool> taken(past);
    for (const ScoredPair& pair : likely) {
        if (taken[pair.a] || taken[pair.b]) {
            decided.review.push_back(pair);
            continue;
        }
        taken[pair.a] = taken[pair.b] = true;
        decided.links.push_back(pair);
    }
    std::ranges::sort(decided.links, by_records);
    std::ranges::sort(decided.review, likelier);
    return decided;
}

std::vector<std::uint32_t> clusters(std::uint32_t records, std::span<const ScoredPair> links) {
    std::vector<std::uint32_t> lowest(records);
    std::iota(lowest.begin(), lowest.end(), std::uint32_t{0});
    const auto root = [&](std::uint32_t record) {
        while (lowest[record] != record) record = lowest[record] = lowest[lowest[record]];
        return record;
    };
    for (const ScoredPair& link : links) {
        const auto [low, high] = std::minmax({root(link.a), root(link.b)});
        lowest[high] = low;
    }
    for (std::uint32_t record = 0; record < records; ++record) lowest[record] = lowest[lowest[record]];
    return lowest;
}

ExpectedErrors expected_errors(std::span<const ScoredPair> pairs, const Decided& decided) {
    ExpectedErrors expected;
    double all = 0, linked = 0;
    for (const ScoredPair& pair : pairs) all += pair.posterior;
    for (const ScoredPair& link : decided.links) linked += link.posterior;
    expected.false_links = static_cast<double>(decided.links.size()) - linked;
    expected.missed = all - linked;
    return expected;
}

}  // namespace atalaya::linkage
