// Of which facts a bulletin tells how long they took to be registered.
#pragma once

#include "service/bulletin/desk.hpp"

namespace atalaya::service {

// The last twelve months that ended by the bulletin's month, and three months or more before its vintage: of later ones
// only the facts that were registered fast are known.
Period settled_year(const Desk& desk);

}  // namespace atalaya::service
