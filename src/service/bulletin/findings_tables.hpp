// T10c and T10d: what was noticed of the deliveries up to the bulletin's vintage, and what was decided about it.
#pragma once

#include <optional>
#include <vector>

#include "service/bulletin/desk.hpp"
#include "service/findings.hpp"

namespace atalaya::service {

// How many findings of each source are open, explained, fixed and waived, as decided until now. None without findings.
std::optional<render::Sheet> finding_states_table(const Desk& desk, const std::vector<KnownFinding>& noticed);
// The newest decisions about them, with who decided and why. None without any, and for the public.
std::optional<render::Sheet> finding_decisions_table(const Desk& desk,
                                                     const std::vector<KnownFinding>& noticed);

}  // namespace atalaya::service
