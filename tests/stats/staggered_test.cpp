#include "stats/staggered.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>

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

namespace {

// The slow twin: the influence of each unit on each effect as its definition says, drawn unit by unit.
struct EachUnit {
    const Panel& panel;
    Comparison comparison;
    std::size_t n = panel.first_treated.size();

    struct Moved {
        double att = 0;
        std::vector<double> by;
    };
    double share(std::size_t g) const {
        return static_cast<double>(std::count(panel.first_treated.begin(), panel.first_treated.end(), g)) /
               static_cast<double>(n);
    }
    Moved effect(std::size_t g, std::size_t t) const {
        const std::size_t base = t >= g ? g - 1 : t - 1;
        double sum[2]{}, units[2]{};
        std::vector<int> side(n, -1);
        std::vector<double> change(n);
        for (std::size_t i = 0; i < n; ++i) {
            const auto first = panel.first_treated[i];
            if (first == g)
                side[i] = 0;
            else if (!first || (comparison == Comparison::not_yet_treated && *first > std::max(t, base)))
                side[i] = 1;
            change[i] = panel.outcomes[i * panel.periods + t] - panel.outcomes[i * panel.periods + base];
            if (side[i] >= 0) sum[side[i]] += change[i], units[side[i]] += 1;
        }
        Moved out{sum[0] / units[0] - sum[1] / units[1], std::vector<double>(n)};
        for (std::size_t i = 0; i < n; ++i)
            if (const int s = side[i]; s >= 0)
                out.by[i] =
                    (s == 0 ? 1 : -1) * (change[i] - sum[s] / units[s]) * static_cast<double>(n) / units[s];
        return out;
    }
    Moved by_share(const std::vector<std::size_t>& groups, const std::vector<Moved>& parts) const {
        double total = 0;
        for (const auto g : groups) total += share(g);
        Moved out{0, std::vector<double>(n)};
        for (std::size_t k = 0; k < parts.size(); ++k) out.att += share(groups[k]) / total * parts[k].att;
        for (std::size_t k = 0; k < parts.size(); ++k)
            for (std::size_t i = 0; i < n; ++i)
                out.by[i] += share(groups[k]) / total * parts[k].by[i] +
                             ((panel.first_treated[i] == groups[k]) - share(groups[k])) / total *
                                 (parts[k].att - out.att);
        return out;
    }
    // The standard errors, and after them how many of them the band reaches.
    std::vector<double> errors_and_reach(const std::vector<Moved>& parts, const StaggeredModel& model,
                                         std::string_view name) const {
        std::vector<double> out, largest;
        for (const auto& part : parts) {
            double squares = 0;
            for (const double psi : part.by) squares += psi * psi;
            out.push_back(std::sqrt(squares) / static_cast<double>(n));
        }
        const double root5 = std::sqrt(5.0);
        for (int r = 0; r < model.replicates; ++r) {
            Random random{model.seed, stream_of(name) + static_cast<std::uint64_t>(r)};
            std::vector<double> draw(n);
            for (double& v : draw) v = (1 + (random.chance((root5 + 1) / (2 * root5)) ? -root5 : root5)) / 2;
            double most = 0;
            for (std::size_t k = 0; k < parts.size(); ++k) {
                double sum = 0;
                for (std::size_t i = 0; i < n; ++i) sum += draw[i] * parts[k].by[i];
                most = std::max(most, std::abs(sum) / (out[k] * static_cast<double>(n)));
            }
            largest.push_back(most);
        }
        std::sort(largest.begin(), largest.end());
        out.push_back(
            largest[static_cast<std::size_t>(std::ceil(0.95 * static_cast<double>(largest.size()))) - 1]);
        return out;
    }
};

void expect_same(const Effect& found, double att, double se, double reach) {
    EXPECT_NEAR(found.att, att, 1e-11);
    EXPECT_NEAR(found.se, se, 1e-11);
    EXPECT_NEAR(found.band_high - found.att, std::max(reach, 1.959963984540054) * se, 1e-10);
    EXPECT_NEAR(found.att - found.band_low, std::max(reach, 1.959963984540054) * se, 1e-10);
}

}  // namespace

TEST(Staggered, ErrorsAndBandsAreThoseOfDrawingUnitByUnit) {
    for (const auto comparison : {Comparison::never_treated, Comparison::not_yet_treated}) {
        const auto panel = drawn(9);
        const StaggeredModel model{.comparison = comparison, .seed = 4, .replicates = 99};
        const auto found = staggered_differences(panel, model);
        ASSERT_TRUE(found);
        const EachUnit twin{panel, comparison};

        std::vector<EachUnit::Moved> all;
        std::map<std::ptrdiff_t, std::pair<std::vector<std::size_t>, std::vector<EachUnit::Moved>>> by_lag,
            by_group;
        for (const auto& one : found->effects) {
            if (!one.effect) continue;
            all.push_back(twin.effect(one.group, one.time));
            const auto add = [&](auto& to) {
                to.first.push_back(one.group), to.second.push_back(all.back());
            };
            add(by_lag[static_cast<std::ptrdiff_t>(one.time) - static_cast<std::ptrdiff_t>(one.group)]);
            if (one.time >= one.group) add(by_group[static_cast<std::ptrdiff_t>(one.group)]);
        }
        auto errors = twin.errors_and_reach(all, model, "group-time");
        std::size_t k = 0;
        for (const auto& one : found->effects)
            if (one.effect) expect_same(*one.effect, all[k].att, errors[k], errors.back()), ++k;
        EXPECT_EQ(k, all.size());
        EXPECT_GT(k, panel.periods);

        for (const auto& [by, table, name] : {std::tuple{&by_lag, &found->dynamic, "dynamic"},
                                              std::tuple{&by_group, &found->group, "group"}}) {
            std::vector<EachUnit::Moved> entries;
            for (const auto& [key, parts] : *by) entries.push_back(twin.by_share(parts.first, parts.second));
            errors = twin.errors_and_reach(entries, model, name);
            ASSERT_EQ(table->entries.size(), entries.size());
            for (std::size_t e = 0; e < entries.size(); ++e)
                expect_same(table->entries[e].second, entries[e].att, errors[e], errors.back());
        }
    }
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
