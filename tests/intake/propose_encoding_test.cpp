#include "intake/propose/encoding.hpp"

#include <gtest/gtest.h>

namespace atalaya::intake {

namespace {

Judged<Encoding> judged(std::string_view bytes, std::size_t piece = 7) {
    EncodingWatch watch;
    for (std::size_t at = 0; at < bytes.size(); at += piece) watch.add(bytes.substr(at, piece));
    watch.finish();
    return watch.judged();
}

std::string utf16(std::string_view ascii) {
    std::string out;
    for (const char c : ascii) (out += c) += '\0';
    return out;
}

}  // namespace

TEST(ProposeEncoding, EachIsToldByWhatOnlyItHas) {
    EXPECT_EQ(judged("barrio\nNúñez\n").value, Encoding::utf8);
    EXPECT_EQ(judged("barrio\nN\xFA\xF1"
                     "ez\n")
                  .value,
              Encoding::latin1);
    EXPECT_EQ(judged("barrio\nN\xFA\xF1"
                     "ez \x96 Belgrano\n")
                  .value,
              Encoding::windows1252);
    EXPECT_EQ(judged("barrio\nNúñez\nMar\xED"
                     "a\n")
                  .value,
              Encoding::mixed);
    EXPECT_EQ(judged("\xFF\xFE" + utf16("barrio;mes\n")).value, Encoding::utf16);
    EXPECT_EQ(judged(utf16("barrio;mes\nRetiro;3\n")).value, Encoding::utf16);
    EXPECT_EQ(judged("barrio\nRetiro\n").value, Encoding::utf8);
}

// 0x81 is no letter of Windows-1252: read so, the file would be refused.
TEST(ProposeEncoding, WhatWouldBeRefusedIsNotProposed) {
    const auto found = judged(
        "barrio\nNúñez\nMar\xED"
        "a \x81\n");
    EXPECT_EQ(found.value, Encoding::latin1);
    EXPECT_FALSE(found.question.empty());
}

TEST(ProposeEncoding, WhereThePiecesAreCutChangesNothing) {
    const std::string text =
        "barrio\nNúñez\nMar\xED"
        "a\nÑuñoa\n";
    for (std::size_t piece = 1; piece < text.size(); ++piece) {
        const auto found = judged(text, piece);
        EXPECT_EQ(found.value, Encoding::mixed) << piece;
        EXPECT_EQ(found.why, judged(text, text.size()).why) << piece;
    }
}

// A byte that no encoding of the file has was lost before it was written; its other lines are what they are.
TEST(ProposeEncoding, ALostByteAmongManyLinesOfUtf8LeavesThemMixed) {
    std::string text;
    for (int i = 0; i < 50; ++i) text += "Núñez\n";
    for (int i = 0; i < 5; ++i)
        text +=
            "Mar\xED"
            "a \x81\n";
    EXPECT_EQ(judged(text).value, Encoding::mixed);
}

TEST(ProposeEncoding, FewLinesOfUtf8AmongOthersAreAskedAbout) {
    std::string text = "Núñez\n";
    for (int i = 0; i < 20; ++i)
        text +=
            "Mar\xED"
            "a\n";
    const auto found = judged(text);
    EXPECT_LT(found.confidence, 90);
    EXPECT_FALSE(found.question.empty());
}

// What a spreadsheet on a Macintosh writes where "CSV" alone is chosen.
TEST(ProposeEncoding, AMacintoshIsToldByWordsThatNoOtherMakes) {
    const auto found = judged(
        "barrio\nMar\x92"
        "a Pe\x96"
        "a\nLa Ca\x96"
        "ada\nVILLA \xEA"
        "GAR\nN\x9C\x96"
        "ez\n");
    EXPECT_EQ(found.value, Encoding::macintosh);
    EXPECT_TRUE(found.question.empty());
}

}  // namespace atalaya::intake
