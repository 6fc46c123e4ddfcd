// Shares of what is counted in one unit in what is counted in another.
#pragma once

#include <optional>
#include <string>

#include "service/contrast.hpp"

namespace atalaya::service {

// Victims are no share of facts: what is counted in one unit divides what is counted in another only where somebody answers for
// it. None where the claim has no unlike units; else what is to be kept of who does. Error{usage} where nobody does, where
// who or why is blank, or where `unlike` is given and there are none.
std::optional<store::UnitOverride> unlike_units(const World& world, const Claim& claim,
                                                const std::string& text,
                                                const std::optional<UnlikeUnits>& unlike);

}  // namespace atalaya::service
