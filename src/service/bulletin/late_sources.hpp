// The sources that owe the month of a bulletin and have not sent it, as bulletins tell of them.
#pragma once

#include <optional>
#include <vector>

#include "service/bulletin/desk.hpp"

namespace atalaya::service {

struct LateSource {
    const intake::Source* source{};
    std::optional<Period> months;  // that it told of; none: it never delivered
    std::optional<Day> due;        // none where the city does not say
    bool overdue = true;           // false: its day has not passed at the bulletin's cut
    int days_late = 0;             // at the cut; 0 where there is no due day
};

// Those that count something, in the city's order. A second reading of a delivery is not told of.
std::vector<LateSource> late_sources(const Desk& desk);

}  // namespace atalaya::service
