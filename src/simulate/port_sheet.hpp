// A sheet of paper of the guard of the port: puerto/hoja-2024.png, the photograph, and puerto/2024.xlsx, the grid that was typed
// from it. Incidents by kind and month, with totals that close.
#pragma once

#include <cstdint>
#include <filesystem>

#include "simulate/paper.hpp"

namespace atalaya::simulate {

Paper port_sheet(int year, std::uint64_t seed, const std::filesystem::path& folder);

}  // namespace atalaya::simulate
