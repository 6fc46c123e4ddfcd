#include "service/retention_groups.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace atalaya::service {

std::vector<DueGroup> grouped(std::span<const DueItem> items, Day on) {
    std::vector<DueGroup> groups;
    std::map<std::tuple<std::string, Kept, std::string, bool>, std::size_t> place;
    for (const auto& item : items) {
        const bool is_due = item.due <= on;
        const auto [of, is_new] =
            place.try_emplace({item.source, item.kept, item.hold, is_due}, groups.size());
        if (is_new)
            groups.push_back({.source = item.source,
                              .kept = item.kept,
                              .hold = item.hold,
                              .is_due = is_due,
                              .first = item.due,
                              .last = item.due});
        auto& group = groups[of->second];
        group.first = std::min(group.first, item.due);
        group.last = std::max(group.last, item.due);
        group.only = group.items == 0 ? item.what : "";
        ++group.items;
        group.count += item.count;
    }
    return groups;
}

}  // namespace atalaya::service
