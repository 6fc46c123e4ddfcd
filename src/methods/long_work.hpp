// Calculations that nobody would wait for, or that no memory holds: refused before they begin, with what they would take.
#pragma once

#include <map>
#include <optional>
#include <string_view>

#include "methods/method.hpp"

namespace atalaya::methods {

// Seconds of one core: what is foreseen to take longer is not begun, unless it is asked for.
inline constexpr double usual_patience = 60;

// As run() (method.hpp), which has the usual patience. Refused above it: "too_much_work", with the note "work_minutes" or, from two hours
// on, "work_hours", two digits of them true at best. The answer must not depend on threads, so that they are not reckoned with.
Result run_within(const Method& method, const Question& question, double patience);

// Seconds that a question may take of a core of 2024, by measurement: of rows and settings alone, so that any machine says the same.
// A method that ten million rows keep for more than a minute says it in a function of its folder, seconds_of_NAME in
// src/methods/NAME/seconds.cpp; 0 for the others.
double seconds_foreseen(const Method& method, const Asked& asked);
double rows_of(const Asked& asked, std::string_view table);

// Those functions, by the method's name; the build writes the list (cmake/Methods.cmake).
using Foresight = double (*)(const Asked&);
const std::map<std::string_view, Foresight>& every_foresight();

std::optional<Result> refused_as_too_long(double seconds, double patience);

// The circles about so many places, each of at most `most` (0..1) of them, are kept whole: 4 bytes for each place of each. Refused
// above 16 GiB: "too_many_circles", with the note "circles" that says the GiB.
std::optional<Result> refused_as_too_wide(std::size_t places, double most);

}  // namespace atalaya::methods
