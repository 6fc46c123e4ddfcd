// The recipe of a source: the digest of all that says how its files are read.
#pragma once

#include <filesystem>

#include "core/digest.hpp"

namespace atalaya::intake {

// Of the version of reading, and of source.toml, codes.csv and areas.csv but for what is about persons and retention.
Digest recipe_of(const std::filesystem::path& folder);

}  // namespace atalaya::intake
