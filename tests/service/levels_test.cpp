// Which layers an indicator is of: those of any city, whatever it calls them, but for the ones that its file takes out.
#include "support.hpp"

namespace atalaya::service {
namespace {

TEST(Levels, TerritorioIsALayerOfAnyName) {
    Indicator indicator;
    indicator.levels = {"ciudad", "territorio", "-barrio"};
    EXPECT_TRUE(indicator.at_level(""));
    EXPECT_TRUE(indicator.at_level("demarcacion"));
    EXPECT_FALSE(indicator.at_level("barrio"));
    indicator.levels = {"ciudad"};
    EXPECT_FALSE(indicator.at_level("demarcacion"));
    indicator.levels = {"comuna"};
    EXPECT_TRUE(indicator.at_level("comuna"));
    EXPECT_FALSE(indicator.at_level(""));
    EXPECT_FALSE(indicator.at_level("demarcacion"));
}

TEST(Levels, OnlyWhatIsOfTheCityLeavesOutALayerWithANameOfItsOwn) {
    std::set<std::string> city_only;
    for (const auto& indicator : read_indicators(find_share().data / "indicators")) {
        if (!indicator.at_level("demarcacion")) city_only.insert(indicator.id);
    }
    EXPECT_EQ(city_only, (std::set<std::string>{"femicidio", "oportunidad"}));
}

}  // namespace
}  // namespace atalaya::service
