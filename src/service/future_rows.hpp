// Rows of a known delivery that were refused because their day was still to come when it was read ("day_future").
//
// The same bytes change nothing when they come again, whatever the day: what a vintage says follows from what was read
// into it, not from when somebody asked. Rows that would be good by now are therefore told, with the command that reads
// the delivery again (`ingest --again`), and never taken in silence.
#pragma once

#include <cstdint>
#include <vector>

#include "core/day.hpp"
#include "intake/descriptor.hpp"
#include "store/data_directory.hpp"

namespace atalaya::service {

// Of the last of `runs` that read the delivery: how many of its rows were refused as later than the day of the vintage
// and are of `on` or before. 0 for a delivery that was never read. O(rejects of the run).
std::int64_t future_rows_come(store::Store& store, const intake::Source& source,
                              const std::vector<store::Run>& runs, const Digest& delivery, Day on);

}  // namespace atalaya::service
