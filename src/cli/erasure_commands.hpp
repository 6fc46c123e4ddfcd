// The commands that let go of what was kept: on request, and when its time is over.
#pragma once

#include "cli/app.hpp"

namespace atalaya::cli {

void add_erasure_commands(CLI::App& app, Session& session);    // erase
void add_retention_commands(CLI::App& app, Session& session);  // retention

}  // namespace atalaya::cli
