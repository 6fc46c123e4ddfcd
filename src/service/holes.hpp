// Holes in what a source tells: days between others of which it sent nothing, of all its areas or of one. What a source
// owes of a period it has not delivered while there is one.
#pragma once

#include <string>
#include <vector>

#include "core/day.hpp"
#include "intake/city.hpp"

namespace atalaya::service {

class World;

// The gaps of coverage of the source, declared or noticed, that touch the period, in the order of World::coverage(). One
// without a first or a last day is no hole: the source, or what it tells of the area, begins or ends there. O(gaps).
std::vector<const intake::Gap*> holes(const World& world, const std::string& source, Period period);

// Of one area, as only [[coverage]] can say.
bool is_of_an_area(const intake::Gap& gap);

}  // namespace atalaya::service
