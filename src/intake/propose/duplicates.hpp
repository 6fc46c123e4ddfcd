// [duplicates] of facts with a place, where the rows themselves show that some are written twice.
#pragma once

#include "intake/propose/time_columns.hpp"

namespace atalaya::intake {

// After the key, the hour and the position are taken: says the table, with a question, where at least three rows of a
// thousand, and two, say what another says in every column but the key. Nothing without a position, by which facts are
// compared, or without days. O(cells).
void ask_about_duplicates(Choosing& choosing, const TimeColumns& when);

}  // namespace atalaya::intake
