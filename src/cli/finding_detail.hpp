// The detail of a finding in words: every value under the name that people call it by.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/voice.hpp"
#include "service/findings.hpp"

namespace atalaya::cli {

// A line for each thing that the detail says and that is not told of the finding elsewhere: what it is about, the names that no
// area has, the codes that lost their zeros. A list of several things has a line for each of them below, two blanks deeper.
// A name that has no word stays as the detail has it.
std::vector<std::string> detail_lines(const Voice& voice, const service::KnownFinding& finding);

// How it was opened again or mended, each delivery that told it where there are several, and what was decided: a line each.
std::vector<std::string> life_lines(const Voice& voice, const service::KnownFinding& finding);

}  // namespace atalaya::cli
