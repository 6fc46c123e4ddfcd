// The town's areas and people as files: limites/*.geojson and poblacion/*.csv.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "simulate/plan.hpp"

namespace atalaya::simulate {

// barrios, secciones, and where the town has them delegaciones and cuadras (street
// fronts). Returns the files below `folder`, in the order to read them.
std::vector<std::string> write_limits(const Town& town, const Plan& plan,
                                      const std::filesystem::path& folder);

// The sections once more, after one of them was split: "limites/secciones-2024-07.geojson".
std::string write_split(const Town& town, const Plan& plan, const std::filesystem::path& folder);

// Residents, dwellings and registered vehicles per barrio and delegation: the census of
// `year` and a projection two years later.
std::vector<std::string> write_population(const Town& town, int year, const std::filesystem::path& folder);

}  // namespace atalaya::simulate
