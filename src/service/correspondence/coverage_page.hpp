// The public page of coverage: which months of which source are there, a table for each year, and what is missing. It names no
// post and no count.
#pragma once

#include <vector>

#include "service/correspondence/paper.hpp"
#include "service/coverage_matrix.hpp"
#include "service/expected.hpp"

namespace atalaya::service {

// `states` are those of the day, of the sources that are expected; `world` is what the matrix was made from.
render::Document coverage_page(const Stationery& stationery, const CoverageMatrix& matrix,
                               const std::vector<SourceState>& states, const World* world, Day day);

}  // namespace atalaya::service
