// The catalogue of methods on a terminal: method list, show, run.
#pragma once

namespace CLI {
class App;
}

namespace atalaya::cli {

struct Session;

void add_method_commands(CLI::App& app, Session& session);

}  // namespace atalaya::cli
