// How numbers are written on the terminal.
#pragma once

#include <string>

#include "cli/voice.hpp"
#include "render/numbers.hpp"

namespace atalaya::cli {

// As readers of `voice` write them, in the city's way (its `region`, "es-AR") where it is their language.
render::Forms forms_for(const Voice& voice, const std::string& region);

}  // namespace atalaya::cli
