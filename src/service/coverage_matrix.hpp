// The public matrix of coverage: of each source and month, whether it is there. It tells that a month did not come, never how
// many facts a month had, and names no post: it may be shown to anybody.
//
// What is there is what the newest vintage of the day tells. A month is whole when the source told of it and nothing of it is
// missing (service/holes.hpp); a month without rows of a source with `empty_months`, between others that came, is whole. Before a
// source is expected first, or where nobody says when told of first, and after it is declared to end it owes nothing.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/day.hpp"
#include "service/world.hpp"

namespace atalaya::service {

enum class Coverage {
    whole,
    in_part,   // some of it came: an area or days are missing
    late,      // it did not come, and its day has passed
    awaited,   // it did not come, and its day has not passed
    absent,    // the city declares that it will not come ([[coverage]])
    not_sent,  // it did not come, and no day is agreed
    not_owed,
};

// "whole", "in_part" ...: as JSON has it and as words are asked for.
std::string_view name_of(Coverage coverage);

struct CoverageRow {
    const intake::Source* source{};
    std::vector<Coverage> months;  // one of each month asked for
    int owed = 0;                  // of them, those that were due or came
    int whole = 0;                 // of those
};

struct CoverageMatrix {
    std::vector<Month> months;
    std::vector<CoverageRow> rows;
};

// At the end of `day`, of the months from `first` to `last`, both included: a row for each source that has facts of its own
// and came or owed something of them, in the city's order. `world` is the world known on that day; nullptr when nothing
// was published by then. O(sources * months * gaps).
CoverageMatrix coverage_matrix(const Catalogue& catalogue, const World* world, Day day, Month first,
                               Month last);

}  // namespace atalaya::service
