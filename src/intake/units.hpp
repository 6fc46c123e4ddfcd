// What a figure counts: the `unit` of an indicator, of a grouping and of a city's own name for an indicator. Each has its words in
// i18n, `unit.fact` with a number ("3 hechos") and `units.fact` without ("hechos").
#pragma once

#include <span>
#include <string>

namespace atalaya::intake {

std::span<const std::string> counted_units();

}  // namespace atalaya::intake
