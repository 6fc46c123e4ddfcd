// `atalaya deliveries coverage`: which months of which source are there, for anybody to see.
#pragma once

#include "cli/app.hpp"

namespace atalaya::cli {

void add_coverage_command(CLI::App& deliveries, Session& session);

}  // namespace atalaya::cli
