// A file of places (kind = "places"): the streets, doors, landmarks or lots that addresses are looked up in.
#pragma once

#include <filesystem>
#include <string>

#include "core/incident.hpp"
#include "core/progress.hpp"
#include "geocode/known_places.hpp"
#include "intake/bytes.hpp"
#include "intake/descriptor.hpp"

namespace atalaya::intake {

// What the file says, with its rows counted in `batch`; those without a name, a number or a position are
// rejected there. Doors and lots are in no area yet. Throws Error{bad_input} when the file is not what
// [places] describes.
geocode::KnownPlaces read_places_file(const Source& source, const OpenFile& file, Progress& progress,
                                      Batch& batch);

// The same of bytes that were kept, in a child process as read_delivery() has it. `name` is what messages
// call them.
geocode::KnownPlaces read_places(const Source& source, std::string_view bytes, const std::string& name,
                                 Progress& progress);

// Adds `more`: a street of the same name, however it is written, becomes one with that of `to`.
void merge(geocode::KnownPlaces& to, geocode::KnownPlaces more);

}  // namespace atalaya::intake
