// The bridges that a city declares over its breaks must name what there is: a source that counts facts with both codes
// beside the one whose codes changed, and codes of that one. A name written wrong would carry a series by nothing.
#pragma once

#include "service/catalogue.hpp"

namespace atalaya::service {

// Throws Error{bad_input} naming the city's file, the break and what may have been meant.
void check_bridges(const Catalogue& catalogue);

}  // namespace atalaya::service
