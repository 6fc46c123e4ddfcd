// How --help and a command that is not understood read: in the reader's language, with the
// nearest right name when one is near.
#pragma once

#include <string_view>

#include "cli/voice.hpp"

namespace CLI {
class App;
class ParseError;
}  // namespace CLI

namespace atalaya::cli {

// Words, groups and widths of --help; for the whole app, before commands are added.
void speak(CLI::App& app, const Voice& voice);
// Examples below a command's --help, each on its line; general options are named there too.
void examples(CLI::App& command, const Voice& voice, std::string_view lines);
// Names the groups that commands inherit; once all commands are there.
void group_commands(CLI::App& app, const Voice& voice);
// Whether a word stands where a command should, and is none: help of what is there would answer another question.
bool has_unknown_command(const CLI::App& app);
// What was wrong with a command line, and what to do.
Message usage_error(const CLI::App& app, const CLI::ParseError& error);

}  // namespace atalaya::cli
