#include "intake/encoded_twice.hpp"

#include <optional>

#include "core/text.hpp"
#include "intake/code_pages.hpp"

namespace atalaya::intake {

namespace {

// The letter of UTF-8 that begins at `at`, and what follows it. Only of up to three bytes: no byte stands for others.
struct Letter {
    char16_t code;
    std::size_t past;
};
Letter letter_at(std::string_view utf8, std::size_t at) {
    const auto byte = [&](std::size_t k) -> unsigned { return static_cast<unsigned char>(utf8[at + k]); };
    if (byte(0) < 0x80) return {static_cast<char16_t>(byte(0)), at + 1};
    if (byte(0) < 0xE0) return {static_cast<char16_t>((byte(0) & 0x1F) << 6 | (byte(1) & 0x3F)), at + 2};
    if (byte(0) >= 0xF0) return {0, at + 4};
    return {static_cast<char16_t>((byte(0) & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F)), at + 3};
}

// The byte that a letter stands for. What Windows-1252 has no letter for, programs that write it leave as it is.
std::optional<char> byte_of(char16_t letter) {
    if (letter >= 0x80 && letter < 0x100) return static_cast<char>(letter);
    for (unsigned byte = 0x80; byte < 0xA0; ++byte)
        if (letter_of(Encoding::windows1252, static_cast<unsigned char>(byte)) == letter && letter != 0)
            return static_cast<char>(byte);
    return {};
}

// The bytes that the run of letters beyond ASCII at `at` stands for, and where it ends.
struct Run {
    std::optional<std::string> bytes;
    std::size_t past;
};
Run run_at(std::string_view utf8, std::size_t at) {
    Run run{std::string{}, at};
    while (run.past < utf8.size() && static_cast<unsigned char>(utf8[run.past]) >= 0x80) {
        const Letter letter = letter_at(utf8, run.past);
        const auto byte = byte_of(letter.code);
        if (!byte)
            run.bytes.reset();
        else if (run.bytes)
            *run.bytes += *byte;
        run.past = letter.past;
    }
    if (run.bytes && !is_utf8(*run.bytes)) run.bytes.reset();
    return run;
}

std::size_t beyond_ascii(std::string_view text, std::size_t at) {
    while (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80) ++at;
    return at;
}

}  // namespace

std::string decoded_twice(std::string_view utf8) {
    std::string out;
    out.reserve(utf8.size());
    for (std::size_t at = 0; at < utf8.size();) {
        const std::size_t next = beyond_ascii(utf8, at);
        out += utf8.substr(at, next - at);
        if (next == utf8.size()) break;
        const Run run = run_at(utf8, next);
        out += run.bytes ? *run.bytes : std::string{utf8.substr(next, run.past - next)};
        at = run.past;
    }
    return out;
}

bool is_encoded_twice(std::string_view utf8) {
    for (std::size_t at = beyond_ascii(utf8, 0); at < utf8.size();) {
        const Run run = run_at(utf8, at);
        if (run.bytes) return true;
        at = beyond_ascii(utf8, run.past);
    }
    return false;
}

}  // namespace atalaya::intake
