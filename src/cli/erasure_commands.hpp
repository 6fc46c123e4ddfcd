// The commands that let go of what was kept: on request, and when its time is over.
#pragma once

#include "cli/app.hpp"
#include "render/numbers.hpp"

namespace atalaya::cli {

// Numbers as readers of `voice` write them, in the city's way where it is their language.
render::Forms forms_for(const Voice& voice, const std::string& region);

void add_erasure_commands(CLI::App& app, Session& session);    // erase
void add_retention_commands(CLI::App& app, Session& session);  // retention

}  // namespace atalaya::cli
