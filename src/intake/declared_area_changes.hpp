// [[area_changes]] of city.toml, and of the source.toml of a source of boundaries: whoever publishes a map knows what
// became of its areas, and every city that takes the source has it.
#pragma once

#include <filesystem>
#include <vector>

#include "intake/city.hpp"
#include "intake/descriptor.hpp"
#include "intake/toml.hpp"

namespace atalaya::intake {

// Those of a file. Of a source `layer` is the one that it has the areas of, and may be left out; "" of a city, which says it.
// Error{bad_input} at the line of what cannot be meant.
std::vector<AreaChange> area_changes_of(TomlTable& top, const std::string& layer = {});

// Those that the descriptor of a source of areas declares; none of other kinds.
std::vector<AreaChange> declared_area_changes(const Source& source);

// Puts changes beside those that the city has, each with its break. Error{bad_input} naming `file` for a layer that the city
// lacks, and where they and the others contradict each other (area_change.hpp).
void add_area_changes(City& city, std::vector<AreaChange> changes, const std::filesystem::path& file);

}  // namespace atalaya::intake
