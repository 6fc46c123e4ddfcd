// Codes that may have lost the zeros before them, on a terminal: in which rows, both readings, and what to do.
#pragma once

#include <string>
#include <vector>

#include "cli/voice.hpp"
#include "core/incident.hpp"

namespace atalaya::cli {

// A line for each of the first `most` texts of a finding zero_lost of a file of a source, and one for the others; none for
// other findings.
std::vector<std::string> zeros_lines(const Voice& voice, const std::string& source, const std::string& file,
                                     const Finding& finding, std::size_t most);

}  // namespace atalaya::cli
