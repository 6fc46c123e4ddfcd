// A file whose rows are areas with their shapes: what their code and name are, and of which layer.
#pragma once

#include "intake/propose/choosing.hpp"

namespace atalaya::intake {

// All choices of a file of areas.
void choose_areas_file(Choosing& choosing);
// [shape] layer, code and what tells it and names it, of the columns or properties that are free.
void choose_area_properties(Choosing& choosing);

}  // namespace atalaya::intake
