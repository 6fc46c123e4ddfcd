#include "geocode/vocabulary.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "geocode/words.hpp"

namespace atalaya::geocode {
namespace {

TEST(EditsBetween, CountsSwapsOnce) {
    EXPECT_EQ(edits_between("garcia", "garica", 3), 1);
    EXPECT_EQ(edits_between("flores", "floers", 3), 1);
    EXPECT_EQ(edits_between("kitten", "sitting", 5), 3);
    EXPECT_EQ(edits_between("", "abc", 5), 3);
    EXPECT_EQ(edits_between("abc", "abc", 0), 0);
    EXPECT_EQ(edits_between("abcdef", "uvwxyz", 2), 3) << "more than was asked for";
}

Vocabulary vocabulary(const std::vector<std::string>& words) {
    Vocabulary out;
    for (const auto& word : words) out.add(word);
    out.seal();
    return out;
}

std::vector<std::string> near(const Vocabulary& words, std::string_view text) {
    std::vector<std::string> out;
    for (const auto& one : words.near(text)) out.push_back(words.word(one.word));
    return out;
}

TEST(Vocabulary, TheWordItselfComesFirstThenWhatSoundsTheSame) {
    const auto words = vocabulary({"rivera", "ribera", "riviera", "pereira", "18", "19"});
    const auto found = words.near("ribera");
    ASSERT_GE(found.size(), 3u);
    EXPECT_EQ(words.word(found[0].word), "ribera");
    EXPECT_FLOAT_EQ(found[0].likeness, 1);
    EXPECT_EQ(words.word(found[1].word), "rivera");
    EXPECT_FLOAT_EQ(found[1].likeness, 0.95F);
    EXPECT_EQ(near(words, "18"), std::vector<std::string>{"18"}) << "numbers are not misspelt";
    EXPECT_TRUE(near(words, "zapata").empty());
}

TEST(Vocabulary, HowUnlikeAWordMayBeGrowsWithItsLength) {
    const auto words = vocabulary({"sol", "paz", "luna", "flores", "constituyentes"});
    EXPECT_EQ(near(words, "lnua"), std::vector<std::string>{"luna"});
    EXPECT_EQ(near(words, "floers"), std::vector<std::string>{"flores"});
    EXPECT_TRUE(near(words, "flrs").empty()) << "two edits of six letters";
    EXPECT_EQ(near(words, "constitullentez"), std::vector<std::string>{"constituyentes"});
    EXPECT_TRUE(near(words, "s").empty());
    const auto cut = words.beginning("const");
    ASSERT_EQ(cut.size(), 1u);
    EXPECT_EQ(words.word(cut[0].word), "constituyentes");
}

// Every pair is compared, as slowly as can be: the index finds exactly what that finds.
TEST(Vocabulary, FindsWhatComparingWithEveryWordFinds) {
    std::uint64_t seed = 3;
    const auto drawn = [&](std::uint64_t n) {
        seed = seed * 6364136223846793005U + 1442695040888963407U;
        return (seed >> 33) % n;
    };
    const auto word = [&] {
        std::string out;
        for (std::uint64_t k = 0, n = 2 + drawn(8); k < n; ++k) out += "abehlsvz"[drawn(8)];
        return out;
    };
    std::vector<std::string> words;
    for (int i = 0; i < 60; ++i) words.push_back(word());
    std::ranges::sort(words);
    words.erase(std::unique(words.begin(), words.end()), words.end());
    const auto index = vocabulary(words);
    const auto allowed = [](std::size_t letters) { return letters < 3 ? 0 : letters <= 6 ? 1 : 2; };
    const auto like = [&](std::string_view a, std::string_view b) {
        const int most = allowed(std::max(a.size(), b.size()));
        return edits_between(a, b, most) <= most;
    };
    int found = 0;
    for (int i = 0; i < 400; ++i) {
        const std::string asked = word();
        std::vector<std::string> expected;
        for (const auto& one : words) {
            if (like(asked, one) || like(sound_of(asked), sound_of(one))) expected.push_back(one);
        }
        auto got = near(index, asked);
        std::ranges::sort(got);
        if (expected.size() > 12) continue;
        EXPECT_EQ(got, expected) << asked;
        found += static_cast<int>(got.size());
    }
    EXPECT_GT(found, 100) << "the drawn words are alike often enough to tell";
}

}  // namespace
}  // namespace atalaya::geocode
