#include "service/level_changes.hpp"

#include <gmock/gmock.h>

#include "caba.hpp"

namespace atalaya::service {
namespace {

using namespace std::chrono;

LevelChanges of(const World& world, const char* indicator, const char* territory = "ciudad") {
    return level_changes(world, world.catalogue().indicator(indicator),
                         world.territory(parse_territory(territory)));
}

// The lockdown began on 20 March 2020; nothing of the city's declarations goes into the search.
TEST(CabaLevelChanges, FindTheLockdownUnaided) {
    if (!has_caba()) GTEST_SKIP() << "no shared/data/caba beside the repository";
    const World& world = caba().town.worlds->at("");
    for (const char* indicator : {"robo", "hurto", "vehiculo", "lesion_dolosa"}) {
        const auto changes = of(world, indicator);
        EXPECT_FALSE(changes.search.season) << indicator;  // 21 months
        ASSERT_EQ(changes.found.size(), 1U) << indicator;
        const auto& [shift, breaks, events] = changes.found[0];
        EXPECT_TRUE(shift.earliest <= 2020y / April && 2020y / March <= shift.latest) << indicator;
        EXPECT_TRUE(2020y / March <= shift.month && shift.month <= 2020y / April) << indicator;
        EXPECT_LT(shift.high, 0.7) << indicator;
        ASSERT_EQ(events.size(), 1U) << indicator;
        EXPECT_EQ(events[0]->id, "aislamiento-2020");
        EXPECT_TRUE(breaks.empty()) << indicator;
    }
}

}  // namespace
}  // namespace atalaya::service
