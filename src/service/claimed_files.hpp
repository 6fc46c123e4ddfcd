// Which source of a city each file is of.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "service/catalogue.hpp"

namespace atalaya::service {

// A file that a source of the city claims.
struct Claimed {
    std::filesystem::path path;
    const intake::Source* source{};
};

// Finds the source of each path. Folders are looked through: in them, files that no source
// names are left out and listed in `unclaimed`. A file given by name must be claimed, by
// its name or its last folders: else Error{bad_input} lists what each source expects.
// Areas come first, then exposures, then the rest, each in the order given; a file that a second
// source reads (`beside`) is there once for each.
struct Found {
    std::vector<Claimed> files;
    std::vector<std::string> unclaimed;
};
Found find_sources(const Catalogue& catalogue, const std::vector<std::filesystem::path>& paths);

}  // namespace atalaya::service
