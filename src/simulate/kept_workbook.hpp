// The workbook that the police kept before the history begins, planilla/planilla-2015-2019.xlsx: a sheet a year, twelve offences
// merged over the sections, months across, S/D, subtotals, totals and a note. The total of one row is one more than its months.
#pragma once

#include <cstdint>
#include <filesystem>

#include "simulate/paper.hpp"
#include "simulate/town.hpp"

namespace atalaya::simulate {

// Of the five years before `past_year`.
Paper kept_workbook(const Town& town, int past_year, std::uint64_t seed, const std::filesystem::path& folder);

}  // namespace atalaya::simulate
