// What each column is for: the choices of a proposal, from a look at the file.
#pragma once

#include <string>
#include <vector>

#include "intake/propose/look.hpp"
#include "intake/propose/proposal.hpp"

namespace atalaya::intake {

// The proposal of a file of that name. Names of columns weigh (hints.hpp), what they hold decides. O(cells).
Proposal choose_roles(const std::string& file, const Look& look, const std::vector<KnownSystem>& systems);

}  // namespace atalaya::intake
