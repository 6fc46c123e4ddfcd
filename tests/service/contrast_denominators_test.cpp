#include "service/contrast_denominators.hpp"

#include <gmock/gmock.h>

#include "support.hpp"

namespace atalaya::service {
namespace {

struct Added {
    std::string what, which;
    Way way;
};

std::vector<Added> added_to(const std::string& text) {
    const World& world = marejada().worlds->at("");
    const Claim claim = parse_claim(world, {.text = text});
    const Way ours = our_way(world, world.catalogue().indicator("robo"), claim);
    std::vector<Added> all;
    add_denominators(
        [&](const std::string& what, const std::string& which, double,
            const std::function<void(Way&)>& apply) {
            Way way = ours;
            apply(way);
            all.push_back({what, which, way});
        },
        ours, world, claim);
    return all;
}

TEST(ContrastDenominators, OfACountThereAreNone) {
    EXPECT_TRUE(added_to("hubo 100 robos en 2024").empty());
    EXPECT_TRUE(added_to("los robos bajaron 10 % en 2024").empty());
}

TEST(ContrastDenominators, ARateOfOtherMonthsMayBeWrittenAsIfOfAYear) {
    const auto yearly = [](const std::vector<Added>& all) {
        return std::ranges::count_if(all,
                                     [](const Added& one) { return one.what == "yearly" && one.way.yearly; });
    };
    EXPECT_EQ(yearly(added_to("la tasa de robos fue de 40 por 100.000 habitantes en agosto de 2024")), 1);
    EXPECT_EQ(yearly(added_to("la tasa de robos fue de 500 por 100.000 habitantes en 2024")), 0);
}

// The census is of 2022, the projection of 2024: a rate of 2024 has the projection, so that the census is another.
TEST(ContrastDenominators, ResidentsOfAnotherYearAreTried) {
    const auto all = added_to("la tasa de robos fue de 500 por 100.000 habitantes en 2024");
    const auto other = std::ranges::find(all, std::string{"residents 2022"}, &Added::which);
    ASSERT_NE(other, all.end());
    EXPECT_EQ(other->what, "exposure");
    EXPECT_EQ(other->way.exposure_year, 2022);
    EXPECT_EQ(std::ranges::count(all, std::string{"residents 2024"}, &Added::which), 0) << "that is ours";
}

}  // namespace
}  // namespace atalaya::service
