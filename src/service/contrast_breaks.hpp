// Breaks between the counts of one reading.
#pragma once

#include <string>
#include <string_view>

#include "service/contrast_way.hpp"

namespace atalaya::service {

// The break whose coding before is compared or added up with that after it, `bridged` (over which ours is carried) first; ""
// none, and of a count or a rate. Of a cut by hours also one over which hours are not written alike.
std::string break_between(const Way& way, const ClaimReading& reading, ClaimKind kind,
                          std::string_view bridged);

}  // namespace atalaya::service
