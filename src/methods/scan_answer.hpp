// What scans have in common: how they look, and how what they found is told.
#pragma once

#include <string>
#include <vector>

#include "core/place.hpp"
#include "methods/method.hpp"
#include "stats/scan/clusters.hpp"

namespace atalaya::methods {

std::vector<Setting> scan_settings();
stats::ScanOptions scan_options(const Asked& asked);
// Every case and every control, or every event, is dealt anew each time.
double seconds_of_scan(const Asked& asked);

// Tables "clusters" (one a row, the most unusual first, 1 is the first) and "areas" (row by row: the number of the
// cluster that the area is of, 0 none, and its p). Of a scan in space and time the clusters say their first and last day
// too, from `days` of the periods.
std::vector<AnswerSpec> scan_answers(bool in_time);
// A cluster's centre is told by the "id" of areas too, or where they have none by the row.
Result scan_answer(const Asked& asked, const stats::Scan& scan, const std::vector<Planar>& places,
                   const std::vector<std::int32_t>& days = {}, double runs_per_year = 0);

// Whether a scan has something to look for: of fewer cases one circle is always unusual.
inline constexpr double least_cases = 10;
bool too_few_cases(const Numbers& counts);

// Cases where nobody lives have nothing that they could be held against. `counts`: of each area of the table "areas", or of each in
// each of its periods. Throws Error{bad_input} with the first of them.
void expect_residents(const Asked& asked, const Numbers& counts);

// Counts as a scan wants them. Cells hold counts (Holds::count); those above 2^32 are refused: Error{bad_input}.
std::vector<std::uint32_t> whole_counts(const Numbers& counts, std::string_view column);

}  // namespace atalaya::methods
