#include "intake/quality/near_duplicates.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <span>
#include <tuple>

#include "core/only_year.hpp"
#include "intake/hash.hpp"

namespace atalaya::intake::quality {
namespace {

constexpr double metres_a_degree = 111'195;  // of latitude
constexpr double more_than_chance = 1.5, dispersion = 2, far_out = 4;
constexpr std::size_t fewest = 20, most_compared = 2000;
constexpr int week = 7, fewest_days = 14;

struct Fact {
    std::uint64_t what;  // offence, units, channel
    std::int32_t day, lat, lon;
    std::int8_t hour;
    std::uint32_t row;
};
using Group = std::span<const Fact>;  // of one `what` and day, by latitude

class Nearness {
  public:
    explicit Nearness(const NearRule& rule) : rule_{rule} {}

    std::int32_t strip() const { return static_cast<std::int32_t>(rule_.metres / metres_a_degree * 1e7); }
    bool operator()(const Fact& a, const Fact& b) const {
        const bool same_point = a.lon == b.lon && a.lat == b.lat;
        if (same_point && a.hour == b.hour) return false;
        return near_in_time(a, b) && (same_point || near_in_space(a, b));
    }

  private:
    bool near_in_time(const Fact& a, const Fact& b) const {
        if (a.hour == b.hour || rule_.hours >= 24) return true;
        return a.hour >= 0 && b.hour >= 0 && std::abs(a.hour - b.hour) <= rule_.hours;
    }
    bool near_in_space(const Fact& a, const Fact& b) const {
        if (std::abs(a.lat - b.lat) > strip()) return false;
        const double north = (a.lat - b.lat) * 1e-7 * metres_a_degree;
        const double east = (static_cast<double>(a.lon) - b.lon) * 1e-7 * metres_a_degree *
                            std::cos(a.lat * 1e-7 * 0.017453292519943295);
        return north * north + east * east <= rule_.metres * rule_.metres;
    }
    NearRule rule_;
};

std::vector<Fact> facts_of(const Incidents& in) {
    std::vector<Fact> facts;
    facts.reserve(in.size());
    for (std::uint32_t i = 0; i < in.size(); ++i) {
        if (in.lon[i] == no_position || !has_day(in, i)) continue;
        const std::uint64_t units = static_cast<std::uint32_t>(in.units[i]);
        const std::uint64_t what =
            combined(static_cast<std::uint64_t>(in.offence.codes[i]) << 32 | in.channel_of(i), units);
        facts.push_back({what, in.day.since_epoch[i], in.lat[i], in.lon[i], in.hour[i], i});
    }
    const auto order = [](const Fact& f) { return std::tie(f.what, f.day, f.lat, f.lon, f.hour, f.row); };
    std::sort(facts.begin(), facts.end(), [&](const Fact& a, const Fact& b) { return order(a) < order(b); });
    const auto same = [](const Fact& a, const Fact& b) {
        return std::tie(a.what, a.day, a.lat, a.lon, a.hour) == std::tie(b.what, b.day, b.lat, b.lon, b.hour);
    };
    facts.erase(std::unique(facts.begin(), facts.end(), same), facts.end());
    return facts;
}

std::vector<Group> groups_of(const std::vector<Fact>& facts) {
    std::vector<Group> groups;
    for (std::size_t i = 0, end = 0; i < facts.size(); i = end) {
        end = i + 1;
        while (end < facts.size() && facts[end].what == facts[i].what && facts[end].day == facts[i].day)
            ++end;
        groups.emplace_back(facts.data() + i, end - i);
    }
    return groups;
}

// Whether any of `others` is near the fact and `counts`.
template <class Counts>
bool near_any(const Fact& fact, Group others, const Nearness& near, const Counts& counts) {
    const auto from = fact.lat - near.strip();
    auto at = std::lower_bound(others.begin(), others.end(), from,
                               [](const Fact& f, std::int32_t lat) { return f.lat < lat; });
    std::size_t compared = 0;
    for (; at != others.end() && at->lat <= fact.lat + near.strip() && compared < most_compared;
         ++at, ++compared) {
        if (counts(*at) && near(fact, *at)) return true;
    }
    return false;
}

// Rows near one of the same weekday a week before.
std::size_t near_a_week_before(const std::vector<Group>& groups, const Nearness& near) {
    std::size_t rows = 0;
    std::size_t before = 0;
    for (const auto& group : groups) {
        const auto& [what, day, lat, lon, hour, row] = group.front();
        const auto earlier = [&](const Group& g) {
            return std::tuple{g.front().what, g.front().day} < std::tuple{what, day - week};
        };
        while (earlier(groups[before])) ++before;
        if (groups[before].front().what != what || groups[before].front().day != day - week) continue;
        for (const auto& fact : group)
            rows += near_any(fact, groups[before], near, [](const Fact&) { return true; });
    }
    return rows;
}

}  // namespace

NearRows near_duplicates(const Incidents& incidents, const NearRule& rule) {
    NearRows found;
    const auto facts = facts_of(incidents);
    if (facts.empty() || !rule.any()) return found;
    const auto [first, last] = std::minmax_element(
        facts.begin(), facts.end(), [](const Fact& a, const Fact& b) { return a.day < b.day; });
    const double days = last->day - first->day + 1;
    if (days < fewest_days) return found;
    const Nearness near{rule};
    const auto groups = groups_of(facts);
    for (const auto& group : groups) {
        for (const auto& fact : group) {
            const auto earlier = [&](const Fact& other) { return other.row < fact.row; };
            if (near_any(fact, group, near, earlier)) found.rows.push_back(fact.row);
        }
    }
    std::sort(found.rows.begin(), found.rows.end());
    found.by_chance = static_cast<double>(near_a_week_before(groups, near)) / 2 * days / (days - week);
    return found;
}

bool too_many(const NearRows& near) {
    const auto n = static_cast<double>(near.rows.size());
    const double c = near.by_chance;
    return near.rows.size() >= fewest &&
           n - more_than_chance * c >=
               far_out * std::sqrt(dispersion * (n + more_than_chance * more_than_chance * c));
}

}  // namespace atalaya::intake::quality
