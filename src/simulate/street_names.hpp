// What the made-up streets are called: birds run eastwards, plants southwards, and the number is that of the
// first house of the block: "Calandria 1100". A town's streets have as many houses as theirs have blocks.
#pragma once

#include <string>

#include "simulate/town.hpp"

namespace atalaya::simulate {

// The name of the segment of this number. Two streets of Villa Marejada have the name of another one, as
// happens where towns have grown together. Precondition: 0 <= segment < town.segments.size().
std::string street_name(const Town& town, int segment);

}  // namespace atalaya::simulate
