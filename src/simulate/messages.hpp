// What neighbours wrote to the duty telephone in a month, as an operator took it down: the text as it came, the kind and
// the barrio as the operator understood them. Names are trees and rocks, telephones of numbers that nobody has.
#pragma once

#include <cstdint>
#include <string>

#include "core/day.hpp"
#include "simulate/town.hpp"

namespace atalaya::simulate {

struct Messages {
    std::string text;  // of the file
    int rows{};
    int twice{};     // tell what a message before them told
    int misspelt{};  // write the barrio otherwise than the map
};

// Thirty messages.
Messages messages_of(const Town& town, Month month, std::uint64_t seed);

}  // namespace atalaya::simulate
