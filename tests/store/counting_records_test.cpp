#include "store/counting_records.hpp"

#include <gmock/gmock.h>

#include "store/chained_rows.hpp"
#include "support.hpp"

namespace atalaya::store {
namespace {

using testing::ElementsAre;

class CountingRecords : public OnBothPairs {
  protected:
    void SetUp() override {
        OnBothPairs::SetUp();
        if (!IsSkipped()) store_ = std::make_unique<Store>(make());
    }
    RecordStore& records() { return store_->records(); }
    std::int64_t rows() { return chain_end(records().database(), "caba", "counting_rules").links; }
    std::unique_ptr<Store> store_;
};

TEST_P(CountingRecords, TheNewestOfARunHoldsAndTheSameIsKeptOnce) {
    const KeptRules first{"r1", R"({"stage":"input"})"}, other{"r2", R"({"stage":"output"})"};
    keep_counting_rules(records(), "caba", {first, other});
    keep_counting_rules(records(), "caba", {first});
    EXPECT_EQ(rows(), 2);
    const KeptRules again{"r1", R"({"stage":"output"})"};
    keep_counting_rules(records(), "caba", {again});
    EXPECT_THAT(counting_rules(records(), "caba"), ElementsAre(again, other));
    EXPECT_EQ(rows(), 3);
    EXPECT_TRUE(counting_rules(records(), "rosario").empty());
}

INSTANTIATE_TEST_SUITE_P(, CountingRecords, testing::Values(Pair::embedded, Pair::server), name_of_pair);

}  // namespace
}  // namespace atalaya::store
