#include "intake/encoding.hpp"

#include <array>
#include <cstdint>
#include <cstring>
#include <utility>

#include "core/text.hpp"

namespace atalaya::intake {

namespace {

// Bytes 0x80 to 0x9F of Windows-1252; 0 where it has no letter.
constexpr std::array<char16_t, 32> letters_1252{
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

constexpr char not_a_letter = '\xFF';

void append(std::string& out, std::uint32_t letter) {
    const auto byte = [&](std::uint32_t value) { out += static_cast<char>(value); };
    if (letter < 0x80) {
        byte(letter);
    } else if (letter < 0x800) {
        byte(0xC0 | letter >> 6);
        byte(0x80 | (letter & 0x3F));
    } else if (letter < 0x10000) {
        byte(0xE0 | letter >> 12);
        byte(0x80 | (letter >> 6 & 0x3F));
        byte(0x80 | (letter & 0x3F));
    } else {
        byte(0xF0 | letter >> 18);
        byte(0x80 | (letter >> 12 & 0x3F));
        byte(0x80 | (letter >> 6 & 0x3F));
        byte(0x80 | (letter & 0x3F));
    }
}

bool leads(std::uint32_t unit) {
    return unit >= 0xD800 && unit < 0xDC00;
}
bool follows(std::uint32_t unit) {
    return unit >= 0xDC00 && unit < 0xE000;
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

std::string utf8_from_windows1252(std::string_view bytes) {
    std::string out;
    out.reserve(bytes.size() + bytes.size() / 8);
    for (const char byte : bytes) {
        const auto c = static_cast<unsigned char>(byte);
        const std::uint32_t letter = c >= 0x80 && c < 0xA0 ? letters_1252[c - 0x80u] : c;
        if (letter == 0 && c != 0)
            out += not_a_letter;
        else
            append(out, letter);
    }
    return out;
}

std::string Decoder::operator()(std::string bytes, bool last) {
    switch (encoding_) {
        case Encoding::utf8: return bytes;
        case Encoding::latin1: return is_ascii_text(bytes) ? bytes : utf8_from_latin1(bytes);
        case Encoding::windows1252: return is_ascii_text(bytes) ? bytes : utf8_from_windows1252(bytes);
        case Encoding::utf16: return utf16(kept_ + bytes, last);
        case Encoding::mixed: return lines(kept_ + std::move(bytes), last);
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
        big_endian_ = bytes.starts_with("\xFE\xFF");
        if (big_endian_ || bytes.starts_with("\xFF\xFE")) at = 2;
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
                append(out, 0x10000 + ((first - 0xD800) << 10) + (unit(at + 2) - 0xDC00));
                at += 2;
            } else {
                out += not_a_letter;
            }
        } else if (follows(first)) {
            out += not_a_letter;
        } else {
            append(out, first);
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
    if (is_ascii_text(bytes) || is_utf8(bytes)) return bytes;
    std::string out;
    for (std::size_t at = 0; at < bytes.size();) {
        const std::size_t line_end = std::min(bytes.find('\n', at), bytes.size() - 1) + 1;
        const std::string_view line{bytes.data() + at, line_end - at};
        out += is_utf8(line) ? std::string{line} : utf8_from_windows1252(line);
        at = line_end;
    }
    return out;
}

std::string decoded(std::string bytes, Encoding encoding) {
    return Decoder{encoding}(std::move(bytes), true);
}

}  // namespace atalaya::intake
