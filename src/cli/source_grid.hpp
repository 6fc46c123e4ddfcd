// atalaya source grid
#pragma once

namespace CLI {
class App;
}

namespace atalaya::cli {

struct Session;

void add_source_grid(CLI::App& source, Session& session);

}  // namespace atalaya::cli
