#include "store/said_of_runs.hpp"

#include <gmock/gmock.h>

#include "store/chained_rows.hpp"
#include "store/sql.hpp"
#include "support.hpp"

namespace atalaya::store {
namespace {

using testing::ElementsAre;

constexpr RunTexts clocks{"reading_clock", sql::records::query::reading_clocks, 2};

class SaidOfRuns : public OnBothPairs {
  protected:
    void SetUp() override {
        OnBothPairs::SetUp();
        if (!IsSkipped()) store_ = std::make_unique<Store>(make());
    }
    void keep(const std::vector<std::pair<std::string, Said>>& wanted) {
        keep_said_of_runs(store_->records(), "caba", clocks, wanted);
    }
    auto said() { return said_of_runs(store_->records(), "caba", clocks); }
    std::int64_t rows() { return chain_end(store_->records().database(), "caba", "reading_clock").links; }
    std::unique_ptr<Store> store_;
};

TEST_P(SaidOfRuns, WhatIsSaidTwiceInOneCallIsKeptInItsOrder) {
    keep({{"r1", {"UTC", "2024a"}}, {"r1", {"UTC", "2024a"}}, {"r1", {"UTC", "2025b"}}});
    EXPECT_EQ(rows(), 2);
    EXPECT_THAT(said(), ElementsAre(testing::Pair("r1", ElementsAre("UTC", "2025b"))));
}

TEST_P(SaidOfRuns, ARunOfWhichNothingIsSaidGetsARowOnlyToTakeSomethingBack) {
    keep({{"r1", {"", ""}}});
    EXPECT_EQ(rows(), 0);
    keep({{"r1", {"UTC", ""}}, {"r2", {"UTC", "2024a"}}});
    keep({{"r1", {"", ""}}});
    EXPECT_EQ(rows(), 3);
    EXPECT_THAT(said(), ElementsAre(testing::Pair("r1", ElementsAre("", "")),
                                    testing::Pair("r2", ElementsAre("UTC", "2024a"))));
}

TEST_P(SaidOfRuns, WhatNoDatabaseTakesIsNotKeptAnewEachTime) {
    keep({{"r1", {"Am\xe9rica", "2024a"}}});
    keep({{"r1", {"Am\xe9rica", "2024a"}}});
    EXPECT_EQ(rows(), 1);
    EXPECT_THAT(said(), ElementsAre(testing::Pair("r1", ElementsAre("América", "2024a"))));
}

INSTANTIATE_TEST_SUITE_P(, SaidOfRuns, testing::Values(Pair::embedded, Pair::server), name_of_pair);

}  // namespace
}  // namespace atalaya::store
