// The monthly table of the corregiduría, corregiduria/2024-01.pdf and on: contraventions by matter and delegation, as a PDF
// with a text layer and printed totals. One month has a cell without data, the total of one row is one more than its cells.
#pragma once

#include <cstdint>
#include <filesystem>

#include "simulate/paper.hpp"
#include "simulate/town.hpp"

namespace atalaya::simulate {

// Of the twelve months to `last`.
Paper corregiduria(const Town& town, Month last, std::uint64_t seed, const std::filesystem::path& folder);

}  // namespace atalaya::simulate
