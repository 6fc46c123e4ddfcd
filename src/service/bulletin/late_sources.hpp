// The sources that owe the month of a bulletin and have not sent it, as bulletins tell of them.
#pragma once

#include <optional>
#include <vector>

#include "service/bulletin/desk.hpp"

namespace atalaya::service {

struct LateSource {
    const intake::Source* source{};
    std::optional<Period> months;           // that it told of; none: it never delivered
    std::optional<Day> due;                 // none where the city does not say
    bool overdue = true;                    // false: its day has not passed at the bulletin's cut
    int days_late = 0;                      // at the cut; 0 where there is no due day
    std::vector<const intake::Gap*> holes;  // of a source that told of the month, but not of all of it
};

// Those that count something, in the city's order. A second reading of a delivery is not told of.
std::vector<LateSource> late_sources(const Desk& desk);

// Whether a day was agreed with each source that owes something of the month: only then is any of them on time.
bool has_terms(const Desk& desk);

// "la sección 5 no envió datos, del 5 de febrero de 2024 al 21 de abril de 2024", of each hole.
std::string holes_text(const Desk& desk, const LateSource& late);

}  // namespace atalaya::service
