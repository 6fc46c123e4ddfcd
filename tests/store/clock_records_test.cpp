#include "store/clock_records.hpp"

#include <gmock/gmock.h>

#include "store/chained_rows.hpp"
#include "support.hpp"

namespace atalaya::store {
namespace {

using testing::ElementsAre;

class ClockRecords : public OnBothPairs {
  protected:
    void SetUp() override {
        OnBothPairs::SetUp();
        if (!IsSkipped()) store_ = std::make_unique<Store>(make());
    }
    RecordStore& records() { return store_->records(); }
    std::int64_t rows() { return chain_end(records().database(), "caba", "reading_clock").links; }
    std::unique_ptr<Store> store_;
};

TEST_P(ClockRecords, TheNewestOfARunHoldsAndTheSameIsKeptOnce) {
    const ReadingClock first{"r1", "America/Santiago", "2024a"}, other{"r2", "America/Santiago", ""};
    keep_reading_clocks(records(), "caba", {first, other});
    keep_reading_clocks(records(), "caba", {first});
    EXPECT_EQ(rows(), 2);
    const ReadingClock again{"r1", "America/Santiago", "2025b"};
    keep_reading_clocks(records(), "caba", {again});
    EXPECT_THAT(reading_clocks(records(), "caba"), ElementsAre(again, other));
    keep_reading_clocks(records(), "caba", {first});
    EXPECT_THAT(reading_clocks(records(), "caba"), ElementsAre(first, other))
        << "an older tzdata may come again";
    EXPECT_EQ(rows(), 4);
    EXPECT_TRUE(reading_clocks(records(), "rosario").empty());
}

INSTANTIATE_TEST_SUITE_P(, ClockRecords, testing::Values(Pair::embedded, Pair::server), name_of_pair);

}  // namespace
}  // namespace atalaya::store
