// Counts of sources of counts that no indicator counts, such as attempts: World::cells("") has rows of incidents alone.
#pragma once

#include <string_view>

namespace atalaya::service {

// In place of an indicator in World::cells, of which the id is never this.
inline constexpr std::string_view uncounted_tallies = "-";

}  // namespace atalaya::service
