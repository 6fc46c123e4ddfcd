// The last month that there is to tell of, or why there is none.
#pragma once

#include "core/message.hpp"
#include "service/world.hpp"

namespace atalaya::service {

// Whether a delivery known at the vintage is of a source of facts or counts, usable or not.
bool brings_facts(const World& world);

// Of a world without a last_month(): nothing is published, what came holds no facts, or none of them could be used.
Message no_month_yet(const World& world);

// The last month that deliveries tell of. Error{missing} where there is none, with no_month_yet().
Month last_month_told(const World& world);

}  // namespace atalaya::service
