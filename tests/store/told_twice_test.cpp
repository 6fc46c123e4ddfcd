// Facts told a second time under other keys are found; those that are new, or told again under their key, are not.
#include "store/told_twice.hpp"

#include <gmock/gmock.h>

#include "core/error.hpp"
#include "store/publish.hpp"
#include "store/questions.hpp"
#include "support.hpp"

namespace atalaya::store {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

constexpr int rows = 40;

// `from` numbers the keys; the facts of a month are the same whatever their keys are, but for each `other`-th.
std::vector<Line> month(const std::string& name, int from, int other = 0) {
    std::vector<Line> out;
    for (int i = 0; i < rows; ++i) {
        Line line{std::to_string(from + i)};
        line.day = name + "-" + (i % 28 < 9 ? "0" : "") + std::to_string(i % 28 + 1);
        line.hour = other > 0 && i % other == 0 ? 3 : 12 + i / 28;
        out.push_back(line);
    }
    return out;
}

std::vector<Line> both(std::vector<Line> a, const std::vector<Line>& b) {
    a.insert(a.end(), b.begin(), b.end());
    return a;
}

class ToldTwiceWhenPublished : public testing::Test {
  protected:
    std::vector<Finding> second(Batch batch) {
        std::vector<Batch> all;
        all.push_back(std::move(batch));
        publish(store_, all, day("2021-11-05"), quiet_);
        std::vector<Finding> kept;
        for (const auto& run : store_.records().runs("caba")) {
            if (run.delivery != all[0].delivery) continue;
            for (const auto& one : store_.records().findings("caba", run.id)) kept.push_back(one.finding);
        }
        EXPECT_EQ(kept.size(), all[0].findings.size()) << "what is told is what is kept";
        return all[0].findings;
    }
    void SetUp() override {
        publish(store_, {batch_of(both(month("2020-07", 0), month("2020-08", 100)), "a")}, day("2021-10-05"),
                quiet_);
    }

    TempFolder folder_;
    NoProgress quiet_;
    Store store_{[&] {
        create_directory(folder_ / "data", "caba", {});
        return folder_ / "data";
    }()};
};

TEST_F(ToldTwiceWhenPublished, TheMonthThatCameUnderOtherKeysIsNamed) {
    const auto found = second(batch_of(both(month("2020-08", 500), month("2020-09", 600)), "b"));
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].check, "told_twice");
    EXPECT_EQ(found[0].rows, rows);
    EXPECT_EQ(found[0].detail, R"({"months":["2020-08"]})");
}

TEST_F(ToldTwiceWhenPublished, AFactOrTwoThatDifferDoNotHideIt) {
    EXPECT_EQ(second(batch_of(month("2020-08", 500, 5), "b")).size(), 1U) << "a fifth of them differ";
}

TEST_F(ToldTwiceWhenPublished, HalfOfTheMonthAlikeIsChance) {
    EXPECT_THAT(second(batch_of(month("2020-08", 500, 2), "b")), IsEmpty());
}

TEST_F(ToldTwiceWhenPublished, WhatIsToldAgainUnderItsKeyIsNoSecondTime) {
    EXPECT_THAT(second(batch_of(both(month("2020-08", 100), month("2020-09", 600)), "b")), IsEmpty());
}

// One for one: forty equal rows are not told twice because one of them was.
TEST_F(ToldTwiceWhenPublished, EqualRowsAreCountedOneForOne) {
    std::vector<Line> alike;
    for (int i = 0; i < rows; ++i) {
        alike.push_back(month("2020-08", 500)[0]);
        alike.back().key = std::to_string(900 + i);
    }
    EXPECT_THAT(second(batch_of(alike, "b")), IsEmpty());
}

TEST_F(ToldTwiceWhenPublished, AFewRowsSayNothing) {
    auto few = month("2020-08", 500);
    few.resize(ToldTwice::least - 1);
    EXPECT_THAT(second(batch_of(few, "b")), IsEmpty());
}

TEST_F(ToldTwiceWhenPublished, ASourceThatCoversMonthsTakesTheirPlace) {
    auto batch = batch_of(month("2020-08", 500), "b");
    batch.covers = Covers::months;
    EXPECT_THAT(second(std::move(batch)), IsEmpty());
}

// --- keys that every delivery counts anew

TEST_F(ToldTwiceWhenPublished, KeysThatMeanOtherFactsAreRefused) {
    std::vector<Batch> next;
    next.push_back(batch_of(both(month("2021-07", 0), month("2021-08", 100)), "b"));
    try {
        publish(store_, next, day("2021-11-05"), quiet_, {}, "", 20);
        FAIL() << "eighty facts of 2020 became others of 2021";
    } catch (const Error& error) {
        EXPECT_EQ(error.fault(), Fault::bad_input);
        EXPECT_THAT(error.what(), HasSubstr("80 of the 80 facts"));
        EXPECT_THAT(error.what(), HasSubstr("[key]"));
    }
    EXPECT_EQ(store_.newest()->no, 1) << "nothing was published";
    EXPECT_EQ(publish(store_, next, day("2021-11-05"), quiet_).revised, 80) << "asked for";
}

TEST_F(ToldTwiceWhenPublished, ADayPutRightIsNoOtherFact) {
    auto moved = both(month("2020-07", 0), month("2020-08", 100));
    for (int i = 0; i < 30; ++i) moved[static_cast<std::size_t>(i)].day = "2020-02-01";
    EXPECT_EQ(publish(store_, {batch_of(moved, "b")}, day("2021-11-05"), quiet_, {}, "", 20).revised, 30);
}

}  // namespace
}  // namespace atalaya::store
