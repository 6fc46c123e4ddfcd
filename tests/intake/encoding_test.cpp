#include "intake/encoding.hpp"

#include <gmock/gmock.h>

#include "core/text.hpp"

namespace atalaya::intake {
namespace {

// Decoded in pieces of `size` bytes.
std::string in_pieces(const std::string& bytes, Encoding encoding, std::size_t size) {
    Decoder decoder{encoding};
    std::string out;
    for (std::size_t at = 0; at < bytes.size(); at += size)
        out += decoder(bytes.substr(at, size), at + size >= bytes.size());
    return out;
}

std::string utf16(std::u16string_view text, bool big_endian, bool mark) {
    std::string out;
    const auto unit = [&](char16_t c) {
        const char high = static_cast<char>(c >> 8), low = static_cast<char>(c & 0xFF);
        out += big_endian ? high : low;
        out += big_endian ? low : high;
    };
    if (mark) unit(0xFEFF);
    for (const char16_t c : text) unit(c);
    return out;
}

TEST(Encoding, WindowsLettersBeyondLatin1) {
    EXPECT_EQ(decoded("a\x93\xF1\x94 \x80 5 \x96 6", Encoding::windows1252), "a“ñ” € 5 – 6");
    EXPECT_FALSE(is_utf8(decoded("a\x81z", Encoding::windows1252)));  // no letter there
    EXPECT_EQ(decoded("N\xFA\xF1"
                      "ez",
                      Encoding::latin1),
              "Núñez");
}

TEST(Encoding, Utf16OfEitherOrderCutAnywhere) {
    const std::u16string text = u"Año;Ñandú\n2020;😀\n";
    for (const bool big : {false, true}) {
        const std::string bytes = utf16(text, big, true);
        for (std::size_t size = 1; size <= bytes.size(); ++size)
            EXPECT_EQ(in_pieces(bytes, Encoding::utf16, size), "Año;Ñandú\n2020;😀\n") << big << " " << size;
    }
    EXPECT_EQ(decoded(utf16(u"año", false, false), Encoding::utf16), "año");
    EXPECT_EQ(decoded(utf16(u"año", true, false), Encoding::utf16), "año");
    EXPECT_EQ(decoded(utf16(u"Ñandú", true, false), Encoding::utf16), "Ñandú");
}

TEST(Encoding, HalfALetterOfUtf16IsFound) {
    const std::string lone = utf16(std::u16string{u'a', char16_t{0xD800}, u'b'}, false, true);
    EXPECT_FALSE(is_utf8(decoded(lone, Encoding::utf16)));
    EXPECT_FALSE(is_utf8(decoded(utf16(u"ab", false, true) + "c", Encoding::utf16)));
    EXPECT_FALSE(is_utf8(decoded(utf16(std::u16string{char16_t{0xDC00}}, false, true), Encoding::utf16)));
}

TEST(Encoding, MixedLinesAreReadEachAsItIs) {
    const std::string bytes =
        "Núñez;1\nN\xFA\xF1"
        "ez;2\nplain;3\nConstituci\xF3n;4";
    for (std::size_t size = 1; size <= bytes.size(); ++size)
        EXPECT_EQ(in_pieces(bytes, Encoding::mixed, size), "Núñez;1\nNúñez;2\nplain;3\nConstitución;4")
            << size;
}

TEST(Encoding, ALetterLostInAMixedLineIsSaidAndTheRowStays) {
    EXPECT_EQ(decoded("Ñandú;1\nNu\x90\xF1oa;2\n", Encoding::mixed), "Ñandú;1\nNu\uFFFDñoa;2\n");
}

}  // namespace
}  // namespace atalaya::intake
