#include "store/code_records.hpp"

#include <gtest/gtest.h>

#include "support.hpp"

namespace atalaya::store {
namespace {

class CodeRecords : public OnBothPairs {
  protected:
    void SetUp() override {
        OnBothPairs::SetUp();
        if (!IsSkipped()) store_ = std::make_unique<Store>(make());
    }
    RecordStore& records() { return store_->records(); }
    std::unique_ptr<Store> store_;
};

TEST_P(CodeRecords, ACodingIsKeptOnceForARecipeAsItWasFirst) {
    keep_codings(records(), "caba", {{sha256("r"), "s", "first"}, {sha256("q"), "s", "other"}});
    keep_codings(records(), "caba", {{sha256("r"), "s", "second"}, {sha256("p"), "t", "third"}});
    const auto kept = codings(records(), "caba");
    ASSERT_EQ(kept.size(), 3U);
    EXPECT_EQ(kept[0].said, "first");
    EXPECT_EQ(kept[1].recipe, sha256("q"));
    EXPECT_EQ(kept[2].source, "t");
    EXPECT_TRUE(codings(records(), "rosario").empty());
}

TEST_P(CodeRecords, DecisionsOfALabelAreNumberedAndAllOfThemStay) {
    keep_label_decisions(records(), "caba",
                         {{"s", "roob", 0, "code", "robo", "Roob", "Ana", "a slip", "2020-10-05"},
                          {"t", "roob", 0, "none", "", "Roob", "Luis", "no fact", "2020-10-05"}});
    keep_label_decisions(records(), "caba",
                         {{"s", "roob", 0, "open", "", "Roob", "Ana", "too early", "2020-10-06"}});
    const auto kept = label_decisions(records(), "caba");
    ASSERT_EQ(kept.size(), 3U);
    EXPECT_EQ(kept[0].number, 1);
    EXPECT_EQ(kept[1].number, 1) << "of another source";
    EXPECT_EQ(kept[2].number, 2);
    EXPECT_EQ(kept[2].verdict, "open");
    EXPECT_EQ(kept[0].reason, "a slip");
}

TEST_P(CodeRecords, TextsOfListsAreNumberedAndThoseOfEarlierImportsStay) {
    keep_code_texts(records(), "caba",
                    {{0, "iccs", "term", "a.csv", sha256("a"), "UNODC", "Ana", "2020-10-05", "[1]"},
                     {0, "iccs", "inclusions", "b.csv", sha256("b"), "UNODC", "Ana", "2020-10-05", "[2]"}});
    keep_code_texts(records(), "caba",
                    {{0, "iccs", "term", "c.csv", sha256("c"), "UNODC", "Luis", "2020-10-06", "[3]"}});
    const auto kept = code_texts(records(), "caba");
    ASSERT_EQ(kept.size(), 3U);
    EXPECT_EQ(kept[1].number, 2);
    EXPECT_EQ(kept[1].kind, "inclusions");
    EXPECT_EQ(kept[2].number, 3);
    EXPECT_EQ(kept[2].digest, sha256("c"));
    EXPECT_EQ(kept[2].said, "[3]");
    EXPECT_TRUE(code_texts(records(), "rosario").empty());
}

INSTANTIATE_TEST_SUITE_P(, CodeRecords, testing::Values(Pair::embedded, Pair::server), name_of_pair);

}  // namespace
}  // namespace atalaya::store
