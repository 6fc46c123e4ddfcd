#include "store/domain_records.hpp"

#include <gmock/gmock.h>

#include "store/chained_rows.hpp"
#include "support.hpp"

namespace atalaya::store {
namespace {

using testing::ElementsAre;

class DomainRecords : public OnBothPairs {
  protected:
    void SetUp() override {
        OnBothPairs::SetUp();
        if (!IsSkipped()) store_ = std::make_unique<Store>(make());
    }
    RecordStore& records() { return store_->records(); }
    std::int64_t rows() { return chain_end(records().database(), "caba", "reading_domain").links; }
    std::unique_ptr<Store> store_;
};

TEST_P(DomainRecords, TheNewestOfARunHoldsAndTheSameIsKeptOnce) {
    const ReadingDomain first{"r1", "seguridad"}, other{"r2", ""};
    keep_reading_domains(records(), "caba", {first, other});
    keep_reading_domains(records(), "caba", {first, other});
    EXPECT_EQ(rows(), 1) << "who says none needs no row";
    const ReadingDomain again{"r1", "salud"}, taken_back{"r1", ""};
    keep_reading_domains(records(), "caba", {again});
    EXPECT_THAT(reading_domains(records(), "caba"), ElementsAre(again));
    keep_reading_domains(records(), "caba", {taken_back});
    EXPECT_THAT(reading_domains(records(), "caba"), ElementsAre(taken_back));
    EXPECT_EQ(rows(), 3);
    EXPECT_TRUE(reading_domains(records(), "rosario").empty());
}

INSTANTIATE_TEST_SUITE_P(, DomainRecords, testing::Values(Pair::embedded, Pair::server), name_of_pair);

}  // namespace
}  // namespace atalaya::store
