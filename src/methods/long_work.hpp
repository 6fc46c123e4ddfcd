// Calculations that nobody would wait for, or that no memory holds: refused before they begin, with what they would take.
#pragma once

#include <optional>

#include "methods/method.hpp"

namespace atalaya::methods {

// Seconds of one core: what is foreseen to take longer is not begun, unless it is asked for.
inline constexpr double usual_patience = 60;

// As run() (method.hpp), which has the usual patience. Refused above it: "too_much_work", with the note "work_minutes" or, from two hours
// on, "work_hours", two digits of them true at best. The answer must not depend on threads, so that they are not reckoned with.
Result run_within(const Method& method, const Question& question, double patience);

// Seconds that a question may take of a core of 2024, by measurement; 0 for methods of which ten million rows take no minute: so many rows
// are asked of each in tests/methods/catalogue_many_rows_test.cpp, and what takes longer has its measure here.
double seconds_foreseen(const Method& method, const Asked& asked);

std::optional<Result> refused_as_too_long(double seconds, double patience);

// The circles about so many places, each of at most `most` (0..1) of them, are kept whole: 4 bytes for each place of each. Refused
// above 16 GiB: "too_many_circles", with the note "circles" that says the GiB.
std::optional<Result> refused_as_too_wide(std::size_t places, double most);

}  // namespace atalaya::methods
