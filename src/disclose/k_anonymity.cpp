#include "disclose/k_anonymity.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string_view>
#include <unordered_map>

#include "core/error.hpp"
#include "stats/random.hpp"

namespace atalaya::disclose {

namespace {

using Ids = std::vector<std::uint32_t>;

std::int64_t distinct(std::span<const std::uint32_t> members, const Ids& values) {
    Ids held;
    for (const auto record : members) held.push_back(values[record]);
    std::ranges::sort(held);
    return std::unique(held.begin(), held.end()) - held.begin();
}

// Records that share all keys side by side, the earlier one first: a counting sort by each key, from the last to the first.
Ids by_class(std::span<const Coded* const> keys, std::size_t n) {
    Ids order(n), next(n);
    std::iota(order.begin(), order.end(), std::uint32_t{0});
    for (std::size_t k = keys.size(); k-- > 0;) {
        const auto& [of, values] = *keys[k];
        std::vector<std::uint32_t> begins(values + std::size_t{1});
        for (const auto value : of) ++begins[value + std::size_t{1}];
        std::partial_sum(begins.begin(), begins.end(), begins.begin());
        for (const auto record : order) next[begins[of[record]]++] = record;
        order.swap(next);
    }
    return order;
}

}  // namespace

double individual_risk(std::int64_t sample, double population) {
    const double f = static_cast<double>(sample);
    expects(sample >= 1 && population >= f, "individual_risk: 1 <= sample <= population");
    if (population == f) return 1 / f;
    const double p = f / population, s = p / (1 - p);
    constexpr double most_growth = 10, enough = 30;  // powers of e
    if (s <= 1 || f * stats::log_same(s) < most_growth) {
        double risk = -s * stats::log_same(p);
        for (std::int64_t g = 2; g <= sample; ++g) risk = s * (1 / static_cast<double>(g - 1) - risk);
        return risk;
    }
    const auto far = sample + static_cast<std::int64_t>(enough / stats::log_same(s)) + 1;
    double risk = p / static_cast<double>(far);
    for (auto g = far; g > sample; --g) risk = 1 / static_cast<double>(g - 1) - risk / s;
    return risk;
}

Coded coded(std::span<const std::string> values) {
    Coded out;
    out.of.reserve(values.size());
    std::unordered_map<std::string_view, std::uint32_t> known;
    for (const auto& value : values) {
        const auto [found, fresh] = known.emplace(value, out.distinct);
        out.distinct += fresh;
        out.of.push_back(found->second);
    }
    return out;
}

std::vector<Anonymity> anonymity(std::span<const Coded* const> keys, std::span<const double> weights,
                                 std::span<const std::string> sensitive) {
    expects(!keys.empty(), "anonymity: a quasi-identifier");
    const auto n = keys.front()->of.size();
    expects(weights.empty() || weights.size() == n, "anonymity: a weight per record, or none");
    expects(sensitive.empty() || sensitive.size() == n, "anonymity: a sensitive value per record, or none");
    for (const auto* key : keys) expects(key->of.size() == n, "anonymity: a value per record");
    const auto private_ids = coded(sensitive);
    const auto order = by_class(keys, n);
    const auto same = [&](std::uint32_t a, std::uint32_t b) {
        return std::ranges::all_of(keys, [&](const Coded* key) { return key->of[a] == key->of[b]; });
    };

    std::vector<Anonymity> out(n);
    for (std::size_t first = 0, past = 0; first < n; first = past) {
        while (past < n && same(order[first], order[past])) ++past;
        const auto members = std::span{order}.subspan(first, past - first);
        Anonymity of{.sample = static_cast<std::int64_t>(members.size())};
        for (const auto record : members) of.population += weights.empty() ? 1 : weights[record];
        of.risk = individual_risk(of.sample, of.population);
        if (!sensitive.empty()) of.diversity = distinct(members, private_ids.of);
        for (const auto record : members) out[record] = of;
    }
    return out;
}

std::vector<Anonymity> anonymity(std::span<const std::vector<std::string>> keys,
                                 std::span<const double> weights, std::span<const std::string> sensitive) {
    std::vector<Coded> all;
    for (const auto& values : keys) all.push_back(coded(values));
    std::vector<const Coded*> pointers;
    for (const auto& one : all) pointers.push_back(&one);
    return anonymity(pointers, weights, sensitive);
}

}  // namespace atalaya::disclose
