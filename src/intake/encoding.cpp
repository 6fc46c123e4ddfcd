#include "intake/encoding.hpp"

#include <cstdint>
#include <cstring>
#include <utility>

#include "core/text.hpp"
#include "intake/code_pages.hpp"
#include "intake/encoded_twice.hpp"

namespace atalaya::intake {

namespace {

bool leads(std::uint32_t unit) {
    return unit >= 0xD800 && unit < 0xDC00;
}
bool follows(std::uint32_t unit) {
    return unit >= 0xDC00 && unit < 0xE000;
}

// A line of a mixed file that is no UTF-8. A byte that Windows-1252 has no letter for was lost before the file was written:
// U+FFFD says so, and the rest of the row counts.
std::string of_other_line(std::string_view line) {
    std::string out = utf8_from(Encoding::windows1252, line);
    for (auto at = out.find(not_a_letter); at != std::string::npos; at = out.find(not_a_letter, at + 1))
        out.replace(at, 1, "\uFFFD");
    return out;
}

}  // namespace

bool is_ascii_text(std::string_view text) {
    // Eight bytes at a time; a byte of 0x80 or more has its high bit set.
    std::uint64_t high = 0;
    std::size_t i = 0;
    for (; i + 8 <= text.size(); i += 8) {
        std::uint64_t word;
        std::memcpy(&word, text.data() + i, 8);
        high |= word;
    }
    for (; i < text.size(); ++i) high |= static_cast<std::uint64_t>(static_cast<unsigned char>(text[i]));
    return (high & 0x8080808080808080u) == 0;
}

std::string Decoder::operator()(std::string bytes, bool last) {
    switch (encoding_) {
        case Encoding::utf8: return bytes;
        case Encoding::latin1: return is_ascii_text(bytes) ? bytes : utf8_from_latin1(bytes);
        case Encoding::windows1252:
        case Encoding::macintosh:
        case Encoding::cp850: return is_ascii_text(bytes) ? bytes : utf8_from(encoding_, bytes);
        case Encoding::utf16: return utf16(kept_ + bytes, last);
        case Encoding::mixed:
        case Encoding::utf8_twice: return lines(kept_ + std::move(bytes), last);
    }
    return bytes;
}

std::string Decoder::utf16(std::string_view bytes, bool last) {
    const auto unit = [&](std::size_t at) -> std::uint32_t {
        const auto first = static_cast<unsigned char>(bytes[at]),
                   second = static_cast<unsigned char>(bytes[at + 1]);
        return big_endian_ ? first << 8 | second : second << 8 | first;
    };
    std::size_t at = 0;
    if (!begun_ && bytes.size() >= 2) {
        const bool marked = bytes.starts_with("\xFE\xFF") || bytes.starts_with("\xFF\xFE");
        // Without a mark: what a table begins with is a letter of the first 256, whose high byte is NUL.
        big_endian_ = marked ? bytes.front() == '\xFE' : bytes.front() == '\0';
        if (marked) at = 2;
        begun_ = true;
    }
    std::string out;
    out.reserve(bytes.size() / 2 + bytes.size() / 8);
    for (; at + 2 <= bytes.size(); at += 2) {
        const std::uint32_t first = unit(at);
        if (leads(first)) {
            if (at + 4 > bytes.size()) {
                if (!last) break;  // the other half is still to come
                out += not_a_letter;
            } else if (follows(unit(at + 2))) {
                append_utf8(out, 0x10000 + ((first - 0xD800) << 10) + (unit(at + 2) - 0xDC00));
                at += 2;
            } else {
                out += not_a_letter;
            }
        } else if (follows(first)) {
            out += not_a_letter;
        } else {
            append_utf8(out, first);
        }
    }
    kept_ = last ? "" : std::string{bytes.substr(at)};
    if (last && at < bytes.size()) out += not_a_letter;  // half a letter
    return out;
}

std::string Decoder::lines(std::string bytes, bool last) {
    const std::size_t end = last ? bytes.size() : bytes.rfind('\n') + 1;  // 0 when there is none
    kept_ = bytes.substr(end);
    bytes.resize(end);
    if (is_ascii_text(bytes)) return bytes;
    const bool valid = is_utf8(bytes);
    if (encoding_ == Encoding::utf8_twice && valid) return decoded_twice(bytes);
    // Where it was not written twice throughout: a line that is no UTF-8 stays, for its reader to find.
    if (encoding_ == Encoding::utf8_twice || valid) return bytes;
    std::string out;
    for (std::size_t at = 0; at < bytes.size();) {
        const std::size_t line_end = std::min(bytes.find('\n', at), bytes.size() - 1) + 1;
        const std::string_view line{bytes.data() + at, line_end - at};
        out += is_utf8(line) ? std::string{line} : of_other_line(line);
        at = line_end;
    }
    return out;
}

std::string decoded(std::string bytes, Encoding encoding) {
    return Decoder{encoding}(std::move(bytes), true);
}

}  // namespace atalaya::intake
