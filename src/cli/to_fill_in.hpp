// What a proposal of a source left open and nobody filled in, told where the source is used.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/app.hpp"

namespace atalaya::cli {

// On standard error, a line for each of the sources whose source.toml or codes.csv still says intake::to_fill_in: the
// file, its keys, and that bulletins give the source's id where its name is missing. Where a `language` is written,
// names of codes that are missing in the others are not told; "" tells all. Reads their folders anew.
void tell_to_fill_in(const Session& session, const std::vector<std::string>& sources,
                     std::string_view language = "");

}  // namespace atalaya::cli
