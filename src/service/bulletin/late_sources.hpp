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

// Whether a day is agreed with a source for its data of the month; not of months before the first that is owed.
bool had_term(const Desk& desk, const intake::Source& source);

// Whether there is such a day with each source that owes or told something of the month: only then is any of them on time.
bool has_terms(const Desk& desk);

// Of the sources that have all of the month, those of which nothing was taken in from its last day until the first letter
// about it was due, and something after that: on time they were not, whoever was slow. A cut a day or two after the due day
// says nothing yet of when its files came.
std::vector<const intake::Source*> came_after_term(const Desk& desk);

// "no llegó la semana del 2 al 8 de marzo de 2026", "la sección 5 no envió datos, del 5 de febrero de 2024 al 21 de abril de 2024", of each hole.
std::string holes_text(const Desk& desk, const LateSource& late);

}  // namespace atalaya::service
