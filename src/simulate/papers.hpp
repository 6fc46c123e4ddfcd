// What does not come as rows: the monthly table of the corregiduría as a PDF, the workbook that the police kept before the
// history begins, a sheet of the port's guard as a picture with the grid that was typed from it, and what neighbours
// wrote to the duty telephone. Their numbers belong to these papers alone: nothing of the police's rows is in them.
//
//     corregiduria/2024-01.pdf ... 2024-12.pdf    contraventions by matter and delegation, with printed totals
//     planilla/planilla-2015-2019.xlsx            12 offences by section and month, a sheet a year, merged, S/D, totals
//     puerto/hoja-2024.png, puerto/2024.xlsx      incidents of the port by month: the photograph, and what was typed from it
//     mensajes/2024-12.csv                        30 messages, as an operator took them down
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "simulate/paper.hpp"
#include "simulate/plan.hpp"
#include "simulate/town.hpp"

namespace atalaya::simulate {

// The months are the last twelve of the history, the workbook's years the five before it. Bytes are the same for the same
// seed; Error{no_space} where a file cannot be written.
std::vector<Paper> write_papers(const Town& town, const Plan& plan, std::uint64_t seed,
                                const std::filesystem::path& folder);

}  // namespace atalaya::simulate
