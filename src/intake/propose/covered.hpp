// What a table of counts covers, and what its gaps mean: asked, for no file tells.
#pragma once

#include "intake/propose/time_columns.hpp"
#include "intake/propose/wide_run.hpp"

namespace atalaya::intake {

// A question about the months and areas of tallies, with what the sample shows of them: first and last month, pairs of
// area and month without a row. It stands above [count] and says no key. Where cells of a wide table are blank, [wide]
// blank too. After the areas were chosen. O(rows).
void ask_what_is_covered(Choosing& choosing, const TimeColumns& when, const WideRun& wide);
// The question alone.
Message asked_of_cover();

}  // namespace atalaya::intake
