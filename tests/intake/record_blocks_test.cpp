#include "intake/record_blocks.hpp"

#include <gtest/gtest.h>

#include "support.hpp"

namespace atalaya::intake {

namespace {

std::vector<std::string> blocks_of(const std::string& bytes, Encoding encoding = Encoding::utf8) {
    const Folder folder;
    const OpenFile file{folder.write("a.csv", bytes)};
    const auto stream = unpacked(file);
    RecordBlocks blocks{*stream, encoding};
    std::vector<std::string> out;
    for (std::string block = blocks.next(';'); !block.empty(); block = blocks.next(';')) out.push_back(block);
    return out;
}

}  // namespace

TEST(RecordBlocks, ASmallFileIsOneBlockWithoutItsMark) {
    EXPECT_EQ(blocks_of("\xEF\xBB\xBF"
                        "a;b\n1;2\n"),
              (std::vector<std::string>{"a;b\n1;2\n"}));
    EXPECT_TRUE(blocks_of("").empty());
}

TEST(RecordBlocks, LettersAreUtf8WhateverTheFileIsIn) {
    EXPECT_EQ(blocks_of("\xF1\n", Encoding::latin1), (std::vector<std::string>{"ñ\n"}));
}

// A line end within quotes ends no record.
TEST(RecordBlocks, BlocksEndWhereRecordsDoAndGiveTheFileBack) {
    std::string text;
    for (int i = 0; text.size() < 3 * block_bytes; ++i)
        text += std::to_string(i) + ";\"una línea\ny otra; " + std::to_string(i) + "\"\n";
    const auto blocks = blocks_of(text);
    ASSERT_GT(blocks.size(), 2u);
    std::string joined;
    for (const auto& block : blocks) {
        EXPECT_TRUE(block.ends_with("\"\n"));
        joined += block;
    }
    EXPECT_EQ(joined, text);
}

}  // namespace atalaya::intake
