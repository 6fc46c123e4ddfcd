#include "service/finding_life.hpp"

#include <algorithm>

namespace atalaya::service {
namespace {

void tell(FindingState& now, const Telling& telling) {
    if (telling.shows && now.state == "fixed") now = {};
    if (!telling.shows && now.state == "open") now = {"fixed", telling.reading};
}

}  // namespace

FindingState state_of(const FindingLife& life, std::optional<Day> on) {
    const Day noticed = life.tellings.front().on;
    if (on && *on < noticed) return {"", {}};
    const auto is_past = [&](Day day) { return !on || day <= *on; };

    FindingState now;
    auto next = life.tellings.begin();
    Day reached = noticed;
    for (const auto& decision : life.decisions) {
        reached = std::max(reached, decision.on);
        if (!is_past(reached)) break;
        for (; next != life.tellings.end() && next->on <= reached; ++next) tell(now, *next);
        now = {decision.state, {}};
    }
    for (; next != life.tellings.end() && is_past(next->on); ++next) tell(now, *next);
    return now;
}

}  // namespace atalaya::service
