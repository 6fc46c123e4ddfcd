// The official addresses of Montevideo, where they are beside the repository.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "geo/plane.hpp"
#include "geocode/geocoder.hpp"
#include "geocode/hit_rate.hpp"
#include "misspell.hpp"
#include "real_places.hpp"

namespace atalaya::geocode {
namespace {

#define NEEDS_MONTEVIDEO()                                    \
    if (!std::filesystem::exists(real_data() / "montevideo")) \
    GTEST_SKIP() << "no folder shared/data/montevideo beside the repository"

const KnownPlaces& places() {
    static const KnownPlaces it = montevideo();
    return it;
}

double metres(LonLat a, LonLat b) {
    const Planar off = geo::LocalPlane{a}.to(b);
    return std::hypot(off.x, off.y);
}

std::vector<const KnownPlaces::Door*> drawn(std::size_t n, std::uint64_t seed) {
    stats::Random random{seed};
    std::vector<const KnownPlaces::Door*> out;
    for (std::size_t i = 0; i < n; ++i) out.push_back(&places().doors[random.below(places().doors.size())]);
    return out;
}

TEST(Montevideo, IsReadWhole) {
    NEEDS_MONTEVIDEO();
    EXPECT_EQ(places().doors.size(), 265'438u);
    EXPECT_EQ(places().streets.size(), 3'807u);
    EXPECT_EQ(places().areas.size(), 48u);
    EXPECT_EQ(
        std::ranges::count(places().streets, std::string{"CNEL GUILLERMO MUÑOZ"}, &KnownPlaces::Street::name),
        1);
}

TEST(Montevideo, NineteenInTwentyMisspeltAddressesAreRightAtThirtyMetres) {
    NEEDS_MONTEVIDEO();
    const Geocoder geocoder{places()};
    Geocoder::Desk desk{geocoder};
    Misspeller slips{20'260'930};
    int right = 0, elsewhere = 0;
    HitTally tally;
    const auto doors = drawn(20'000, 4);
    for (const auto* door : doors) {
        const Answer answer =
            desk.find(slips.address(places().streets[door->street].name, door->number, door->letter));
        tally.add(answer);
        if (!is_hit(answer.precision)) continue;
        ++(metres(answer.at, door->at) <= 30 ? right : elsewhere);
    }
    EXPECT_GE(right, 19'000);
    EXPECT_LE(elsewhere, 100) << "one in two hundred may be placed wrongly, the rest is asked";
    EXPECT_EQ(tally.rate().verdict, Verdict::reached);
}

// "calle" before any of the same addresses, whether its street has a way of its own ("CNO CARRASCO") or none.
TEST(Montevideo, CalleBeforeAnAddressLosesNone) {
    NEEDS_MONTEVIDEO();
    const Geocoder geocoder{places()};
    Geocoder::Desk desk{geocoder};
    Misspeller slips{20'260'930};
    int right = 0, with_calle = 0, lost = 0;
    const auto doors = drawn(10'000, 4);
    for (const auto* door : doors) {
        const std::string text =
            slips.address(places().streets[door->street].name, door->number, door->letter);
        const auto is_right = [&](const std::string& asked) {
            const Answer answer = desk.find(asked);
            return is_hit(answer.precision) && metres(answer.at, door->at) <= 30;
        };
        const bool without = is_right(text), with = is_right("calle " + text);
        right += without;
        with_calle += with;
        lost += without && !with;
    }
    RecordProperty("right", right);
    RecordProperty("with_calle", with_calle);
    RecordProperty("lost", lost);
    EXPECT_GE(with_calle, right * 995 / 1000) << lost << " of " << right << " are lost by the word";
}

TEST(Montevideo, ADoorThatIsNotListedIsNearItsNeighbours) {
    NEEDS_MONTEVIDEO();
    KnownPlaces without = places();
    std::vector<KnownPlaces::Door> left_out;
    std::erase_if(without.doors, [&, i = 0](const KnownPlaces::Door& door) mutable {
        const bool out = ++i % 50 == 0 && door.letter.empty();
        if (out) left_out.push_back(door);
        return out;
    });
    const Geocoder geocoder{std::move(without)};
    Geocoder::Desk desk{geocoder};
    std::size_t within = 0, found = 0;
    for (const auto& door : left_out) {
        const Answer answer =
            desk.find(places().streets[door.street].name + " " + std::to_string(door.number),
                      places().areas[static_cast<std::size_t>(door.area)].name);
        if (answer.precision != Precision::interpolated) continue;
        ++found;
        within += metres(answer.at, door.at) <= answer.error.value;
    }
    EXPECT_GT(found, left_out.size() * 9 / 10);
    EXPECT_GT(static_cast<double>(within), 0.94 * static_cast<double>(found)) << "the stated error holds";
}

// PRV-11: 500 planted addresses and 500 near variants, none of them found, proposed or pointed at.
TEST(Montevideo, ProtectedAddressesAreInNoAnswer) {
    NEEDS_MONTEVIDEO();
    const auto planted = drawn(500, 11);
    std::vector<Protected> list;
    for (const auto* door : planted) {
        list.push_back({.address = places().streets[door->street].name + " " + std::to_string(door->number) +
                                   " " + door->letter,
                        .at = door->at});
    }
    const Geocoder geocoder{places(), list};
    Geocoder::Desk desk{geocoder};
    Misspeller slips{12};
    const auto told = [&](const Answer& answer, const KnownPlaces::Door& door) {
        if (is_hit(answer.precision) && metres(answer.at, door.at) <= 30) return true;
        return std::ranges::any_of(answer.candidates, [&](const Candidate& c) {
            return is_hit(c.precision) && metres(c.at, door.at) <= 30;
        });
    };
    int refused = 0, variants_refused = 0;
    for (std::size_t i = 0; i < planted.size(); ++i) {
        const auto& door = *planted[i];
        const Answer plain = desk.find(list[i].address);
        refused += plain.reason == Reason::protected_place;
        EXPECT_FALSE(told(plain, door)) << list[i].address;
        const std::string variant =
            slips.address(places().streets[door.street].name, door.number, door.letter,
                          i % 2 == 0 ? places().areas[static_cast<std::size_t>(door.area)].name : "");
        const Answer near = desk.find(variant);
        const bool caught = near.reason == Reason::protected_place;
        variants_refused += caught;
        EXPECT_TRUE(caught) << list[i].address << " as " << variant;
        EXPECT_FALSE(told(near, door)) << variant;
    }
    EXPECT_EQ(refused, 500);
    EXPECT_EQ(variants_refused, 500);

    // The other addresses of the city are found as before, but for a few.
    int others = 0;
    for (const auto* door : drawn(5'000, 13)) {
        others +=
            desk.find(places().streets[door->street].name + " " + std::to_string(door->number)).reason ==
            Reason::protected_place;
    }
    EXPECT_LT(others, 250);
}

}  // namespace
}  // namespace atalaya::geocode
