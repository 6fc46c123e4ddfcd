// The one exception for an operation that cannot go on, and the check of our own
// promises. Bad data is neither: it is a value (a reject, a finding).
#pragma once

#include <memory>
#include <source_location>
#include <stdexcept>
#include <string>
#include <string_view>

#include "core/message.hpp"

namespace atalaya {

// Why an operation stopped; each has its exit code (docs/manual/cli.md).
enum class Fault {
    usage,          // 2  the question itself is wrong
    missing,        // 3  a file, tool, city, indicator or figure that is not there
    bad_input,      // 4  a file or descriptor that cannot be used
    conflict,       // 5  the directory is in use, or already holds something else
    newer_version,  // 6  written by a newer Atalaya
    corrupt,        // 7  stored bytes are not what was stored
    no_space,       // 8  disk or memory is full
    interrupted,    // 130 Ctrl-C
};

// The message says what was expected, what was found, where, and what to do. what() is English, for logs and
// tests; the command line says message() in the reader's language.
class Error : public std::runtime_error {
  public:
    Error(Fault fault, Message message);
    // Words that stay as they are: tests/messages names each place that does this instead of message().
    Error(Fault fault, const std::string& words) : Error{fault, verbatim(words)} {}
    Fault fault() const { return fault_; }
    const Message& message() const { return *message_; }

  private:
    Fault fault_;
    std::shared_ptr<const Message> message_;  // a copy of an exception may not throw
};

int exit_code(Fault fault);

// A promise between our own functions. Broken means a mistake of ours, never of
// the user's: it is a logic_error, caught only at the top.
inline void expects(bool holds, std::string_view promise,
                    std::source_location where = std::source_location::current()) {
    if (holds) return;
    throw std::logic_error{std::string{promise} + " (" + where.file_name() + ":" +
                           std::to_string(where.line()) + ")"};
}

}  // namespace atalaya
