#include "disclose/door.hpp"

#include <gtest/gtest.h>

#include <concepts>
#include <string>
#include <type_traits>

using namespace atalaya::disclose;

// No Public can be made outside the door: neither from a value nor from nothing.
static_assert(!std::is_constructible_v<Public<Shown>, Shown>);
static_assert(!std::is_convertible_v<Shown, Public<Shown>>);
static_assert(!std::is_default_constructible_v<Public<Shown>>);
static_assert(!std::is_aggregate_v<Public<Shown>>);
static_assert(!std::is_constructible_v<Public<int>, int>);
static_assert(!std::is_constructible_v<Public<std::string>, const char*>);
// It can be read and copied, never written to.
static_assert(std::is_copy_constructible_v<Public<Shown>>);
static_assert(std::same_as<decltype(*std::declval<Public<Shown>&>()), const Shown&>);

namespace {

Context plain(Tier tier) {
    return {.tier = tier, .indicator_exact = true, .residents = 10'000};
}

std::string text(Count count, const Context& context) {
    return disclose(count, context)->text();
}

}  // namespace

TEST(Door, TheProfileShowsMonthsOfTierBAndCAsTheyAre) {
    for (const Tier tier : {Tier::B, Tier::C}) {
        for (const Count count : {0, 1, 2, 4, 30}) {
            EXPECT_EQ(text(count, plain(tier)), std::to_string(count));
            EXPECT_EQ(disclose(count, plain(tier))->ground, Ground::profile);
        }
    }
}

// One row per way out of the profile; tier B, so that 4 is too small.
TEST(Door, AnythingElseFallsUnderTheThreshold) {
    std::vector<Context> outside(5, plain(Tier::B));
    outside[0].indicator_exact = false;
    outside[1].residents = 9'999;
    outside[2].residents = 0;  // not known
    outside[3].month_or_longer = false;
    outside[4].crossed = true;
    for (std::size_t i = 0; i < outside.size(); ++i) {
        EXPECT_EQ(text(4, outside[i]), "<5") << i;
        EXPECT_EQ(text(5, outside[i]), "5") << i;
        EXPECT_EQ(text(0, outside[i]), "0") << i;
    }
}

TEST(Door, WhatIsFinerThanTheProfileGivesIsNeverShown) {
    Context context = plain(Tier::A);
    context.finer = true;
    for (const bool simulated : {false, true}) {
        context.simulated = simulated;
        for (const Count count : {0, 5, 5'000}) EXPECT_FALSE(disclose(count, context)->exact) << count;
        EXPECT_FALSE(is_exact(context, Profile{}));
    }
}

TEST(Door, TierAIsNeverExactByProfile) {
    EXPECT_EQ(text(9, plain(Tier::A)), "<10");
    EXPECT_EQ(text(1, plain(Tier::A)), "<10");
    EXPECT_EQ(text(10, plain(Tier::A)), "10");
    EXPECT_FALSE(is_exact(plain(Tier::A), Profile{}));
}

TEST(Door, EachTierHasItsThreshold) {
    for (const Tier tier : {Tier::A, Tier::B, Tier::C}) {
        auto context = plain(tier);
        context.crossed = true;
        const Count t = minimum_cell(tier);
        for (Count count = 1; count < t; ++count) {
            EXPECT_FALSE(disclose(count, context)->exact);
            EXPECT_EQ(disclose(count, context)->below, t);
        }
        EXPECT_EQ(disclose(t, context)->exact, t);
    }
}

TEST(Door, AZeroThatTellsSomethingIsSuppressedLikeAOne) {
    auto context = plain(Tier::A);
    EXPECT_EQ(text(0, context), "0");
    context.revealing_zero = true;
    EXPECT_EQ(text(0, context), text(1, context));
}

TEST(Door, AProfileWithoutExactMonthsHasThresholdsEverywhere) {
    const Door strict{{.id = "umbral-1", .exact_months = false}};
    EXPECT_EQ(strict.disclose(2, plain(Tier::C))->text(), "<3");
    EXPECT_EQ(strict.profile().id, "umbral-1");
}

TEST(Door, AnInventedCityHasNobodyToProtect) {
    auto context = plain(Tier::A);
    context.simulated = true;
    EXPECT_EQ(text(1, context), "1");
    EXPECT_EQ(disclose(1, context)->ground, Ground::simulated);
}

TEST(Door, ANumberGoesWithTheCountsBehindIt) {
    const Door door{Profile{}};
    auto context = plain(Tier::B);
    context.crossed = true;
    const Count both_large[] = {12, 8}, one_small[] = {12, 3};
    EXPECT_EQ(door.disclose(50.0, both_large, context)->value, 50.0);
    EXPECT_FALSE(door.disclose(300.0, one_small, context)->value);
    EXPECT_EQ(door.disclose(300.0, one_small, context)->ground, Ground::suppressed);
    EXPECT_EQ(door.disclose(300.0, one_small, plain(Tier::B))->value, 300.0);
}

TEST(Door, ManyCountsGoThroughOneByOne) {
    auto context = plain(Tier::C);
    context.residents = 500;
    const Count counts[] = {0, 1, 2, 3};
    const auto shown = Door{Profile{}}.disclose(counts, context);
    EXPECT_EQ((*shown)[0].text(), "0");
    EXPECT_EQ((*shown)[2].text(), "<3");
    EXPECT_EQ((*shown)[3].text(), "3");
}

TEST(Door, WhatIsComputedFromAPublicValueIsPublic) {
    const Public<std::string> cell =
        disclose(4, plain(Tier::C)).then([](const Shown& s) { return s.text(); });
    EXPECT_EQ(*cell, "4");
}
