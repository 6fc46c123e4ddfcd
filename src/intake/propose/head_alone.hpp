// A table whose head has no row below it: its cells tell nothing, and what the names of its columns tell is asked.
#pragma once

#include "intake/propose/choosing.hpp"

namespace atalaya::intake {

// Every choice of the table, but those of how the file is cut, with a confidence below `sure` and a question of its own;
// what no name tells is left to fill in. O(columns).
void choose_by_head(Choosing& choosing);

}  // namespace atalaya::intake
