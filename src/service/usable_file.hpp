// Files that are told from others by what they hold: those that would make a vintage of nothing, or of another place, are
// refused whole.
#pragma once

#include <filesystem>
#include <vector>

#include "core/incident.hpp"
#include "service/catalogue.hpp"

namespace atalaya::service {

// The file of a list that was written for Atalaya and stands beside its source.toml; "" of a source that is fetched.
std::filesystem::path brought_along(const intake::Source& source);

// Error{bad_input} where rows of the source name areas of a layer that somebody draws and of which none is known: they
// would all be of nowhere. A layer that no source draws (totals by police section) is known by its names alone; not so
// for residents, whose areas must be known.
void refuse_without_areas(const Catalogue& catalogue, const intake::Source& source,
                          const std::vector<Areas>& known, const std::filesystem::path& path);

// Error{bad_input} for areas most of which lie where the city has no point: in the sea, or with longitude and latitude
// exchanged.
void refuse_misplaced(const Catalogue& catalogue, const Batch& batch);

// Error{bad_input} where no row can be used: the file is not what the descriptor says. But for one that waits.
void refuse_all_rejected(const Batch& batch);

// Whether no row counts and most were refused for a label that no list holds, which can be decided
// (service/unknown_labels): the file is what the descriptor says, and is kept until then.
bool waits_for_codes(const Batch& batch);

}  // namespace atalaya::service
