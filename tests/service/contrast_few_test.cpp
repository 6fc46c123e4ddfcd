#include "service/contrast_few.hpp"

#include "caba.hpp"

namespace atalaya::service {
namespace {

// What a reading of so many facts, of a place or of the city, is told to be. Tier C is withheld below 3.
struct Few {
    ClaimKind kind;
    const World& world;
    Claim claim;
    Readings readings;
    FewFacts few;

    Few(Town& town, const World& of, ClaimKind of_kind)
        : kind{of_kind},
          world{of},
          claim{parse_claim(of, {.text = "hubo 100 robos en 2019"})},
          readings{*town.store, of, "robo", claim},
          few{readings, of, &of.catalogue().indicator("robo"), kind} {}

    bool is(const Territory& place, double now, double before = 0) const {
        const Way way{.world = &world, .counted = {"robo"}, .territory = &world.territory(place)};
        ClaimReading reading;
        reading.now = now;
        reading.before = before;
        return few.is_of_too_few(way, reading);
    }
};

TEST(ContrastFew, APercentageNeedsABase) {
    const Few change{marejada(), marejada().worlds->at(""), ClaimKind::change};
    EXPECT_TRUE(change.is({}, 30, 19));
    EXPECT_FALSE(change.is({}, 30, 20));
    const Few count{marejada(), marejada().worlds->at(""), ClaimKind::count};
    EXPECT_FALSE(count.is({}, 1)) << "a count has none, and a made-up city nobody to protect";
}

TEST(ContrastFew, OfARealPlaceASmallCountIsNoExplanation) {
    if (!has_caba()) GTEST_SKIP() << "the files of Buenos Aires are not beside the repository";
    const World& world = caba().town.worlds->at("");
    const Few count{caba().town, world, ClaimKind::count};
    const auto place = parse_territory("comuna:7");
    const auto least = static_cast<double>(
        disclose::minimum_cell(*disclose::parse_tier(world.catalogue().indicator("robo").tier)));
    EXPECT_TRUE(count.is(place, least - 1));
    EXPECT_FALSE(count.is(place, least));
    EXPECT_FALSE(count.is(place, 0)) << "none are nobody";
    EXPECT_FALSE(count.is({}, least - 1)) << "the whole city tells of no place";
}

}  // namespace
}  // namespace atalaya::service
