#include "disclose/k_anonymity.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/error.hpp"
#include "stats/random.hpp"

namespace atalaya::disclose {

namespace {

using Ids = std::vector<std::uint32_t>;

// Each distinct value as a number, in the order of the values.
Ids ids_of(std::span<const std::string> values) {
    std::vector<std::uint32_t> order(values.size());
    std::iota(order.begin(), order.end(), std::uint32_t{0});
    std::ranges::sort(order, [&](auto a, auto b) { return values[a] < values[b]; });
    Ids ids(values.size());
    std::uint32_t id = 0;
    for (std::size_t i = 0; i < order.size(); ++i) {
        if (i > 0 && values[order[i]] != values[order[i - 1]]) ++id;
        ids[order[i]] = id;
    }
    return ids;
}

std::int64_t distinct(std::span<const std::uint32_t> members, const Ids& values) {
    Ids held;
    for (const auto record : members) held.push_back(values[record]);
    std::ranges::sort(held);
    return std::unique(held.begin(), held.end()) - held.begin();
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

std::vector<Anonymity> anonymity(std::span<const std::vector<std::string>> keys,
                                 std::span<const double> weights, std::span<const std::string> sensitive) {
    expects(!keys.empty(), "anonymity: a quasi-identifier");
    const auto n = keys.front().size();
    expects(weights.empty() || weights.size() == n, "anonymity: a weight per record, or none");
    expects(sensitive.empty() || sensitive.size() == n, "anonymity: a sensitive value per record, or none");
    std::vector<Ids> ids;
    for (const auto& values : keys) {
        expects(values.size() == n, "anonymity: a value per record");
        ids.push_back(ids_of(values));
    }
    const Ids private_ids = ids_of(sensitive);

    std::vector<std::uint32_t> order(n);
    std::iota(order.begin(), order.end(), std::uint32_t{0});
    const auto compare = [&](std::uint32_t a, std::uint32_t b) {
        for (const auto& id : ids) {
            if (id[a] != id[b]) return id[a] < id[b] ? -1 : 1;
        }
        return 0;
    };
    std::ranges::sort(order, [&](auto a, auto b) {
        const int way = compare(a, b);
        return way != 0 ? way < 0 : a < b;
    });

    std::vector<Anonymity> out(n);
    for (std::size_t first = 0, past = 0; first < n; first = past) {
        while (past < n && compare(order[first], order[past]) == 0) ++past;
        const auto members = std::span{order}.subspan(first, past - first);
        Anonymity of{.sample = static_cast<std::int64_t>(members.size())};
        for (const auto record : members) of.population += weights.empty() ? 1 : weights[record];
        of.risk = individual_risk(of.sample, of.population);
        if (!sensitive.empty()) of.diversity = distinct(members, private_ids);
        for (const auto record : members) out[record] = of;
    }
    return out;
}

}  // namespace atalaya::disclose
