#include "service/vintage_changes.hpp"

#include <map>
#include <set>
#include <utility>

namespace atalaya::service {

VintageChanges changes_of(std::vector<store::CellChange> cells, const World& first, const World& second) {
    struct Group {
        std::set<Month> months;
        std::int64_t facts = 0, cells = 0;
    };
    std::map<std::pair<std::string, bool>, Group> groups;  // source, whether they went
    VintageChanges out;
    for (auto& cell : cells) {
        const int month = month_index(cell.month);
        const bool before = first.months_told(cell.source).contains(month),
                   after = second.months_told(cell.source).contains(month);
        if (before == after) {
            out.corrected.push_back(std::move(cell));
            continue;
        }
        auto& group = groups[{cell.source, before}];
        group.months.insert(cell.month);
        group.facts += before ? cell.before : cell.after;
        ++group.cells;
    }
    for (const auto& [of, group] : groups)
        out.whole.push_back(
            {of.first, !of.second, {group.months.begin(), group.months.end()}, group.facts, group.cells});
    return out;
}

}  // namespace atalaya::service
