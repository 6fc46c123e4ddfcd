#include "stats/structural_breaks.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "stats/random.hpp"

using namespace atalaya::stats;

namespace {

Design ones(std::size_t n) {
    return {1, std::vector<std::vector<double>>(n, std::vector<double>{1})};
}

Design line(std::size_t n) {
    Design design{2, {}};
    for (std::size_t i = 0; i < n; ++i) design.rows.push_back({1, static_cast<double>(i)});
    return design;
}

// Residual sum of squares of y on 1 and t, by the textbook's sums.
double rss_of_line(std::span<const double> y, std::size_t first, std::size_t past_end) {
    const auto n = static_cast<double>(past_end - first);
    double st = 0, sy = 0, stt = 0, sty = 0, syy = 0;
    for (std::size_t i = first; i < past_end; ++i) {
        const auto t = static_cast<double>(i);
        st += t, sy += y[i], stt += t * t, sty += t * y[i], syy += y[i] * y[i];
    }
    const double slope = (sty - st * sy / n) / (stt - st * st / n);
    return syy - sy * sy / n - slope * (sty - st * sy / n);
}

std::vector<double> noise(std::uint64_t seed, std::size_t n) {
    Random random{seed, stream_of("structural-breaks")};
    std::vector<double> out;
    for (std::size_t i = 0; i < n; ++i) out.push_back(random.uniform() + random.uniform() - 1);
    return out;
}

}  // namespace

TEST(StructuralBreaks, AreThoseOfTryingEveryPairOfBreaks) {
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
        auto y = noise(seed, 30);
        for (std::size_t i = 9; i < 19; ++i) y[i] += 1.5 - 0.1 * static_cast<double>(i);
        const auto found = structural_breaks(y, {line(30), 5, 2});
        double best = 1e300;
        std::vector<std::size_t> at;
        for (std::size_t a = 5; a <= 20; ++a) {
            for (std::size_t b = a + 5; b <= 25; ++b) {
                const double total = rss_of_line(y, 0, a) + rss_of_line(y, a, b) + rss_of_line(y, b, 30);
                if (total >= best) continue;
                best = total;
                at = {a, b};
            }
        }
        EXPECT_NEAR(found.rss[2], best, 1e-9) << seed;
        EXPECT_EQ(found.at[2], at) << seed;
        EXPECT_NEAR(found.rss[0], rss_of_line(y, 0, 30), 1e-9) << seed;
    }
}

TEST(StructuralBreaks, NoMoreThanTheSegmentsHaveRoomFor) {
    const auto found = structural_breaks(noise(1, 20), {ones(20), 8, 5});
    EXPECT_EQ(found.rss.size(), 2U);
    EXPECT_EQ(found.chosen, 0U);
}

// A programme that began half way is 0 in every stretch before.
TEST(StructuralBreaks, AreNoneWhereARegressorDoesNotVaryWithinAStretch) {
    const auto y = noise(3, 40);
    Design design = ones(40);
    design.columns = 2;
    for (std::size_t i = 0; i < 40; ++i) design.rows[i].push_back(i < 20 ? 0.0 : 1.0);
    EXPECT_TRUE(structural_breaks(y, {design, 6, 2}).rss.empty());
    for (std::size_t i = 0; i < 40; ++i) design.rows[i][1] = static_cast<double>(i % 3);
    EXPECT_EQ(structural_breaks(y, {design, 6, 2}).rss.size(), 3u);
}

TEST(StructuralBreaks, TheIntervalHoldsTheBreak) {
    int held = 0, wide = 0;
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        auto y = noise(seed, 80);
        for (std::size_t i = 40; i < 80; ++i) y[i] += 0.5;
        const BreakModel model{ones(80), 12, 1};
        const auto found = structural_breaks(y, model);
        const auto interval = break_intervals(y, model, found.at[1], 0.95)[0];
        ASSERT_TRUE(interval);
        held += interval->low <= 40 && 40 <= interval->high ? 1 : 0;
        wide += interval->high - interval->low > 2 ? 1 : 0;
    }
    EXPECT_GE(held, 184);  // 92 %
    EXPECT_GT(wide, 100);  // and not by being trivial
}

// Bai 1997: symmetric where both sides are alike, half on either side of 0; 7 to 8 is the 97.5 % point, of 11.
TEST(BreakDate, IsADistribution) {
    EXPECT_NEAR(break_date_cdf(0, 1, 1, 1), 0.5, 1e-12);
    for (const double x : {0.5, 2.0, 7.0, 11.0})
        EXPECT_NEAR(break_date_cdf(x, 1, 1, 1) + break_date_cdf(-x, 1, 1, 1), 1, 1e-10) << x;
    EXPECT_NEAR(break_date_cdf(7.7, 1, 1, 1), 0.95, 0.002);
    EXPECT_NEAR(break_date_cdf(11.0, 1, 1, 1), 0.975, 0.002);
    for (const double xi : {0.3, 1.0, 4.0}) {
        double before = 0;
        for (double x = -60; x <= 60; x += 0.5) {
            const double now = break_date_cdf(x, xi, 1, 1.7);
            EXPECT_GE(now, before - 1e-9) << xi << " at " << x;
            before = now;
        }
        EXPECT_LT(break_date_cdf(-2000, xi, 1, 1.7), 1e-6);
        EXPECT_GT(break_date_cdf(2000, xi, 1, 1.7), 1 - 1e-6);
    }
}
