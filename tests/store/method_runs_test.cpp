#include "store/method_runs.hpp"

#include <gmock/gmock.h>

#include "store/erasure_records.hpp"
#include "support.hpp"

namespace atalaya::store {
namespace {

using testing::ElementsAre;
using testing::Field;

class KeptMethodRuns : public OnBothPairs {
  protected:
    void SetUp() override {
        OnBothPairs::SetUp();
        if (!IsSkipped()) store_ = std::make_unique<Store>(make());
    }
    static KeptMethodRun answered(const char* run, const char* answer) {
        return {0,  run, "2020-10-06", R"({"method":"rate"})", R"({"files":["ñandú.csv"]})", sha256(answer),
                "", 0};
    }
    std::unique_ptr<Store> store_;
};

TEST_P(KeptMethodRuns, EachIsFoundByItsNameAsItWasAnsweredLast) {
    auto& records = store_->records();
    EXPECT_FALSE(keep_method_run(records, "caba", answered("m1", "a")));
    EXPECT_FALSE(keep_method_run(records, "caba", answered("m2", "b")));
    EXPECT_EQ(keep_method_run(records, "caba", answered("m1", "a"))->number, 1);  // nothing new
    EXPECT_THAT(method_runs(records, "caba"),
                ElementsAre(Field(&KeptMethodRun::run, "m1"), Field(&KeptMethodRun::run, "m2")));

    EXPECT_EQ(keep_method_run(records, "caba", answered("m1", "c"))->answer, sha256("a"));
    const auto last = find_method_run(records, "caba", "m1");
    ASSERT_TRUE(last);
    EXPECT_EQ(last->number, 3);
    EXPECT_EQ(last->answer, sha256("c"));
    EXPECT_EQ(last->given, R"({"files":["ñandú.csv"]})");
    EXPECT_FALSE(find_method_run(records, "caba", "m9"));
    EXPECT_FALSE(find_method_run(records, "rosario", "m1"));
}

TEST_P(KeptMethodRuns, ARunKnowsHowManyErasuresCameBeforeIt) {
    auto& records = store_->records();
    keep_method_run(records, "caba", answered("m1", "a"));
    std::vector<ErasedRun> none;
    keep_erasure(records, "caba", {"e-1", day("2020-10-07"), "request", "{}", "Ana", "asked", "", 1, 1}, {},
                 {}, none, {}, [] {});
    keep_method_run(records, "caba", answered("m2", "b"));
    EXPECT_EQ(find_method_run(records, "caba", "m1")->erasures, 0);
    EXPECT_EQ(find_method_run(records, "caba", "m2")->erasures, 1);
}

INSTANTIATE_TEST_SUITE_P(, KeptMethodRuns, testing::Values(Pair::embedded, Pair::server), name_of_pair);

}  // namespace
}  // namespace atalaya::store
