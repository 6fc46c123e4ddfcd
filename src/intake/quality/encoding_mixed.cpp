#include "intake/quality/encoding_mixed.hpp"

#include <algorithm>

#include "core/text.hpp"
#include "intake/encoding.hpp"

namespace atalaya::intake::quality {
namespace {

constexpr std::size_t longest_kept = 1 << 20;  // of a line without an end: the file is no table

// "Ã" or "Â" before a letter of U+0080 to U+00BF, or U+FFFD.
bool is_garbled(std::string_view utf8) {
    if (utf8.find("\xEF\xBF\xBD") != std::string_view::npos) return true;
    for (auto at = utf8.find('\xC3'); at != std::string_view::npos; at = utf8.find('\xC3', at + 1)) {
        const auto letter = utf8.substr(at, 3);
        if (letter == "\xC3\x83\xC2" || letter == "\xC3\x82\xC2") return true;
    }
    return false;
}

void count(std::int64_t& lines, std::int64_t& first, std::int64_t at) {
    if (++lines == 1) first = at;
}

}  // namespace

void EncodingWatch::line(std::string_view text, std::int64_t at) {
    if (is_ascii_text(text)) return;
    if (!is_utf8(text)) return count(seen_.other, seen_.first_other, at);
    count(seen_.utf8, seen_.first_utf8, at);
    if (is_garbled(text)) count(seen_.garbled, seen_.first_garbled, at);
}

void EncodingWatch::read(std::string_view bytes) {
    const auto begins = at_ - static_cast<std::int64_t>(begun_.size());
    const std::size_t first_end = bytes.find('\n');
    at_ += static_cast<std::int64_t>(bytes.size());
    if (first_end == std::string_view::npos) {
        if (begun_.size() < longest_kept) begun_ += bytes;
        return;
    }
    begun_ += bytes.substr(0, first_end + 1);
    line(begun_, begins);
    const std::size_t last_end = bytes.rfind('\n');
    begun_ = bytes.substr(last_end + 1);
    const std::string_view whole = bytes.substr(first_end + 1, last_end - first_end);
    const bool sound = declared_ == Encoding::utf8 && !is_garbled(whole);  // the only thing to tell of UTF-8
    if (sound || is_ascii_text(whole)) return;
    const std::int64_t start = at_ - static_cast<std::int64_t>(bytes.size() - first_end - 1);
    for (std::size_t from = 0; from < whole.size();) {
        const std::size_t past = whole.find('\n', from) + 1;
        line(whole.substr(from, past - from), start + static_cast<std::int64_t>(from));
        from = past;
    }
}

const EncodingSeen& EncodingWatch::done() {
    if (!begun_.empty()) line(begun_, at_ - static_cast<std::int64_t>(begun_.size()));
    begun_.clear();
    return seen_;
}

EncodingMixed encoding_mixed(const EncodingSeen& seen, Encoding declared) {
    switch (declared) {
        case Encoding::latin1:
        case Encoding::cp850:
        case Encoding::macintosh:
        case Encoding::windows1252: return {seen.utf8, seen.first_utf8};
        case Encoding::mixed:
            if (seen.utf8 == 0 || seen.other == 0) return {};
            return seen.other <= seen.utf8 ? EncodingMixed{seen.other, seen.first_other}
                                           : EncodingMixed{seen.utf8, seen.first_utf8};
        case Encoding::utf8: return {seen.garbled, seen.first_garbled};
        case Encoding::utf16:
        case Encoding::utf8_twice: break;
    }
    return {};
}

}  // namespace atalaya::intake::quality
