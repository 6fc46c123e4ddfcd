#include "store/unit_overrides.hpp"

#include <gmock/gmock.h>

#include "support.hpp"

namespace atalaya::store {
namespace {

using testing::ElementsAre;

class UnitOverrides : public OnBothPairs {
  protected:
    void SetUp() override {
        OnBothPairs::SetUp();
        if (!IsSkipped()) store_ = std::make_unique<Store>(make());
    }
    std::unique_ptr<Store> store_;
};

TEST_P(UnitOverrides, EachIsKeptWithWhoWhenAndWhy) {
    const UnitOverride asked{0,       "femicidio",    "victim", "robo",    "fact",
                             "20 %…", "2020-10-05.1", "Ana",    "a study", "2020-10-06"};
    auto& records = store_->records();
    const auto first = keep_unit_override(records, "caba", asked);
    const auto second = keep_unit_override(records, "caba", asked);
    EXPECT_EQ(first.number, 1);
    EXPECT_EQ(second.number, 2);
    EXPECT_EQ(first.author, "Ana");
    EXPECT_THAT(unit_overrides(records, "caba"), ElementsAre(first, second));
    EXPECT_TRUE(unit_overrides(records, "rosario").empty());
}

INSTANTIATE_TEST_SUITE_P(, UnitOverrides, testing::Values(Pair::embedded, Pair::server), name_of_pair);

}  // namespace
}  // namespace atalaya::store
