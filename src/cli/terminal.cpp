#include "cli/terminal.hpp"

#include <fmt/format.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>

#include "core/error.hpp"
#include "core/text.hpp"

namespace atalaya::cli {
using namespace std::chrono_literals;

namespace {

std::atomic<bool> interrupted{false};

extern "C" void on_interrupt(int) {
    if (interrupted.exchange(true)) _exit(130);
}

bool colours() {
    static const bool on = is_terminal(STDERR_FILENO) && !std::getenv("NO_COLOR");
    return on;
}

// A terminal that is gone stops no work: fputs() does not throw.
void show(const std::string& text) {
    std::fputs(text.c_str(), stderr);
}

}  // namespace

void watch_interrupts() {
    struct sigaction action {};
    action.sa_handler = on_interrupt;
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
    // A file that may not grow (ulimit -f) is a full disk, told as one instead of ending the program.
    signal(SIGXFSZ, SIG_IGN);
}

std::string shell_word(std::string_view text) {
    const bool plain = !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char c) {
        return std::isalnum(c) ||
               std::string_view{"./_-+:@,="}.find(static_cast<char>(c)) != std::string_view::npos;
    });
    if (plain) return std::string{text};
    std::string quoted = "'";
    for (const char c : text) quoted += c == '\'' ? std::string{"'\\''"} : std::string{c};
    return quoted + "'";
}

bool is_terminal(int descriptor) {
    return isatty(descriptor) == 1;
}

std::string bold(std::string_view text) {
    return colours() ? fmt::format("\033[1m{}\033[0m", text) : std::string{text};
}
std::string dim(std::string_view text) {
    return colours() ? fmt::format("\033[2m{}\033[0m", text) : std::string{text};
}

std::string harmless(std::string_view text, bool lines) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const auto byte = static_cast<unsigned char>(text[at]);
        const std::size_t length = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
        const std::string_view letter = text.substr(at, length);
        at += letter.size();
        const bool control = byte < 0x20 || byte == 0x7F || (letter >= "\u0080" && letter <= "\u009f");
        // Those that turn the direction, end lines or cannot be seen, all from U+2000 to U+206F.
        const bool turns = (letter >= "\u200b" && letter <= "\u200f") ||
                           (letter >= "\u2028" && letter <= "\u202e") ||
                           (letter >= "\u2060" && letter <= "\u2069");
        if (lines && letter == "\n") {
            out += letter;
        } else if (!is_utf8(letter)) {
            out += fmt::format("\\x{:02x}", byte);
            at -= letter.size() - 1;
        } else if (control && length == 1) {
            out += fmt::format("\\x{:02x}", byte);
        } else if (control) {
            out += fmt::format("\\x{:02x}", static_cast<unsigned char>(letter[1]));
        } else if (letter == "\ufeff" || letter == "\u00ad") {
            out += letter == "\ufeff" ? "\\ufeff" : "\\u00ad";
        } else if (turns) {
            out += fmt::format("\\u20{:02x}", (letter[1] & 0x01) << 6 | (letter[2] & 0x3F));
        } else {
            out += letter;
        }
    }
    return out;
}

TerminalProgress::TerminalProgress(const Voice& voice) : voice_{voice}, live_{is_terminal(STDERR_FILENO)} {}

TerminalProgress::~TerminalProgress() {
    clear();
}

void TerminalProgress::stage(std::string_view name, std::uint64_t total) {
    check_interrupt();
    clear();
    // "read delitos.csv": the stage, and what it is about.
    const auto blank = std::min(name.find(' '), name.size());
    const std::string key = fmt::format("stage.{}", name.substr(0, blank));
    name_ = voice_.has(key) ? voice_.say(key) : std::string{name.substr(0, blank)};
    name_ += name.substr(blank);
    total_ = total;
    done_ = 0;
    started_ = last_ = std::chrono::steady_clock::now();
}

void TerminalProgress::advance(std::uint64_t done) {
    done_ = done;
    check_interrupt();
    const auto now = std::chrono::steady_clock::now();
    if (!live_ || now - started_ < 1s || now - last_ < 100ms) return;
    last_ = now;
    draw();
}

void TerminalProgress::check_interrupt() {
    if (interrupted)
        throw Error{Fault::interrupted, message("it was asked to stop. What was published before is as it "
                                                "was; the same command tries again")};
}

void TerminalProgress::draw() {
    constexpr int width = 30;
    if (total_ > 0) {
        const int full = static_cast<int>(width * std::min(done_, total_) / total_);
        std::string bar;
        for (int i = 0; i < width; ++i) bar += i < full ? "━" : "╌";
        show(fmt::format("\r\033[K  {:<12} {} {}/{}", name_, bar, done_, total_));
    } else {
        show(fmt::format("\r\033[K  {:<12} {}", name_, done_));
    }
    std::fflush(stderr);
    drawn_ = true;
}

void TerminalProgress::clear() {
    if (drawn_) show("\r\033[K");
    drawn_ = false;
}

std::string table(const Voice& voice, const std::vector<Column>& columns,
                  const std::vector<std::vector<std::string>>& rows, bool bold_heads) {
    std::vector<std::string> heads;
    for (const auto& column : columns) {
        const bool said = !column.head.empty() && !column.as_it_is;
        heads.push_back(said ? voice.say(fmt::format("head.{}", column.head)) : harmless(column.head));
    }
    std::vector<std::size_t> widths;
    for (std::size_t c = 0; c < columns.size(); ++c) {
        std::size_t width = length_utf8(heads[c]);
        for (const auto& row : rows) width = std::max(width, length_utf8(harmless(row[c])));
        widths.push_back(width);
    }
    std::string out;
    const auto line = [&](const auto& text_of) {
        std::string one;
        for (std::size_t c = 0; c < columns.size(); ++c) {
            const std::string text = text_of(c);
            const std::string pad(widths[c] - length_utf8(text), ' ');
            one += (c ? "  " : "") + (columns[c].number ? pad + text : text + pad);
        }
        while (!one.empty() && one.back() == ' ') one.pop_back();
        return one;
    };
    const std::string first = line([&](std::size_t c) { return heads[c]; });
    out += (bold_heads ? "\033[1m" + first + "\033[0m" : first) + "\n";
    for (const auto& row : rows) out += line([&](std::size_t c) { return harmless(row[c]); }) + "\n";
    return out;
}

std::string wrapped(std::string_view text, std::size_t width, std::size_t indent) {
    std::string out;
    std::size_t column = indent;
    for (const auto word : split(text, ' ')) {
        const std::size_t size = length_utf8(word);
        if (column > indent && column + 1 + size > width) {
            out += "\n" + std::string(indent, ' ');
            column = indent;
        } else if (column > indent) {
            out += ' ';
            ++column;
        }
        out += word;
        column += size;
    }
    return out;
}

}  // namespace atalaya::cli
