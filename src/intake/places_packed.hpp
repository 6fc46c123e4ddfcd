// Known places as bytes, from the child that read them to its parent; areas are not among them.
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "geocode/known_places.hpp"

namespace atalaya::intake {

std::string packed(const geocode::KnownPlaces& places);
// Throws Error{bad_input} for bytes that are no such places.
geocode::KnownPlaces unpacked_places(std::span<const std::byte> bytes);

}  // namespace atalaya::intake
