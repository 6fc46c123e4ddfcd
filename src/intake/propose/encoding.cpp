#include "intake/propose/encoding.hpp"

#include <algorithm>

#include "core/text.hpp"
#include "intake/encoded_twice.hpp"
#include "intake/encoding.hpp"

namespace atalaya::intake {

namespace {

constexpr std::size_t longest_line = 4 << 20;

// The five places of 0x80 to 0x9F where Windows-1252 has no letter.
bool is_no_letter(unsigned char c) {
    return c == 0x81 || c == 0x8D || c == 0x8F || c == 0x90 || c == 0x9D;
}

}  // namespace

void EncodingWatch::add(std::string_view bytes) {
    if (!begun_ && bytes.size() >= 3) {
        begun_ = true;
        mark_16_ = bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF");
        mark_8_ = bytes.starts_with("\xEF\xBB\xBF");
    }
    for (std::size_t at = bytes.find('\0'); at != std::string_view::npos; at = bytes.find('\0', at + 1)) {
        ++nuls_;
        odd_nuls_ += (bytes_ + static_cast<std::int64_t>(at)) % 2;
    }
    bytes_ += static_cast<std::int64_t>(bytes.size());
    kept_ += bytes;
    std::size_t at = 0;
    for (std::size_t end; (end = kept_.find('\n', at)) != std::string::npos; at = end + 1)
        line({kept_.data() + at, end - at});
    kept_.erase(0, at);
    if (kept_.size() > longest_line) {
        // Cut before a letter, not within one.
        std::size_t end = kept_.size() - 4;
        while (end > 0 && (static_cast<unsigned char>(kept_[end]) & 0xC0) == 0x80) --end;
        line({kept_.data(), end});
        kept_.erase(0, end);
    }
}

void EncodingWatch::finish() {
    if (!kept_.empty()) line(kept_);
    kept_.clear();
}

void EncodingWatch::line(std::string_view text) {
    if (is_ascii_text(text)) {
        ++ascii_;
    } else if (is_utf8(text)) {
        ++utf8_;
        twice_ += is_encoded_twice(text);
    } else {
        ++other_;
        letters_.line(text);
        for (const char byte : text) {
            const auto c = static_cast<unsigned char>(byte);
            if (c >= 0x80 && c < 0xA0) ++(is_no_letter(c) ? not_windows_ : windows_);
        }
    }
}

Judged<Encoding> EncodingWatch::judged() const {
    if (mark_16_) return {Encoding::utf16, 99, message("the file begins with the mark of UTF-16")};
    if (bytes_ > 0 && nuls_ * 5 > bytes_ && (odd_nuls_ * 20 > nuls_ * 19 || odd_nuls_ * 20 < nuls_))
        return {Encoding::utf16, 95, message("every other byte is NUL, as in UTF-16 without its mark")};
    if (other_ == 0) return of_utf8();
    // Lines in UTF-8 by accident are rare: two letters that make one, and no other accent in the line.
    // Where nearly all are UTF-8 a byte that is no letter of Windows-1252 was lost before the file was written.
    if (utf8_ * 50 <= other_ || (not_windows_ > 0 && utf8_ <= 4 * other_)) return of_one_byte();
    if (letters_.dos() > letters_.windows())
        return {
            Encoding::mixed, 50, message("{} lines with accents are UTF-8 and {} are not", utf8_, other_),
            message(
                "The lines that are not UTF-8 make words as CP850, and none reads both. Export the file as "
                "UTF-8.")};
    const bool few = utf8_ < other_;
    return {Encoding::mixed, few ? 80 : 92,
            message("{} lines with accents are UTF-8 and {} are not", utf8_, other_),
            few ? message("mixed or latin-1? Look at an accent in a line that is UTF-8: as Latin-1 it would "
                          "show two letters, such as \"Ã±\".")
                : Message{}};
}

Judged<Encoding> EncodingWatch::of_utf8() const {
    if (twice_ * 50 > utf8_) {
        const bool most = twice_ * 10 >= utf8_ * 9;
        return {
            Encoding::utf8_twice, most ? 85 : 75,
            message("{} of {} lines with accents were written as UTF-8 twice, such as \"Ã±\" for \"ñ\"",
                    twice_, utf8_),
            most ? message("Are accents right so? If the two letters are meant, encoding = \"utf-8\".")
                 : message(
                       "Are accents right in all lines? Some were written as UTF-8 twice and others once.")};
    }
    if (mark_8_) return {Encoding::utf8, 99, message("the file begins with the mark of UTF-8")};
    if (utf8_ == 0)
        return {Encoding::utf8, 95, message("all bytes are plain letters, the same in every encoding")};
    return {Encoding::utf8, 99, message("{} lines with accents, all of them UTF-8", utf8_)};
}

Judged<Encoding> EncodingWatch::of_one_byte() const {
    const auto bytes = letters_.bytes(), dos = letters_.dos(), windows = letters_.windows();
    const auto most = [&](std::int64_t speak) { return speak * 5 >= bytes * 4; };
    if (const auto macintosh = letters_.macintosh(); macintosh > windows && macintosh > dos) {
        const bool sure = most(macintosh) && macintosh >= 3 && std::max(windows, dos) * 2 < macintosh;
        return {
            Encoding::macintosh, sure ? 94 : 70,
            message("{} of {} bytes beyond plain letters make words as Mac OS Roman, and {} as Windows-1252",
                    macintosh, bytes, windows),
            sure ? Message{}
                 : message("Are accents right as Mac OS Roman? If they are not, export the file as UTF-8.")};
    }
    if (dos > windows) {
        const bool sure = most(dos) && dos >= 3 && windows * 2 < dos;
        return {Encoding::cp850, sure ? 94 : 70,
                message("{} of {} bytes beyond plain letters make words as CP850, and {} as Windows-1252",
                        dos, bytes, windows),
                sure ? Message{}
                     : message("Are accents right as CP850? If they are not, export the file as UTF-8.")};
    }
    // Where Windows-1252 has no letter a reader would stop; Latin-1 has one for every byte.
    if (not_windows_ > 0) {
        return {
            Encoding::latin1, 75,
            message("{} lines are not UTF-8, and {} bytes are letters in Latin-1 alone", other_,
                    not_windows_),
            message(
                "Are accents right as Latin-1? If they read as two letters, such as \"Ã±\", or make no word, "
                "export the file as UTF-8.")};
    }
    const bool sure = windows * 2 >= bytes && windows > dos;
    const Message doubt =
        sure ? Message{}
             : message(
                   "Are accents right? {} of {} bytes beyond plain letters make no word. If they "
                   "are not, export the file as UTF-8.",
                   bytes - windows, bytes);
    if (windows_ > 0)
        return {Encoding::windows1252, sure ? 95 : 70,
                message("{} lines are not UTF-8, and {} bytes are letters that Windows-1252 has and Latin-1 "
                        "has not",
                        other_, windows_),
                doubt};
    return {Encoding::latin1, sure ? 95 : 70,
            message("{} lines are not UTF-8, and none has a letter that only Windows-1252 has", other_),
            doubt};
}

}  // namespace atalaya::intake
