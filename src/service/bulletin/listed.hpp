// The territories that a bulletin lists, in its tables, maps and small multiples.
#pragma once

#include <string>
#include <vector>

#include "service/bulletin/desk.hpp"

namespace atalaya::service {

// The layer whose territories a bulletin lists: for the city its broadest, below that the
// next finer one; "" when there is none.
std::string listed_layer(const Desk& desk);
// Those of it that are inside the bulletin's territory. For the public, without those of which not every
// count of the indicator may be printed; when that is a single one, without the least of the others too,
// so that no sum gives it away.
std::vector<const TerritoryInfo*> listed_territories(const Desk& desk, const Indicator& indicator);

// Those inside the bulletin's territory that listed_territories leaves out.
std::vector<const TerritoryInfo*> unlisted_territories(const Desk& desk, const Indicator& indicator);

}  // namespace atalaya::service
