// Whether descriptors of sources can be used: atalaya source check.
#pragma once

#include <string>
#include <vector>

#include "cli/app.hpp"

namespace atalaya::cli {

// Of each folder, all of the share's without one: good, not ready (a field says intake::to_fill_in still; each is
// listed with its file, its line and what is expected), or bad and why. 0 when all are good, else that of bad_input.
int check_sources(const Session& session, const std::vector<std::string>& folders);

}  // namespace atalaya::cli
