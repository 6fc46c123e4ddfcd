#include "stats/staggered.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "stats/least_squares.hpp"
#include "stats/published_case.hpp"
#include "stats/random.hpp"

using namespace atalaya::stats;

namespace {

class Minimum500 : public testing::Test {
  protected:
    void SetUp() override {
        SKIP_WITHOUT(published);
        const auto county = published.numbers("mpdta.csv", "county"),
                   year = published.numbers("mpdta.csv", "year");
        const auto jobs = published.numbers("mpdta.csv", "lemp"),
                   first = published.numbers("mpdta.csv", "first_treat");
        std::map<double, std::size_t> unit;
        panel.periods = 5;
        for (std::size_t i = 0; i < county.size(); ++i) {
            const auto [at, fresh] = unit.emplace(county[i], unit.size());
            if (fresh) {
                panel.outcomes.resize(panel.outcomes.size() + 5);
                panel.first_treated.push_back(
                    first[i] == 0 ? std::nullopt : std::optional{static_cast<std::size_t>(first[i] - 2003)});
            }
            panel.outcomes[at->second * 5 + static_cast<std::size_t>(year[i] - 2003)] = jobs[i];
        }
    }
    PublishedCase published{"did_callaway_santanna_mpdta"};
    Panel panel;
};

Panel drawn(std::uint64_t seed) {
    Random random{seed, stream_of("staggered")};
    Panel panel{6, {}, {}};
    for (int i = 0; i < 60; ++i) {
        const auto pick = random.below(4);
        panel.first_treated.push_back(pick == 0 ? std::nullopt : std::optional<std::size_t>{1 + pick});
        const double level = random.normal(10, 2);
        for (std::size_t t = 0; t < 6; ++t) {
            const bool treated = panel.first_treated.back() && t >= *panel.first_treated.back();
            panel.outcomes.push_back(level + static_cast<double>(t) - (treated ? 2 : 0) + random.normal());
        }
    }
    return panel;
}

}  // namespace

TEST_F(Minimum500, EffectsOfEveryGroupAndYear) {
    const auto never = staggered_differences(panel, {});
    const auto notyet = staggered_differences(panel, {.comparison = Comparison::not_yet_treated});
    ASSERT_TRUE(never);
    ASSERT_TRUE(notyet);
    EXPECT_EQ(never->units, published.expected["units"].get<std::size_t>());
    const std::string file = "expected_att_gt.csv";
    const auto group = published.numbers(file, "group"), time = published.numbers(file, "time");
    std::size_t found = 0;
    for (std::size_t k = 0; k < group.size(); ++k) {
        for (const auto& [result, name] : {std::pair{&*never, "never"}, std::pair{&*notyet, "notyet"}}) {
            for (const auto& entry : result->effects) {
                if (static_cast<double>(entry.group) + 2003 != group[k] ||
                    static_cast<double>(entry.time) + 2003 != time[k])
                    continue;
                ++found;
                EXPECT_NEAR(entry.effect->att, published.numbers(file, std::string{"att_"} + name)[k], 1e-8);
                EXPECT_NEAR(entry.effect->se, published.numbers(file, std::string{"se_analytic_"} + name)[k],
                            1e-8);
            }
        }
    }
    EXPECT_EQ(found, 2 * group.size());
    const auto vignette = published.expected["published_vignette"]["att"].get<std::vector<double>>();
    ASSERT_EQ(vignette.size(), never->effects.size());
    for (std::size_t k = 0; k < vignette.size(); ++k)
        EXPECT_NEAR(never->effects[k].effect->att, vignette[k], 5.1e-5);
}

TEST_F(Minimum500, Averages) {
    const auto found = staggered_differences(panel, {});
    ASSERT_TRUE(found);
    const auto& wanted = published.expected["aggregations_never"];
    EXPECT_NEAR(found->simple->att, wanted["simple"].get<double>(), 1e-8);
    const auto expect_table = [](const Averages& table, const nlohmann::json& by, int from) {
        EXPECT_EQ(table.entries.size(), by.size());
        for (const auto& [key, effect] : table.entries)
            EXPECT_NEAR(effect.att, by[std::to_string(key + from)].get<double>(), 1e-8) << key;
    };
    expect_table(found->dynamic, wanted["dynamic"], 0);
    expect_table(found->group, wanted["group"], 2003);
    expect_table(found->calendar, wanted["calendar"], 2003);
    EXPECT_NEAR(found->dynamic.overall->att, wanted["dynamic_overall_post"].get<double>(), 1e-8);
    EXPECT_NEAR(found->group.overall->att, wanted["group_overall"].get<double>(), 1e-8);
    EXPECT_NEAR(*found->two_way, published.expected["twfe_static"].get<double>(), 1e-8);
    for (const auto& entry : found->effects) EXPECT_LE(entry.effect->band_low, entry.effect->low);
}

// Two way fixed effects against the regression on indicators.
TEST(Staggered, TheTwoWayRegressionIsThatOfIndicators) {
    const auto panel = drawn(2);
    const auto found = staggered_differences(panel, {});
    ASSERT_TRUE(found);
    const std::size_t n = panel.first_treated.size();
    Design design{n + 6, {}};
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t t = 0; t < 6; ++t) {
            std::vector<double> row(n + 6);
            row[i] = 1;
            if (t > 0) row[n + t - 1] = 1;
            row[n + 5] = panel.first_treated[i] && t >= *panel.first_treated[i] ? 1 : 0;
            design.rows.push_back(row);
        }
    const auto fit =
        weighted_least_squares(design, panel.outcomes, std::vector<double>(panel.outcomes.size(), 1));
    EXPECT_NEAR(*found->two_way, fit.coefficients[n + 5], 1e-8);
}

TEST(Staggered, TwoGroupsAndTwoPeriodsAreTheSimpleDifference) {
    const Panel panel{2, {1, 4, 2, 4, 3, 3, 5, 6, 4, 7}, {1, 1, std::nullopt, std::nullopt, std::nullopt}};
    const auto found = staggered_differences(panel, {.replicates = 0});
    ASSERT_TRUE(found);
    const auto plain = two_by_two(std::vector<double>{3, 2}, std::vector<double>{0, 1, 3});
    EXPECT_NEAR(found->effects[0].effect->att, 2.5 - 4.0 / 3, 1e-12);
    EXPECT_NEAR(plain->att, found->effects[0].effect->att, 1e-12);
    EXPECT_NEAR(plain->se, found->effects[0].effect->se, 1e-12);
    EXPECT_NEAR(*found->two_way, plain->att, 1e-12);
    EXPECT_NEAR(found->simple->att, plain->att, 1e-12);
}

// The influence function of an average against leaving each unit out (the jackknife).
TEST(Staggered, StandardErrorsOfAveragesAgreeWithTheJackknife) {
    const auto panel = drawn(5);
    const auto found = staggered_differences(panel, {});
    ASSERT_TRUE(found);
    const std::size_t n = panel.first_treated.size();
    std::vector<double> without;
    double mean = 0;
    for (std::size_t drop = 0; drop < n; ++drop) {
        Panel less{6, {}, {}};
        for (std::size_t i = 0; i < n; ++i) {
            if (i == drop) continue;
            less.first_treated.push_back(panel.first_treated[i]);
            for (std::size_t t = 0; t < 6; ++t) less.outcomes.push_back(panel.outcomes[i * 6 + t]);
        }
        without.push_back(staggered_differences(less, {.replicates = 0})->simple->att);
        mean += without.back() / static_cast<double>(n);
    }
    double sum = 0;
    for (const double att : without) sum += (att - mean) * (att - mean);
    const double jackknife = std::sqrt(sum * static_cast<double>(n - 1) / static_cast<double>(n));
    EXPECT_NEAR(found->simple->se / jackknife, 1, 0.1);
    EXPECT_NEAR(found->simple->att, -2, 4 * found->simple->se);
}

TEST(Staggered, SaysWhyNot) {
    EXPECT_EQ(staggered_differences({2, {1, 2, 3, 4}, {std::nullopt, std::nullopt}}, {}).error(),
              Why::too_few_values);
    EXPECT_EQ(staggered_differences({2, {1, 2, 3, 4}, {1, 1}}, {}).error(), Why::too_few_values);
    EXPECT_EQ(staggered_differences({2, {1, 2, 3, 4}, {0, 0}}, {}).error(), Why::too_few_values);
    EXPECT_EQ(staggered_differences({2, {1, std::nan(""), 3, 4}, {1, std::nullopt}}, {}).error(),
              Why::not_a_count);
    const auto all_treated = staggered_differences({3, {1, 2, 3, 2, 3, 5, 1, 1, 1}, {1, 2, 2}},
                                                   {.comparison = Comparison::not_yet_treated});
    ASSERT_TRUE(all_treated);
    EXPECT_TRUE(all_treated->effects[0].effect);
    EXPECT_EQ(all_treated->effects[1].effect.error(), Why::too_few_values);
    EXPECT_EQ(two_by_two(std::vector<double>{1}, std::vector<double>{1, 2}).error(), Why::too_few_values);
}
