// What a person sees while the program works: progress, tables, and talk, all on standard
// error so that standard output stays data. Quiet where nobody looks.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "cli/voice.hpp"
#include "core/progress.hpp"

namespace atalaya::cli {

// A bar after the first second of a stage; nothing when standard error is no terminal. Stages are named by
// stage.* of i18n/terminal.*.json.
class TerminalProgress final : public Progress {
  public:
    explicit TerminalProgress(const Voice& voice);
    ~TerminalProgress() override;
    void stage(std::string_view name, std::uint64_t total) override;
    void advance(std::uint64_t done) override;
    void check_interrupt() override;

  private:
    void draw();
    void clear();

    const Voice& voice_;
    bool live_;
    bool drawn_ = false;
    std::string name_;
    std::uint64_t total_ = 0, done_ = 0;
    std::chrono::steady_clock::time_point started_, last_;
};

// Ctrl-C sets a flag that check_interrupt() turns into Error{interrupted}; a second one ends at once.
void watch_interrupts();

// Text of others with what a terminal or a reader takes for more than letters shown as its code ("\\x1b",
// "\\u202e"): control characters, characters that turn the direction of text or cannot be seen, bytes that are no
// UTF-8. Line ends stay where `lines` is true.
std::string harmless(std::string_view text, bool lines = false);

// Columns aligned, numbers to the right; heads in bold on a terminal. A head is a key of
// i18n/terminal.*.json without "head.", or "" for none; where it is `as_it_is` the word itself.
struct Column {
    std::string_view head;
    bool number = false;
    bool as_it_is = false;
};
std::string table(const Voice& voice, const std::vector<Column>& columns,
                  const std::vector<std::vector<std::string>>& rows, bool bold);

// Text broken at blanks to fit `width`, later lines indented.
std::string wrapped(std::string_view text, std::size_t width, std::size_t indent);

// A word that can be pasted into a shell: in quotes where it holds more than letters, digits and ./_-+:@,=
std::string shell_word(std::string_view text);

bool is_terminal(int descriptor);
// Bold, dim ... where standard error is a terminal and NO_COLOR is not set; else the text itself.
std::string bold(std::string_view text);
std::string dim(std::string_view text);

}  // namespace atalaya::cli
