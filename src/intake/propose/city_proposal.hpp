// A first city.toml for sources that somebody described: its layers are those that the sources name.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "intake/descriptor.hpp"
#include "intake/propose/write.hpp"

namespace atalaya::intake {

// city.toml of a city of that id. `country` (ISO 3166-1 alpha-2, "" not said) gives the form of numbers and the time
// zone: that of its capital, with a question where it has several. Layers are ordered by how fine their names say they
// are, at most four; one without areas of its own among the sources is `optional`, and asked about. What only a person
// knows says COMPLETAR. Throws Error{bad_input} without a source, or where they name more than four layers.
std::string city_toml(const std::string& id, const std::string& name, const std::string& country,
                      const std::vector<Source>& sources, const Say& say);

// In `folder`, which is made; its name is the city's id. Throws Error{conflict} when it holds a city.toml already.
void write_city(const std::filesystem::path& folder, const std::string& text);

}  // namespace atalaya::intake
