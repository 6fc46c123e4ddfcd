#include "service/bulletin/bulletin_before.hpp"

#include "service/measures.hpp"

namespace atalaya::service {

std::optional<store::BulletinIssue> issued_before(const std::vector<store::BulletinIssue>& issues,
                                                  const Issuing& asking) {
    const std::string month = iso(asking.month);
    std::optional<store::BulletinIssue> last;
    for (const auto& issue : issues) {
        if (issue.bulletin != asking.bulletin || issue.territory != asking.territory) continue;
        if (issue.period == month && issue.vintage_no == asking.vintage_no) return last;
        if (issue.vintage_no > asking.vintage_no || issue.period > month) continue;
        last = issue;
    }
    return last;
}

std::optional<BulletinBefore> bulletin_before(Worlds& worlds, const World& world, const Issuing& asking) {
    if (const auto issue = issued_before(worlds.issues(), asking)) {
        for (const auto& vintage : worlds.vintages())
            if (vintage.no == issue->vintage_no)
                return BulletinBefore{vintage.id, parse_month(issue->period)};
    }
    if (world.previous_vintage().empty()) return {};
    const auto known = worlds.at(world.previous_vintage()).last_month();
    if (!known || *known < plus_months(asking.month, -1)) return {};
    return BulletinBefore{world.previous_vintage(), {}};
}

}  // namespace atalaya::service
