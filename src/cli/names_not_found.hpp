// Names that no area has, on a terminal: which, how often, and what to paste into a descriptor where one is near.
#pragma once

#include <cstddef>
#include <string>

#include "cli/voice.hpp"
#include "intake/names_not_found.hpp"

namespace atalaya::cli {

// "NUÑES (12), Centro (4) y 3 más": the first `most` of them. "" when there are none.
std::string names_text(const Voice& voice, const intake::NamesNotFound& found, std::size_t most);

// aliases = { "NUÑES" = "nunez" } of those that may mean an area; "" when none does.
std::string aliases_text(const intake::NamesNotFound& found);

}  // namespace atalaya::cli
