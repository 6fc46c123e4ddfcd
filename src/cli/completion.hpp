// Completion for shells, made from the commands themselves so that it cannot go stale.
#pragma once

#include <string>
#include <string_view>

namespace CLI {
class App;
}

namespace atalaya::cli {

// The script for "bash", "zsh" or "fish". Error{usage} for any other.
std::string completion(const CLI::App& app, std::string_view shell);

}  // namespace atalaya::cli
