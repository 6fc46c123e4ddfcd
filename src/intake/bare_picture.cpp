#include "intake/bare_picture.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace atalaya::intake {

namespace {

using namespace std::string_view_literals;

std::uint32_t byte_at(std::string_view bytes, std::size_t at) {
    return at < bytes.size() ? static_cast<unsigned char>(bytes[at]) : 0;
}
std::uint32_t big(std::string_view bytes, std::size_t at, std::size_t width) {
    std::uint32_t n = 0;
    for (std::size_t i = 0; i < width; ++i) n = n << 8 | byte_at(bytes, at + i);
    return n;
}
std::uint32_t little(std::string_view bytes, std::size_t at, std::size_t width) {
    std::uint32_t n = 0;
    for (std::size_t i = width; i > 0; --i) n = n << 8 | byte_at(bytes, at + i - 1);
    return n;
}

// --- JPEG

constexpr std::uint32_t exif_orientation = 0x0112;

// 1 to 8 of an EXIF segment's first directory; 1, upright, where it does not say.
std::uint32_t orientation_in(std::string_view exif) {
    if (!exif.starts_with("Exif\0\0"sv)) return 1;
    exif.remove_prefix(6);
    const bool motorola = exif.starts_with("MM");
    const auto number = [&](std::size_t at, std::size_t width) {
        return motorola ? big(exif, at, width) : little(exif, at, width);
    };
    const std::size_t directory = number(4, 4);
    if (directory + 2 > exif.size()) return 1;
    const std::uint32_t entries = number(directory, 2);
    for (std::uint32_t i = 0; i < entries; ++i) {
        const std::size_t entry = directory + 2 + std::size_t{12} * i;
        if (entry + 12 > exif.size()) return 1;
        if (number(entry, 2) != exif_orientation) continue;
        const auto side = number(entry + 8, 2);
        return side >= 1 && side <= 8 ? side : 1;
    }
    return 1;
}

// An EXIF segment that says which side is up and nothing else.
std::string exif_of(std::uint32_t orientation) {
    std::string segment{
        "\xFF\xE1\0\x22"
        "Exif\0\0MM\0\x2A\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0"sv};
    segment += static_cast<char>(orientation);
    return segment += "\0\0\0\0\0\0"sv;
}

bool says_how_to_draw(std::uint32_t marker, std::string_view body) {
    if (marker == 0xE0) return body.starts_with("JFIF\0"sv);
    if (marker == 0xE2) return body.starts_with("ICC_PROFILE\0"sv);
    if (marker == 0xEE) return body.starts_with("Adobe");
    return marker < 0xE0 || marker == 0xF0;  // tables, frames, scans; no other APPn, no comment
}

// The end of a scan's points: the next marker that is neither a stuffed byte nor a restart.
std::size_t end_of_points(std::string_view bytes, std::size_t at) {
    for (at = bytes.find('\xFF', at); at != std::string_view::npos; at = bytes.find('\xFF', at + 1)) {
        const auto next = byte_at(bytes, at + 1);
        if (at + 1 < bytes.size() && next != 0 && next != 0xFF && !(next >= 0xD0 && next <= 0xD7)) return at;
    }
    return bytes.size();
}

std::optional<std::string> bare_jpeg(std::string_view bytes) {
    std::string head, rest;
    std::uint32_t orientation = 1;
    bool points = false;
    for (std::size_t at = 2; at < bytes.size();) {
        if (byte_at(bytes, at) != 0xFF) return {};
        const auto marker = byte_at(bytes, at + 1);
        if (marker == 0xFF) {  // filling
            ++at;
            continue;
        }
        if (marker == 0xD9) {
            rest += "\xFF\xD9"sv;
            break;
        }
        const std::size_t length = big(bytes, at + 2, 2);
        if (length < 2 || at + 2 + length > bytes.size()) {
            if (!points) return {};
            break;
        }
        const auto body = bytes.substr(at + 4, length - 2);
        if (marker == 0xE1 && orientation == 1) orientation = orientation_in(body);
        if (says_how_to_draw(marker, body)) {
            const bool first = marker == 0xE0 && rest.empty();  // JFIF stands before all else
            (first ? head : rest) += bytes.substr(at, 2 + length);
        }
        at += 2 + length;
        if (marker != 0xDA) continue;
        points = true;
        const auto end = end_of_points(bytes, at);
        rest += bytes.substr(at, end - at);
        at = end;
    }
    if (!points) return {};
    return "\xFF\xD8" + head + (orientation == 1 ? std::string{} : exif_of(orientation)) + rest;
}

// --- PNG and WebP: chunks

bool is_one_of(std::string_view kind, std::initializer_list<std::string_view> kinds) {
    return std::ranges::find(kinds, kind) != kinds.end();
}

// What must be known to draw, and what says how; any other chunk may say who, where and when.
bool draws(std::string_view kind) {
    return (kind[0] & 0x20) == 0 || is_one_of(kind, {"tRNS", "cHRM", "gAMA", "iCCP", "sBIT", "sRGB", "cICP",
                                                     "bKGD", "hIST", "pHYs", "sPLT", "acTL", "fcTL", "fdAT"});
}

std::optional<std::string> bare_png(std::string_view bytes) {
    std::string out{bytes.substr(0, 8)};
    bool points = false;
    for (std::size_t at = 8; at + 8 <= bytes.size();) {
        const std::size_t length = big(bytes, at, 4), size = 12 + length;
        const auto kind = bytes.substr(at + 4, 4);
        points = points || kind == "IDAT";
        if (size > bytes.size() - at && !points) return {};
        if (draws(kind)) out += bytes.substr(at, size);
        if (kind == "IEND" || size > bytes.size() - at) break;
        at += size;
    }
    if (!points) return {};
    return out;
}

std::optional<std::string> bare_webp(std::string_view bytes) {
    std::string chunks;
    bool points = false;
    const std::size_t end = std::min<std::size_t>(bytes.size(), std::size_t{8} + little(bytes, 4, 4));
    for (std::size_t at = 12; at + 8 <= end;) {
        const std::size_t length = little(bytes, at + 4, 4), size = 8 + length + length % 2;
        const auto kind = bytes.substr(at, 4);
        points = points || is_one_of(kind, {"VP8 ", "VP8L", "ANMF"});
        if (length > end - at - 8 && !points) return {};
        if (is_one_of(kind, {"VP8X", "ICCP", "ANIM", "ANMF", "ALPH", "VP8 ", "VP8L"})) {
            std::string chunk{bytes.substr(at, std::min(size, end - at))};
            constexpr int exif_and_xmp = 0x08 | 0x04;
            if (kind == "VP8X" && chunk.size() > 8) chunk[8] = static_cast<char>(chunk[8] & ~exif_and_xmp);
            chunks += chunk;
        }
        at += size;
    }
    if (!points) return {};
    std::string out{"RIFF"};
    for (int shift = 0; shift < 32; shift += 8) out += static_cast<char>((chunks.size() + 4) >> shift & 0xFF);
    return out + "WEBP" + chunks;
}

}  // namespace

std::optional<std::string> bare_picture(std::string_view picture) {
    if (picture.starts_with("\xFF\xD8\xFF")) return bare_jpeg(picture);
    if (picture.starts_with("\x89PNG\r\n\x1A\n")) return bare_png(picture);
    if (picture.starts_with("RIFF") && picture.substr(8).starts_with("WEBP")) return bare_webp(picture);
    return {};
}

}  // namespace atalaya::intake
