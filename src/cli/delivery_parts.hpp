// The commands about deliveries that have a file of their own.
#pragma once

#include "cli/app.hpp"

namespace atalaya::cli {

void add_ingest_command(CLI::App& app, Session& session);
void add_rejects_command(CLI::App& app, Session& session);

}  // namespace atalaya::cli
