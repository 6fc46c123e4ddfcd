// Names that no area has, on a terminal: which, how often, and what to paste into a descriptor where one is near.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "cli/voice.hpp"
#include "intake/names_not_found.hpp"

namespace atalaya::cli {

// "NUÑES (12), Centro (4) y 3 más": the first `most` of them. "" when there are none.
std::string names_text(const Voice& voice, const intake::NamesNotFound& found, std::size_t most);

// aliases = { "NUÑES" = "nunez" } of those that may mean an area; "" when none does.
std::string aliases_text(const intake::NamesNotFound& found);

// Whether so many of a file's rows name no area that its column is another than the one by which limits know areas.
bool is_another_column(std::int64_t rows_not_found, std::int64_t rows_read);

}  // namespace atalaya::cli
