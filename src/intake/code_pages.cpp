#include "intake/code_pages.hpp"

#include <array>

namespace atalaya::intake {

namespace {

// Bytes 0x80 to 0x9F of Windows-1252; 0 where it has no letter.
constexpr std::array<char16_t, 32> letters_1252{
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

// Bytes 0x80 to 0xFF of CP850: https://www.unicode.org/Public/MAPPINGS/VENDORS/MICSFT/PC/CP850.TXT
constexpr std::u16string_view letters_850 =
    u"ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒ"
    u"áíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐"
    u"└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀"
    u"ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00AD±‗¾¶§÷¸°¨·¹³²■\u00A0";
static_assert(letters_850.size() == 128);

// So of Mac OS Roman: https://www.unicode.org/Public/MAPPINGS/VENDORS/APPLE/ROMAN.TXT
constexpr std::u16string_view letters_macintosh =
    u"ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü"
    u"†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø"
    u"¿¡¬√ƒ≈∆«»…\u00A0ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ"
    u"‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\uF8FFÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ";
static_assert(letters_macintosh.size() == 128);

}  // namespace

char16_t letter_of(Encoding encoding, unsigned char byte) {
    if (byte < 0x80) return byte;
    if (encoding == Encoding::cp850) return letters_850[byte - 0x80u];
    if (encoding == Encoding::macintosh) return letters_macintosh[byte - 0x80u];
    return encoding == Encoding::windows1252 && byte < 0xA0 ? letters_1252[byte - 0x80u] : char16_t{byte};
}

std::string utf8_from(Encoding encoding, std::string_view bytes) {
    std::string out;
    out.reserve(bytes.size() + bytes.size() / 8);
    for (const char byte : bytes) {
        const auto letter = letter_of(encoding, static_cast<unsigned char>(byte));
        if (letter == 0 && byte != '\0')
            out += not_a_letter;
        else
            append_utf8(out, letter);
    }
    return out;
}

void append_utf8(std::string& out, std::uint32_t letter) {
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

}  // namespace atalaya::intake
