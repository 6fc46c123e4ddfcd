#include "core/composed.hpp"

#include <array>

namespace atalaya {
namespace {

struct Accent {
    unsigned mark;  // U+0300 ...
    std::string_view letters;
    std::u32string_view with_it;  // one for each of the letters
};

constexpr std::array<Accent, 13> accents{{
    {0x300, "AEIOUaeiou", U"ÀÈÌÒÙàèìòù"},
    {0x301, "ACEILNORSUYZaceilnorsuyz", U"ÁĆÉÍĹŃÓŔŚÚÝŹáćéíĺńóŕśúýź"},
    {0x302, "ACEGHIJOSUWYaceghijosuwy", U"ÂĈÊĜĤÎĴÔŜÛŴŶâĉêĝĥîĵôŝûŵŷ"},
    {0x303, "AEINOUYaeinouy", U"ÃẼĨÑÕŨỸãẽĩñõũỹ"},
    {0x304, "AEIOUaeiou", U"ĀĒĪŌŪāēīōū"},
    {0x306, "AEGIOUaegiou", U"ĂĔĞĬŎŬăĕğĭŏŭ"},
    {0x307, "CEGIZcegz", U"ĊĖĠİŻċėġż"},
    {0x308, "AEIOUYaeiouy", U"ÄËÏÖÜŸäëïöüÿ"},
    {0x30A, "AUau", U"ÅŮåů"},
    {0x30B, "OUou", U"ŐŰőű"},
    {0x30C, "CDELNRSTZcdelnrstz", U"ČĎĚĽŇŘŠŤŽčďěľňřšťž"},
    {0x327, "CGKLNRSTcgklnrst", U"ÇĢĶĻŅŖŞŢçģķļņŗşţ"},
    {0x328, "AEIUaeiu", U"ĄĘĮŲąęįų"},
}};

// 0 where there is none.
char32_t letter_with(char letter, unsigned mark) {
    for (const auto& accent : accents) {
        if (accent.mark != mark) continue;
        const auto at = accent.letters.find(letter);
        return at == std::string_view::npos ? 0 : accent.with_it[at];
    }
    return 0;
}

// Of U+0080 to U+FFFF.
void append(std::string& out, char32_t letter) {
    if (letter < 0x800) {
        out += static_cast<char>(0xC0 | letter >> 6);
    } else {
        out += static_cast<char>(0xE0 | letter >> 12);
        out += static_cast<char>(0x80 | (letter >> 6 & 0x3F));
    }
    out += static_cast<char>(0x80 | (letter & 0x3F));
}

}  // namespace

// U+0300 to U+033F, all of the marks above, begin with this byte, and no other letter's first byte is the same.
bool may_be_decomposed(std::string_view utf8) {
    return utf8.find('\xCC') != std::string_view::npos;
}

std::string composed(std::string_view utf8) {
    std::string out;
    out.reserve(utf8.size());
    std::size_t done = 0;
    for (auto at = utf8.find('\xCC'); at != std::string_view::npos; at = utf8.find('\xCC', at + 1)) {
        const bool between = at > done && at + 1 < utf8.size();
        const auto second = between ? static_cast<unsigned char>(utf8[at + 1]) : 0u;
        if ((second & 0xC0u) != 0x80u) continue;
        const char32_t letter = letter_with(utf8[at - 1], 0x300u + (second & 0x3Fu));
        if (letter == 0) continue;
        out += utf8.substr(done, at - 1 - done);
        append(out, letter);
        done = at + 2;
    }
    out += utf8.substr(done);
    return out;
}

}  // namespace atalaya
