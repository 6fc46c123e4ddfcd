// How a calculation is followed that does not itself tell how far it is: while the stage "compute" runs, its seconds are shown
// on a terminal after the first, and Ctrl-C (or SIGTERM) ends the program with the words of Error{interrupted} and 130.
// Other stages are those of TerminalProgress.
//
// What it needs beyond the memory that there is, or 16 GiB, is told in words: a system out of memory ends programs without any.
//
// A calculation writes nothing, so that nothing is left half done. The watch has a thread of its own, and is the last stage.
#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "cli/app.hpp"
#include "cli/terminal.hpp"
#include "core/error.hpp"

namespace atalaya::cli {

class Computing final : public Progress {
  public:
    explicit Computing(const Session& session);
    ~Computing() override;
    void stage(std::string_view name, std::uint64_t total) override;
    void advance(std::uint64_t done) override { shown_.advance(done); }
    void check_interrupt() override { shown_.check_interrupt(); }

  private:
    void watch();

    const Session& session_;
    TerminalProgress shown_;
    std::mutex mutex_;
    std::condition_variable ends_;
    bool over_ = false;
    std::thread watch_;
};

// What went wrong, on standard error and with --json on standard output; the exit code.
int say_fault(const Session& session, const Error& error);

}  // namespace atalaya::cli
