// "La Magdalena Contreras" and "Magdalena Contreras", "Cuajimalpa" and "Cuajimalpa de Morelos": one area by its
// long and by its short name.
#pragma once

#include <string>
#include <string_view>

#include "intake/names_not_found.hpp"

namespace atalaya::intake {

// Whether the folded names differ by an article before one of them, or one is the whole of the other up to "de", "del",
// "do" ... and further words. What many names begin with ("Villa", "San") is no short name of one of them, and names
// with digits are never long or short ones of each other.
bool is_long_or_short(std::string_view a, std::string_view b);

// The code of the one area whose name or code is the long or short form of the text, "" when there is none or several.
// O(areas).
std::string area_by_long_name(std::span<const CodeAndName> areas, std::string_view text);
std::string area_by_long_name(const Gazetteer& gazetteer, int slot, std::string_view text);

}  // namespace atalaya::intake
