// Runs of methods in a data directory: keeping them, listing them, asking one again. decisions/0017.
#pragma once

#include "cli/app.hpp"
#include "service/kept_method_runs.hpp"

namespace atalaya::cli {

// As many as ATALAYA_THREADS says, or the machine has, 8 at most.
int threads_at_hand();

// Tables of the store are read of the session's data directory, which is opened for each and closed again.
void take_store_tables(const Session& session, service::MethodQuestion& question, Progress& progress);

// A data directory that was named (--dir, ATALAYA_DIR) has to be there, before anything is computed; the working folder's is used where
// there is one. Throws as Session::require_directory().
void expect_named_directory(const Session& session);

// Keeps the run where the session has a data directory, waiting some seconds for others that use it, and says its name and where it
// is kept, or what would keep it, on standard error. `record` is the file that its record was written to, or "".
void keep_and_say(const Session& session, const service::MethodQuestion& question,
                  const service::MethodRun& run, const std::string& record);

void add_method_runs(CLI::App& method, Session& session);  // runs, repeat

}  // namespace atalaya::cli
