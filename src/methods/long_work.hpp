// Calculations that nobody would wait for, or that no memory holds: refused before they begin, with what they would take.
#pragma once

#include <optional>

#include "methods/method.hpp"

namespace atalaya::methods {

// Refused above a day of one core: "too_much_work", with the note "work" that says the hours, two digits of them true at best. The
// answer must not depend on threads, so that they are not reckoned with. `seconds` by measurement on a core of 2024.
std::optional<Result> refused_as_too_long(double seconds);

// The circles about so many places, each of at most `most` (0..1) of them, are kept whole: 4 bytes for each place of each. Refused
// above 16 GiB: "too_many_circles", with the note "circles" that says the GiB.
std::optional<Result> refused_as_too_wide(std::size_t places, double most);

}  // namespace atalaya::methods
