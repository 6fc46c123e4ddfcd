#include "simulate/facts.hpp"

#include <gtest/gtest.h>
#include <algorithm>
#include <cmath>
#include <numeric>

namespace atalaya::simulate {
namespace {

double sum_of(const std::vector<double>& values) {
    return std::accumulate(values.begin(), values.end(), 0.0);
}

struct Setting {
    Town town = villa_marejada();
    Plan plan = plan_of("villa-marejada", 2020, 5);
    Ground ground = ground_of(town, plan, 1);
};

TEST(Wheel, DrawsInProportionAndNeverWhatWeighsNothing) {
    const double weights[] = {0, 1, 0, 3, 0};
    const Wheel wheel{weights};
    stats::Random random{1};
    int drawn[5] = {};
    for (int i = 0; i < 40'000; ++i) ++drawn[wheel.draw(random)];
    EXPECT_EQ(drawn[0] + drawn[2] + drawn[4], 0);
    EXPECT_NEAR(drawn[3] / 40'000.0, 0.75, 0.01);
}

TEST(Ground, EverySurfaceSumsToOne) {
    const Setting of;
    for (const auto& weights : of.ground.weights) EXPECT_NEAR(sum_of(weights), 1, 1e-12);
}

TEST(Ground, HotSegmentsHoldHalfAndEachMoreThanAnyOther) {
    const Setting of;
    const auto& robbery = of.ground.weights[static_cast<std::size_t>(Surface::robbery)];
    double hot = 0, least_hot = 1, most_cold = 0;
    for (int i = 0; i < static_cast<int>(robbery.size()); ++i) {
        const bool is_hot = std::ranges::binary_search(of.ground.hot, i);
        if (is_hot) hot += robbery[i];
        if (is_hot) least_hot = std::min(least_hot, robbery[i]);
        if (!is_hot) most_cold = std::max(most_cold, robbery[i]);
    }
    EXPECT_NEAR(hot, 0.5, 1e-12);
    EXPECT_GT(least_hot, most_cold);
}

// What the corridors lose is a quarter of theirs; a fifth of that is found in the ring.
TEST(Ground, TreatmentRemovesFourFifthsOfAQuarterOfTheCorridors) {
    const Setting of;
    const auto& before = of.ground.weights[static_cast<std::size_t>(Surface::robbery)];
    double corridor = 0, corridor_after = 0;
    for (std::size_t i = 0; i < before.size(); ++i) {
        if (!of.town.segments[i].corridor) continue;
        corridor += before[i];
        corridor_after += of.ground.treated[i];
    }
    EXPECT_NEAR(corridor_after, 0.75 * corridor, 1e-12);
    EXPECT_NEAR(1 - sum_of(of.ground.treated), 0.8 * 0.25 * corridor, 1e-12);
}

TEST(Facts, ExpectedMonthsAddUpToTheLevelOfTheKind) {
    const Setting of;
    const auto highs = temperatures(of.plan.history, 1);
    const auto drawn = draw_facts(of.town, of.plan, of.ground, of.plan.police, highs, 1, "policia");
    ASSERT_EQ(drawn.expected.size(), of.plan.police.size());
    for (std::size_t i = 0; i < of.plan.police.size(); ++i) {
        const auto& kind = of.plan.police[i];
        if (kind.strike != 1 || kind.surface == Surface::robbery) continue;
        EXPECT_NEAR(sum_of(drawn.expected[i]), kind.per_100k * 1.86 * 5, 0.01 * kind.per_100k * 1.86 * 5)
            << kind.id;
    }
}

TEST(Facts, HeatIsWhatTheMonthsOfTheSouthHave) {
    const Setting of;
    const auto highs = temperatures(of.plan.history, 3);
    double january = 0, july = 0;
    for (int i = 0; i < of.plan.history.days(); ++i) {
        const auto month = month_of(of.plan.history.first + std::chrono::days{i}).month();
        if (month == std::chrono::January) january += highs[i] / (5 * 31);
        if (month == std::chrono::July) july += highs[i] / (5 * 31);
    }
    EXPECT_NEAR(january, mean_high[0], 1.5);
    EXPECT_NEAR(july, mean_high[6], 1.5);
}

TEST(Facts, AKindDrawsTheSameWhateverOtherKindsThereAre) {
    const Setting of;
    const auto highs = temperatures(of.plan.history, 1);
    const auto first = std::span{of.plan.police}.first(1);
    const auto alone = draw_facts(of.town, of.plan, of.ground, first, highs, 1, "policia");
    auto among = draw_facts(of.town, of.plan, of.ground, of.plan.police, highs, 1, "policia");
    std::erase_if(among.facts, [](const Fact& fact) { return fact.kind != 0; });
    ASSERT_EQ(alone.facts.size(), among.facts.size());
    for (std::size_t i = 0; i < alone.facts.size(); ++i) {
        EXPECT_EQ(alone.facts[i].day, among.facts[i].day);
        EXPECT_EQ(alone.facts[i].spot.at, among.facts[i].spot.at);
    }
}

double knox_ratio(const std::vector<Fact>& facts, const Plan& plan) {
    double near = 0, soon = 0, both = 0, pairs = 0;
    for (std::size_t i = 0; i < facts.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            const double x = facts[i].spot.at.x - facts[j].spot.at.x,
                         y = facts[i].spot.at.y - facts[j].spot.at.y;
            const bool is_near = x * x + y * y <= plan.near_metres * plan.near_metres;
            const bool is_soon = facts[i].day - facts[j].day <= std::chrono::days{plan.near_days};
            ++pairs;
            near += is_near;
            soon += is_soon;
            both += is_near && is_soon;
        }
    }
    return both / (near * soon / pairs);
}

TEST(NearRepeats, ReachTheirRatioOnTheMeanOfSeedsAndAreAbsentBefore) {
    Setting of;
    std::erase_if(of.plan.police, [](const Kind& kind) { return kind.label_1 != "Robo en vivienda"; });
    double before = 0, after = 0;
    constexpr int seeds = 8;
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        const auto highs = temperatures(of.plan.history, seed);
        auto facts = draw_facts(of.town, of.plan, of.ground, of.plan.police, highs, seed, "policia").facts;
        before += knox_ratio(facts, of.plan) / seeds;
        plant_near_repeats(of.town, of.plan, of.ground, facts, std::vector<bool>(facts.size(), true), seed);
        after += knox_ratio(facts, of.plan) / seeds;
    }
    EXPECT_NEAR(before, 1, 0.06);
    EXPECT_NEAR(after, of.plan.near_repeat_ratio, 0.15);
}

}  // namespace
}  // namespace atalaya::simulate
