#include "stats/dispersion.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "core/error.hpp"
#include "stats/random.hpp"

using namespace atalaya;
using namespace atalaya::stats;
using std::chrono::January;
using std::chrono::year;

namespace {

const Month first = year{2015} / January;

// A season of 30 % and a level that moves by a fifth over the years.
std::vector<double> months(int n, double mean, double phi, std::uint64_t stream) {
    Random random{31, stream};
    std::vector<double> out;
    for (int i = 0; i < n; ++i) {
        const double season = 1 + 0.3 * std::sin(i * 2 * M_PI / 12);
        const double level = 1 + 0.2 * i / n;
        out.push_back(static_cast<double>(random.negative_binomial(mean * season * level, phi)));
    }
    return out;
}

std::vector<bool> all(std::size_t n) {
    return std::vector<bool>(n, true);
}

}  // namespace

TEST(Dispersion, FindsPhiOnTheAverageWhateverTheLength) {
    for (const double phi : {2.0, 4.0}) {
        for (const int n : {24, 36, 60}) {
            double sum = 0;
            constexpr int cities = 300;
            for (int i = 0; i < cities; ++i) {
                sum +=
                    estimate_dispersion(first, months(n, 80, phi, static_cast<std::uint64_t>(n * 1000 + i)),
                                        all(static_cast<std::size_t>(n)), 2)
                        .phi_in_table;
            }
            EXPECT_NEAR(sum / cities, phi, 0.05 * phi) << phi << " " << n;
        }
    }
}

TEST(Dispersion, SeasonAndSlowChangeAreNotDispersion) {
    std::vector<double> smooth;
    for (int i = 0; i < 48; ++i)
        smooth.push_back(std::round(500 * (1 + 0.5 * std::sin(i * M_PI / 6)) * (1 + 0.01 * i)));
    EXPECT_EQ(estimate_dispersion(first, smooth, all(48), 2).phi, 1);
}

TEST(Dispersion, IsNeverBelowOne) {
    EXPECT_EQ(estimate_dispersion(first, std::vector<double>(36, 50), all(36), 2).phi, 1);
}

TEST(Dispersion, WithinChanceIsOneForATestAndAsFoundForATable) {
    int within = 0;
    for (std::uint64_t i = 0; i < 200; ++i) {
        const auto d = estimate_dispersion(first, months(48, 80, 1, i), all(48), 2);
        if (d.phi_in_table > phi_within_chance) {
            EXPECT_EQ(d.phi, d.phi_in_table);
            EXPECT_EQ(d.df, d.df_in_table);
        } else {
            ++within;
            EXPECT_EQ(d.phi, 1);
            EXPECT_TRUE(std::isinf(d.df));
        }
        EXPECT_EQ(d.df_in_table, 48 - 12 - 4);
    }
    EXPECT_GT(within, 160);
}

TEST(Dispersion, FewerThanTwentyFourUsableMonthsGiveTheDefault) {
    const auto counts = months(30, 80, 4, 1);
    auto usable = all(30);
    for (int i = 0; i < 7; ++i) usable[static_cast<std::size_t>(i)] = false;
    const auto d = estimate_dispersion(first, counts, usable, 1.5);
    EXPECT_EQ(d.phi, 1.5);
    EXPECT_FALSE(d.estimated);
    EXPECT_TRUE(std::isinf(d.df));
    EXPECT_TRUE(estimate_dispersion(first, counts, all(30), 1.5).estimated);
}

TEST(Dispersion, MonthsThatAreNotUsableDoNotCount) {
    auto counts = months(48, 80, 2, 2);
    auto usable = all(48);
    const auto clean = [&] { return estimate_dispersion(first, counts, usable, 2); };
    usable[20] = usable[21] = false;
    const double before = clean().phi;
    counts[20] = 0;
    counts[21] = 5'000;
    EXPECT_EQ(clean().phi, before);
    EXPECT_EQ(clean().months, 46);
}

TEST(Dispersion, RareEventsGiveTheDefaultAndNothingFails) {
    std::vector<double> rare(60);
    rare[7] = 1;
    EXPECT_FALSE(estimate_dispersion(first, rare, all(60), 1.5).estimated);
    EXPECT_FALSE(estimate_dispersion(first, std::vector<double>(60), all(60), 1.5).estimated);
    // A month of the year without events, and a year without any.
    auto counts = months(60, 5, 1, 3);
    for (std::size_t i = 0; i < 60; i += 12) counts[i] = 0;
    for (std::size_t i = 24; i < 36; ++i) counts[i] = 0;
    const auto d = estimate_dispersion(first, counts, all(60), 1.5);
    EXPECT_TRUE(std::isfinite(d.phi));
    EXPECT_GE(d.phi, 1);
}

TEST(Dispersion, RefusesAMaskOfAnotherLength) {
    EXPECT_THROW(estimate_dispersion(first, std::vector<double>(24), all(23), 2), std::logic_error);
}
