// A rule of a source that does not hold, on a terminal: what it says, and every place where it is broken.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "cli/voice.hpp"

namespace atalaya::cli {

// Of the detail of a finding rule_broken (intake/quality/rule.hpp): a sentence with the rule, and a table with a line for each
// violation: the month and area, or the row of the file, and what both sides come to. None is left out: `page` 0 are all, one
// from 1 on a hundred of them, under a line that says which. "" for what is no such detail. Error{usage} for a page that is none.
std::string rule_told(const Voice& voice, std::string_view detail, std::int64_t page = 0);

}  // namespace atalaya::cli
