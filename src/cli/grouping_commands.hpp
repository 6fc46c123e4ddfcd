// Below `codes`: groupings.
#pragma once

namespace CLI {
class App;
}

namespace atalaya::cli {

struct Session;

void add_grouping_commands(CLI::App& codes, Session& session);

}  // namespace atalaya::cli
