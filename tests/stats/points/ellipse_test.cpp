#include "stats/points/ellipse.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <vector>

#include "stats/random.hpp"

using namespace atalaya;
using namespace atalaya::stats;

namespace {

std::vector<Planar> cloud(std::uint64_t seed, double turn) {
    Random random{seed};
    std::vector<Planar> out;
    for (int i = 0; i < 200; ++i) {
        const double a = random.normal(0, 30), b = random.normal(0, 5);
        out.push_back(
            {500 + a * std::cos(turn) - b * std::sin(turn), 200 + a * std::sin(turn) + b * std::cos(turn)});
    }
    return out;
}

// The formula as CrimeStat prints it, by the angle and the spread about it.
Ellipse by_the_angle(const std::vector<Planar>& points) {
    const double n = static_cast<double>(points.size());
    double mx = 0, my = 0, xx = 0, xy = 0, yy = 0;
    for (const auto [x, y] : points) mx += x / n, my += y / n;
    for (const auto [x, y] : points)
        xx += (x - mx) * (x - mx), xy += (x - mx) * (y - my), yy += (y - my) * (y - my);
    const double theta = std::atan((xx - yy + std::sqrt((xx - yy) * (xx - yy) + 4 * xy * xy)) / (2 * xy));
    double along = 0, across = 0;
    for (const auto [x, y] : points) {
        const double dx = x - mx, dy = y - my;
        along += std::pow(dx * std::cos(theta) - dy * std::sin(theta), 2);
        across += std::pow(dx * std::sin(theta) + dy * std::cos(theta), 2);
    }
    const double a = std::sqrt(2 * along / (n - 2)), b = std::sqrt(2 * across / (n - 2));
    return {{mx, my}, std::max(a, b), std::min(a, b), 0};
}

}  // namespace

TEST(Ellipse, HasTheAxesOfTheTextbookFormula) {
    for (const double turn : {0.3, 1.2, 2.0, 2.9}) {
        const auto points = cloud(3, turn);
        const auto found = *deviational_ellipse(points);
        const auto expected = by_the_angle(points);
        EXPECT_NEAR(found.centre.x, expected.centre.x, 1e-9);
        EXPECT_NEAR(found.major, expected.major, 1e-9);
        EXPECT_NEAR(found.minor, expected.minor, 1e-9);
        EXPECT_NEAR(found.area(), std::numbers::pi * found.major * found.minor, 1e-9);
        const double bearing = std::fmod(90 - turn * 180 / std::numbers::pi + 360, 180);
        EXPECT_NEAR(found.bearing, bearing, 2) << turn;
    }
}

// Four points of a cross: sums of squares 8 and 2, so sqrt(2 8 / 2) and sqrt(2 2 / 2).
TEST(Ellipse, MatchesTheWorkedExample) {
    const Planar cross[] = {{-2, 0}, {2, 0}, {0, 1}, {0, -1}};
    const auto found = *deviational_ellipse(cross);
    EXPECT_DOUBLE_EQ(found.major, std::sqrt(8.0));
    EXPECT_DOUBLE_EQ(found.minor, std::sqrt(2.0));
    EXPECT_DOUBLE_EQ(found.bearing, 90);
    const Planar upright[] = {{0, -2}, {0, 2}, {1, 0}, {-1, 0}};
    EXPECT_DOUBLE_EQ(deviational_ellipse(upright)->bearing, 0);
}

TEST(Ellipse, OnePlaceALineAndTwoPoints) {
    const Planar same[] = {{1, 1}, {1, 1}, {1, 1}};
    EXPECT_EQ(deviational_ellipse(same)->major, 0);
    EXPECT_EQ(deviational_ellipse(same)->bearing, 0);
    const Planar line[] = {{0, 0}, {1, 1}, {2, 2}};
    EXPECT_NEAR(deviational_ellipse(line)->minor, 0, 1e-7);
    EXPECT_NEAR(deviational_ellipse(line)->bearing, 45, 1e-9);
    EXPECT_EQ(deviational_ellipse(std::span{line, 2}).error(), Why::too_few_values);
    const Planar lost[] = {{0, 0}, {1, NAN}, {2, 2}};
    EXPECT_EQ(deviational_ellipse(lost).error(), Why::not_a_number);
}
