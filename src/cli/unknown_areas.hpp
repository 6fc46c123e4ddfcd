// What the city declares of areas that nobody knows, said on standard error by whatever shows what is declared.
#pragma once

#include "cli/terminal.hpp"
#include "service/world.hpp"

namespace atalaya::cli {

void print_unknown_areas(const Voice& voice, const service::World& world);

}  // namespace atalaya::cli
