// On which plane a method measures polygons that came in a projected system.
#pragma once

#include "service/method_question.hpp"

namespace atalaya::service {

// The settings of a question, with `plane` of a method that has it where nothing was said: the EPSG code of the system that
// all its tables with --crs are in, when those are all its polygons and the system is projected. So do programs that
// measure polygons in the system they came in. Opens PROJ's database.
methods::Given with_plane(const MethodQuestion& question);

}  // namespace atalaya::service
