#include "stats/synthetic_control.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "stats/published_case.hpp"
#include "stats/random.hpp"

using namespace atalaya::stats;

namespace {

class Proposition99 : public testing::Test {
  protected:
    void SetUp() override {
        SKIP_WITHOUT(published);
        const auto table = published.words("smoking.csv");
        const auto& state = table.at("state");
        const auto column = [&](const char* name) {
            return published.numbers("smoking.csv", name, std::nan(""));
        };
        const auto year = column("year"), sales = column("cigsale"), income = column("lnincome"),
                   beer = column("beer"), young = column("age15to24"), price = column("retprice");
        std::map<std::string, std::size_t> index;
        for (const auto& name : state)
            if (index.emplace(name, index.size()).second) names.push_back(name);
        panel = {names.size(),
                 31,
                 7,
                 std::vector<double>(names.size() * 31),
                 std::vector<double>(names.size() * 7),
                 index.at("California"),
                 19};
        std::vector<double> count(names.size() * 7);
        const auto add = [&](std::size_t unit, std::size_t k, double value) {
            if (std::isnan(value)) return;
            panel.values[unit * 7 + k] += value;
            count[unit * 7 + k] += 1;
        };
        for (std::size_t i = 0; i < state.size(); ++i) {
            const std::size_t unit = index.at(state[i]);
            panel.outcomes[unit * 31 + static_cast<std::size_t>(year[i] - 1970)] = sales[i];
            if (year[i] >= 1980 && year[i] <= 1988) {
                add(unit, 0, income[i]);
                add(unit, 1, price[i]);
                add(unit, 2, young[i]);
            }
            if (year[i] >= 1984 && year[i] <= 1988) add(unit, 3, beer[i]);
            if (year[i] == 1975) add(unit, 4, sales[i]);
            if (year[i] == 1980) add(unit, 5, sales[i]);
            if (year[i] == 1988) add(unit, 6, sales[i]);
        }
        for (std::size_t k = 0; k < count.size(); ++k) panel.values[k] /= count[k];
    }
    PublishedCase published{"synth_california_prop99"};
    std::vector<std::string> names;
    SyntheticPanel panel;
};

double norm_of(std::span<const double> points, std::size_t d, const std::vector<double>& w) {
    double sum = 0;
    for (std::size_t i = 0; i < d; ++i) {
        double x = 0;
        for (std::size_t j = 0; j < w.size(); ++j) x += w[j] * points[j * d + i];
        sum += x * x;
    }
    return sum;
}

}  // namespace

TEST_F(Proposition99, WeightsAndGaps) {
    const auto found = synthetic_control(panel);
    ASSERT_TRUE(found);
    const auto& accept = published.expected["acceptance"];
    const auto& paper = published.expected["published"];
    EXPECT_LE(found->before, accept["pre_mspe_max"].get<double>());
    double sum = 0;
    for (std::size_t i = 0; i < names.size(); ++i) {
        sum += found->weights[i];
        EXPECT_NEAR(found->weights[i], paper["weights"].value(names[i], 0.0),
                    accept["weights_abs"].get<double>())
            << names[i];
    }
    EXPECT_NEAR(sum, 1, 1e-12);
    const auto& arithmetic = published.expected["gap_with_published_weights"];
    EXPECT_NEAR(found->mean_gap, arithmetic["mean_gap_1989_2000"].get<double>(),
                accept["mean_gap_abs"].get<double>());
    EXPECT_NEAR(found->gap[30], arithmetic["gap_2000"].get<double>(), 1.5);
}

TEST_F(Proposition99, CaliforniaRanksFirst) {
    const auto found = placebo_controls(panel, 2);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->rank, 1U);
    EXPECT_NEAR(found->p, published.expected["published"]["p_rank"].get<double>(), 1e-12);
    EXPECT_GT(*found->ratios[panel.treated], 100);
}

// No weights on the simplex come nearer: against many drawn ones and the optimality condition.
TEST(SyntheticControl, TheLeastNormIsLeast) {
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        Random random{seed, stream_of("hull")};
        const std::size_t d = 1 + seed % 5, n = 1 + seed % 11;
        std::vector<double> points;
        for (std::size_t k = 0; k < n * d; ++k)
            points.push_back(seed % 3 == 0 ? std::floor(random.uniform(-3, 4)) : random.uniform(-1, 3));
        if (seed % 7 == 0)
            for (std::size_t i = 0; i < d; ++i) points.push_back(points[i]);  // the same point twice
        const auto w = least_norm_weights(points, d);
        double sum = 0;
        for (const double weight : w) {
            EXPECT_GE(weight, 0);
            sum += weight;
        }
        EXPECT_NEAR(sum, 1, 1e-12);
        const double least = norm_of(points, d, w);
        // <x, p_j> >= <x, x> for every point
        for (std::size_t j = 0; j < w.size(); ++j) {
            double along = 0;
            for (std::size_t i = 0; i < d; ++i) {
                double x = 0;
                for (std::size_t k = 0; k < w.size(); ++k) x += w[k] * points[k * d + i];
                along += x * points[j * d + i];
            }
            EXPECT_GE(along, least - 1e-9) << seed;
        }
    }
}

// A treated unit that is the mean of two donors until the measure takes 5 from it.
TEST(SyntheticControl, FindsTheDonorsItIsMadeOf) {
    Random random{2, stream_of("synthetic")};
    SyntheticPanel panel{6, 20, 3, std::vector<double>(120), std::vector<double>(18), 5, 12};
    for (std::size_t i = 0; i < 5; ++i) {
        for (std::size_t t = 0; t < 20; ++t) panel.outcomes[i * 20 + t] = 50 + 10 * random.normal();
        for (std::size_t k = 0; k < 3; ++k) panel.values[i * 3 + k] = panel.outcomes[i * 20 + 3 * k];
    }
    for (std::size_t t = 0; t < 20; ++t)
        panel.outcomes[100 + t] =
            0.5 * panel.outcomes[20 + t] + 0.5 * panel.outcomes[60 + t] - (t >= 12 ? 5 : 0);
    for (std::size_t k = 0; k < 3; ++k) panel.values[15 + k] = panel.outcomes[100 + 3 * k];
    const auto found = synthetic_control(panel);
    ASSERT_TRUE(found);
    EXPECT_NEAR(found->weights[1], 0.5, 1e-4);
    EXPECT_NEAR(found->weights[3], 0.5, 1e-4);
    EXPECT_NEAR(found->mean_gap, -5, 1e-2);
    const auto one = placebo_controls(panel, 1), three = placebo_controls(panel, 3);
    for (std::size_t i = 0; i < 6; ++i) EXPECT_EQ(*one->ratios[i], *three->ratios[i]);
    EXPECT_EQ(one->rank, 1U);
}

// Without predictors W is the least squares over the periods before: no other blend of the donors is nearer.
TEST(SyntheticControl, WithoutPredictorsNoBlendIsNearerBefore) {
    Random random{5, stream_of("synthetic")};
    SyntheticPanel panel{6, 12, 0, {}, {}, 0, 8};
    for (std::size_t i = 0; i < 6; ++i)
        for (std::size_t t = 0; t < 12; ++t)
            panel.outcomes.push_back(50 + static_cast<double>(i * t) / 3 + 4 * random.normal());
    const auto found = synthetic_control(panel);
    ASSERT_TRUE(found);
    const auto before = [&](const std::vector<double>& weights) {
        double sum = 0;
        for (std::size_t t = 0; t < 8; ++t) {
            double gap = panel.outcomes[t];
            for (std::size_t i = 1; i < 6; ++i) gap -= weights[i] * panel.outcomes[i * 12 + t];
            sum += gap * gap / 8;
        }
        return sum;
    };
    EXPECT_NEAR(found->before, before(found->weights), 1e-9);
    // Convex: it is enough that no step from one donor to another lowers it.
    for (std::size_t from = 1; from < 6; ++from) {
        for (std::size_t to = 1; to < 6; ++to) {
            if (found->weights[from] < 1e-6 || from == to) continue;
            auto moved = found->weights;
            const double step = std::min(1e-3, moved[from]);
            moved[from] -= step;
            moved[to] += step;
            EXPECT_GE(before(moved), found->before - 1e-12) << from << " to " << to;
        }
    }
    EXPECT_TRUE(placebo_controls(panel));
}

TEST(SyntheticControl, SaysWhyNot) {
    const SyntheticPanel flat{3, 2, 1, {1, 2, 1, 2, 1, 3}, {4, 4, 4}, 0, 1};
    EXPECT_EQ(synthetic_control(flat).error(), Why::singular);
    const SyntheticPanel still{3, 2, 0, {4, 1, 4, 2, 4, 3}, {}, 0, 1};
    EXPECT_EQ(synthetic_control(still).error(), Why::singular);
    EXPECT_EQ(synthetic_control(still, {}).error(), Why::too_few_values);
    auto two = flat;
    two.units = 2;
    two.outcomes.resize(4);
    two.values.resize(2);
    EXPECT_EQ(synthetic_control(two).error(), Why::too_few_values);
    auto odd = flat;
    odd.values[1] = std::nan("");
    EXPECT_EQ(synthetic_control(odd).error(), Why::not_a_count);
    auto late = flat;
    late.start = 2;
    EXPECT_EQ(synthetic_control(late).error(), Why::too_few_values);
}
