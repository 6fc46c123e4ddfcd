#include "stats/level_trend.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "stats/glm.hpp"
#include "stats/random.hpp"

using namespace atalaya::stats;

namespace {

struct Made {
    std::vector<double> y, log_y, log_start, offset, population, weights;
    std::vector<std::uint32_t> group, time;
    std::uint32_t groups{};

    void add(double count, std::uint32_t of, std::uint32_t at) {
        y.push_back(count);
        log_y.push_back(count > 0 ? log_same(count) : 0);
        log_start.push_back(log_same(count + 0.1));
        group.push_back(of);
        time.push_back(at);
        groups = std::max(groups, of + 1);
    }
    LevelTrendRows rows() const {
        return {.y = y,
                .log_y = log_y,
                .log_start = log_start,
                .group = group,
                .time = time,
                .groups = groups,
                .offset = offset,
                .exp_offset = population,
                .weights = weights};
    }
    // The same rows for fit_glm: a column of ones, the time, a column for each group but the first.
    Regressors columns(bool trend) const {
        Regressors x{1 + trend + groups - 1, {}};
        for (std::size_t i = 0; i < y.size(); ++i) {
            std::vector<double> row{1};
            if (trend) row.push_back(time[i]);
            for (std::uint32_t g = 1; g < groups; ++g) row.push_back(group[i] == g);
            x.add(row);
        }
        return x;
    }
};

// Weeks with gaps, periods of a year, a trend that some seeds make steep, zeros, and for some a population and weights.
Made made(std::uint64_t seed) {
    Random random{seed, stream_of("level_trend")};
    Made out;
    const double level = random.uniform(-1, 4), growth = random.uniform(-0.02, 0.02);
    for (std::uint32_t t = 40; t < 240; ++t) {
        if (random.chance(0.2)) continue;
        const std::uint32_t g = t % 52 / 9;
        const double people = random.uniform(500, 3000);
        out.add(static_cast<double>(random.poisson(std::exp(level + growth * t + 0.2 * g))), g, t);
        if (seed % 3 == 0) {
            out.population.push_back(people);
            out.offset.push_back(log_same(people));
        }
        if (seed % 2 == 0) out.weights.push_back(random.uniform(0.1, 1.5));
    }
    return out;
}

}  // namespace

// The slow twin: the same steps on columns.
TEST(LevelTrend, IsTheFitOfItsColumns) {
    for (std::uint64_t seed = 1; seed <= 40; ++seed)
        for (const bool trend : {false, true}) {
            const Made data = made(seed);
            const auto fit = fit_level_trend(data.rows(), trend);
            const auto twin =
                fit_glm(data.columns(trend), data.y, {.early_stop = true}, data.offset, data.weights);
            ASSERT_EQ(fit.has_value(), twin.has_value()) << seed;
            if (!fit) continue;
            EXPECT_EQ(fit->iterations, twin->iterations) << seed;
            EXPECT_NEAR(fit->dispersion, twin->dispersion, 1e-9 * twin->dispersion) << seed;
            EXPECT_EQ(fit->freedom, twin->freedom) << seed;
            EXPECT_NEAR(fit->deviance, twin->deviance, 1e-9 * (1 + twin->deviance)) << seed;
            for (std::size_t i = 0; i < data.y.size(); ++i) {
                EXPECT_NEAR(fit->fitted[i], twin->fitted[i], 1e-9 * (1 + twin->fitted[i])) << seed;
                EXPECT_NEAR(fit->leverage[i], twin->leverage[i], 1e-9) << seed;
            }
            if (trend) {
                EXPECT_NEAR(fit->trend, twin->coefficients[1], 1e-9) << seed;
                EXPECT_NEAR(std::sqrt(1 / fit->spread), twin->se(1), 1e-9) << seed;
            }
            // Of a later week of group 2.
            std::vector<double> row{1};
            if (trend) row.push_back(250);
            for (std::uint32_t g = 1; g < data.groups; ++g) row.push_back(g == 2);
            const auto later = predict(*twin, Family::poisson, row);
            EXPECT_NEAR(fit->eta_at(2, 250), later.eta, 1e-8) << seed;
            EXPECT_NEAR(std::sqrt(fit->variance_at(2, 250)), later.se, 1e-8 * (1 + later.se)) << seed;
        }
}

// Without a trend the level is the logarithm of the mean of its group, and its leverage a share of one.
TEST(LevelTrend, WithoutATrendTheLevelsAreMeans) {
    Made data;
    for (const double y : {2.0, 3.0, 7.0}) data.add(y, 0, 5);
    for (const double y : {10.0, 30.0}) data.add(y, 1, 6);
    const auto fit = *fit_level_trend(data.rows(), false);
    EXPECT_NEAR(fit.levels[0], std::log(4), 1e-7);
    EXPECT_NEAR(fit.levels[1], std::log(20), 1e-7);
    EXPECT_NEAR(fit.leverage[0], 1.0 / 3, 1e-7);
    EXPECT_NEAR(fit.leverage[4], 1.0 / 2, 1e-7);
    EXPECT_NEAR(fit.dispersion, ((4 + 1 + 9) / 4.0 + (100 + 100) / 20.0) / 3,
                1e-3);  // weights of the last step
}

TEST(LevelTrend, ATrendTooSteepForPowersIsFittedAllTheSame) {
    Made data;
    for (const std::uint32_t t : {0u, 1u, 2u, 4000u})
        data.add(t == 4000 ? 0 : std::round(50 * std::exp(-0.3 * t)), 0, t);
    const auto fit = fit_level_trend(data.rows(), true);
    const auto twin = fit_glm(data.columns(true), data.y, {.early_stop = true});
    ASSERT_EQ(fit.has_value(), twin.has_value());
    const auto flat = curve_exponentials(data.rows(), std::vector<double>{2.0}, -0.2);
    for (std::size_t i = 0; i < flat.size(); ++i) EXPECT_EQ(flat[i], exp_same(2.0 - 0.2 * data.time[i]));
}

TEST(LevelTrend, SaysWhyNot) {
    Made one_time, zeros, few;
    for (const double y : {2.0, 3.0, 7.0}) one_time.add(y, 0, 5);
    for (std::uint32_t t = 0; t < 5; ++t) zeros.add(0, 0, t);
    few.add(3, 0, 1);
    few.add(4, 0, 2);
    EXPECT_EQ(fit_level_trend(one_time.rows(), true).error(), Why::singular);
    EXPECT_EQ(fit_level_trend(zeros.rows(), false).error(), Why::no_events);
    EXPECT_EQ(fit_level_trend(few.rows(), true).error(), Why::too_few_values);
}
