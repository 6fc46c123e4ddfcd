// The detail of a finding in words: every value under the name that people call it by.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/voice.hpp"
#include "render/numbers.hpp"
#include "service/findings.hpp"

namespace atalaya::cli {

// A line for each thing that the detail says and that is not told of the finding elsewhere: what it is about, the names that no
// area has, the codes that lost their zeros. A list of several things has a line for each of them below, two blanks deeper.
// A name that has no word stays as the detail has it. Numbers are written as the region does, shares in percent; rows of the
// file, bytes, years and degrees as they are.
std::vector<std::string> detail_lines(const Voice& voice, const render::Forms& forms,
                                      const service::KnownFinding& finding);

// How many rows of how many; "" where what was counted are no rows (months, series, sums, persons).
std::string rows_line(const Voice& voice, const render::Forms& forms, const service::KnownFinding& finding);

// How it was opened again or mended, each delivery that told it where there are several, and what was decided: a line each.
std::vector<std::string> life_lines(const Voice& voice, const render::Forms& forms,
                                    const service::KnownFinding& finding);

}  // namespace atalaya::cli
