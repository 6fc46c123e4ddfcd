#include "intake/quality/encoding_mixed.hpp"

#include <gtest/gtest.h>

namespace atalaya::intake::quality {
namespace {

EncodingSeen seen(std::string_view bytes, std::size_t piece = 1000, Encoding declared = Encoding::mixed) {
    EncodingWatch watch{declared};
    for (std::size_t at = 0; at < bytes.size(); at += piece) watch.read(bytes.substr(at, piece));
    return watch.done();
}

constexpr std::string_view three_lines =
    "plain\nN\xC3\xBA\xC3\xB1"
    "ez\nN\xFA\xF1"
    "ez";

TEST(EncodingMixed, LinesAreOfOneKindWhereverTheBytesAreCut) {
    for (const std::size_t piece : {1, 2, 3, 7, 100}) {
        const auto lines = seen(three_lines, piece);
        EXPECT_EQ(lines.utf8, 1) << piece;
        EXPECT_EQ(lines.other, 1) << piece;
        EXPECT_EQ(lines.first_utf8, 6) << piece;
        EXPECT_EQ(lines.first_other, 14) << piece;
    }
}

TEST(EncodingMixed, WhatFiresDependsOnWhatIsDeclared) {
    const auto lines = seen(three_lines);
    EXPECT_EQ(encoding_mixed(lines, Encoding::latin1).lines, 1);
    EXPECT_EQ(encoding_mixed(lines, Encoding::latin1).first, 6);
    EXPECT_EQ(encoding_mixed(lines, Encoding::mixed).lines, 1);
    EXPECT_EQ(encoding_mixed(lines, Encoding::utf16).lines, 0);
    EXPECT_EQ(encoding_mixed(seen("\xC3\xB1\n\xC3\xB1\n"), Encoding::mixed).lines, 0) << "all UTF-8";
    EXPECT_EQ(encoding_mixed(seen("\xF1\n"), Encoding::latin1).lines, 0);
}

TEST(EncodingMixed, LettersDecodedTwiceOrLostAreToldOfUtf8) {
    const auto garbled = [](std::string_view text) {
        return encoding_mixed(seen(text, 1000, Encoding::utf8), Encoding::utf8).lines;
    };
    EXPECT_EQ(garbled("a\nPe\xC3\x83\xC2\xB1"
                      "a\nNu\xEF\xBF\xBD"
                      "ez\n"),
              2);
    EXPECT_EQ(garbled("Peña\nSão João\nÃ\n"), 0);
}

}  // namespace
}  // namespace atalaya::intake::quality
