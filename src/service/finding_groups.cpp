#include "service/finding_groups.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace atalaya::service {
namespace {

void add(const KnownFinding& one, FindingGroup& group) {
    const auto state = std::find(std::begin(finding_states), std::end(finding_states), one.state);
    ++group.in_state[static_cast<std::size_t>(state - std::begin(finding_states))];
    ++group.findings;
    group.mended += one.mended ? 1 : 0;
    group.newest = one;
}

}  // namespace

std::vector<FindingGroup> grouped(std::span<const KnownFinding> findings) {
    std::vector<FindingGroup> groups;
    std::map<std::pair<std::string, std::string>, std::size_t> place;
    std::vector<std::set<Digest>> deliveries;
    for (const auto& one : findings) {
        const auto [of, is_new] = place.try_emplace({one.source, one.check}, groups.size());
        if (is_new) {
            auto& group = groups.emplace_back();
            group.source = one.source;
            group.check = one.check;
            group.first = one.tellings.front().vintage;
            deliveries.emplace_back();
        }
        add(one, groups[of->second]);
        for (const auto& told : one.tellings) {
            if (told.shows) deliveries[of->second].insert(told.delivery);
        }
    }
    for (std::size_t i = 0; i < groups.size(); ++i) groups[i].deliveries = std::ssize(deliveries[i]);
    return groups;
}

}  // namespace atalaya::service
