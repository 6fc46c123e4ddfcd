// Tables that are published month after month must not tell by subtraction what none of them tells: twelve months to
// May less twelve months to April are one May less another. docs/decisions/0013-years-that-do-not-overlap.md
#pragma once

#include <span>
#include <vector>

#include "core/day.hpp"
#include "disclose/door.hpp"

namespace atalaya::disclose {

// The calendar year that had last ended when `month` ended. Two of them are one or share no day.
Period year_for_all(Month month);

// Of releases of one table of one period, oldest first, which may be shown: one of which every count is that of each
// release shown before it, or differs by `minimum` or more. What differs by less is a correction about few persons, and
// tells them apart in every table that it moves. Counts are in one order, of one length. O(releases squared x counts).
std::vector<bool> shown_releases(std::span<const std::vector<Count>> releases, Count minimum);

}  // namespace atalaya::disclose
