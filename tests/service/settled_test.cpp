#include "service/bulletin/settled.hpp"

#include "service/measures.hpp"
#include "support.hpp"

namespace atalaya::service {
namespace {

TEST(SettledYear, OfAnOldBulletinEndsWithItsMonth) {
    const Desk desk{*marejada().worlds, {.month = *parse_month("2024-03")}};
    EXPECT_EQ(settled_year(desk), *parse_period("2023-04-01/2024-03-31"));
}

TEST(SettledYear, OfTheNewestEndsWhereAlmostAllIsRegistered) {
    const Desk desk{*marejada().worlds, {.month = *parse_month("2024-12")}};
    EXPECT_EQ(settled_year(desk), settled_year(desk.world()));
    EXPECT_LT(settled_year(desk).past_end, desk.this_month().past_end);
}

}  // namespace
}  // namespace atalaya::service
