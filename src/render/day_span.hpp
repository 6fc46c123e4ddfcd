// Days in a row as a reader says them, short of what both ends share.
//
//     day_span(Forms{"es-AR"}, 2 to 8 March 2026)            "del 2 al 8 de marzo de 2026"
//     ... 30 March to 5 April                                 "del 30 de marzo al 5 de abril de 2026"
//     ... 29 December 2025 to 4 January 2026                  "del 29 de diciembre de 2025 al 4 de enero de 2026"
//     in pt                                                   "de 2 a 8 de março de 2026"
//     in en                                                   "2 to 8 March 2026"
//
// One day is that day alone, without an article: "8 de marzo de 2026".
#pragma once

#include <string>

#include "core/day.hpp"
#include "render/numbers.hpp"

namespace atalaya::render {

// `days` is not empty.
std::string day_span(const Forms& forms, Period days);

}  // namespace atalaya::render
