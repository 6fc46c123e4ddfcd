// The note of what a figure adds up over a declared break. For service/measures only.
#pragma once

#include "service/measures/asked.hpp"

namespace atalaya::service {

// "break:ID" for each break declared inside the period of the figure's indicator and of one of the sources that it names;
// of hours also for each of how the source writes them.
// What is added up is the sum of two codings. O(breaks x sources).
void note_breaks(Figure& figure, const Asked& asked);

}  // namespace atalaya::service
