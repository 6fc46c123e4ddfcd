// The labels of a source: its codes.csv.
#pragma once

#include <filesystem>
#include <vector>

#include "intake/descriptor.hpp"

namespace atalaya::intake {

// `least`: how many columns of the source say the label. Error{bad_input} with file and line for a head that is another,
// a row without a code, a fit that is none and labels that come twice.
std::vector<Label> read_labels(const std::filesystem::path& path, std::size_t least);

}  // namespace atalaya::intake
