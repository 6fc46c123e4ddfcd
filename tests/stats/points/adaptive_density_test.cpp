#include "stats/points/adaptive_density.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "stats/random.hpp"

using namespace atalaya;
using namespace atalaya::stats;

namespace {

const Window town{{0, 0}, {100, 80}};

std::vector<Planar> events() {
    Random random{6};
    std::vector<Planar> out;
    for (int i = 0; i < 30; ++i) out.push_back({20 + random.normal(0, 3), 20 + random.normal(0, 3)});
    for (int i = 0; i < 10; ++i) out.push_back({random.uniform(0, 100), random.uniform(0, 80)});
    return out;
}

double integral(const std::vector<Planar>& points, const std::vector<double>& factors, EdgeCorrection edge) {
    const auto cells = cell_centres(town, 400, 320);
    const auto found = *adaptive_density(points, factors, cells, town, {4, 5}, edge);
    double sum = 0;
    for (const double value : found) sum += value * town.area() / static_cast<double>(cells.size());
    return sum;
}

}  // namespace

TEST(AdaptiveDensity, FactorsAreThoseOfTheDefinition) {
    const auto points = events();
    const auto factors = *abramson_factors(points, town, {4, 4}, EdgeCorrection::none, 100);
    const auto pilot = [&](Planar u) {
        double sum = 0;
        for (const auto p : points)
            sum += std::exp(-((u.x - p.x) * (u.x - p.x) + (u.y - p.y) * (u.y - p.y)) / 32) /
                   (32 * std::numbers::pi);
        return sum;
    };
    double product = 1, logs = 0;
    for (const auto p : points) logs += std::log(pilot(p)) / static_cast<double>(points.size());
    for (std::size_t i = 0; i < points.size(); ++i) {
        EXPECT_NEAR(factors[i], std::sqrt(std::exp(logs) / pilot(points[i])), 1e-9);
        product *= factors[i];
    }
    EXPECT_NEAR(product, 1, 1e-9);
    const auto held = *abramson_factors(points, town, {4, 4}, EdgeCorrection::none, 1.5);
    for (std::size_t i = 0; i < points.size(); ++i) EXPECT_DOUBLE_EQ(held[i], std::min(1.5, factors[i]));
}

TEST(AdaptiveDensity, FactorsOfOneAreTheDensityOfOneWidth) {
    const auto points = events();
    const std::vector<double> ones(points.size(), 1.0);
    const auto cells = cell_centres(town, 7, 5);
    for (const auto edge : {EdgeCorrection::none, EdgeCorrection::uniform, EdgeCorrection::diggle}) {
        const auto found = *adaptive_density(points, ones, cells, town, {6, 9}, edge);
        const auto fixed = *density(points, cells, town, Gaussian{6, 9}, edge);
        for (std::size_t i = 0; i < cells.size(); ++i) EXPECT_NEAR(found[i], fixed[i], 1e-12);
    }
}

TEST(AdaptiveDensity, AddsUpToTheEventsAndIsSharperWhereTheyAre) {
    const auto points = events();
    const auto factors = *abramson_factors(points, town, {4, 5}, EdgeCorrection::diggle);
    EXPECT_NEAR(integral(points, factors, EdgeCorrection::diggle), 40, 0.01);
    EXPECT_LT(integral(points, factors, EdgeCorrection::none), 40);
    const Planar core[] = {{20, 20}};
    const double sharp = (*adaptive_density(points, factors, core, town, {4, 5}))[0];
    EXPECT_GT(sharp, (*density(points, core, town, Gaussian{4, 5}))[0]);
}

TEST(AdaptiveDensity, PointsOutsideAndNoneAreAnswers) {
    const Planar outside[] = {{50, 81}};
    EXPECT_EQ(abramson_factors(outside, town, {4, 4}, EdgeCorrection::none).error(), Why::not_a_number);
    EXPECT_EQ(abramson_factors({}, town, {4, 4}, EdgeCorrection::none).error(), Why::too_few_values);
    const double one[] = {1};
    EXPECT_EQ(adaptive_density(outside, one, outside, town, {4, 4}).error(), Why::not_a_number);
}

// The slow twin: every pair added.
TEST(AdaptiveDensity, ManyEventsAreTheSumOfEach) {
    const Window city{{0, 0}, {9000, 6000}};
    Random random{7};
    std::vector<Planar> points;
    for (int i = 0; i < 1500; ++i) {
        const double spread = i % 3 == 0 ? 40 : 600;
        const Planar p{3000 + random.normal(0, spread), 2000 + random.normal(0, spread)};
        points.push_back(city.holds(p) ? p : Planar{random.uniform(0, 9000), random.uniform(0, 6000)});
    }
    const Gaussian kernel{300, 200};
    const auto factors = *abramson_factors(points, city, kernel, EdgeCorrection::diggle);
    EXPECT_LT(std::ranges::min(factors), 0.8);
    EXPECT_GT(std::ranges::max(factors), 3);
    const auto places = cell_centres(city, 110, 73);
    for (const auto edge : {EdgeCorrection::none, EdgeCorrection::uniform, EdgeCorrection::diggle}) {
        const auto found = *adaptive_density(points, factors, places, city, kernel, edge);
        double farthest = 0;
        for (std::size_t at = 0; at < places.size(); at += 31) {
            double sum = 0, tops = 0;
            for (std::size_t i = 0; i < points.size(); ++i) {
                const Gaussian own{kernel.sd_x * factors[i], kernel.sd_y * factors[i]};
                const double weight =
                    edge == EdgeCorrection::diggle ? 1 / kernel_inside(points[i], city, own) : 1;
                const double part =
                    edge == EdgeCorrection::uniform ? kernel_inside(places[at], city, own) : 1;
                sum += weight / part * kernel_at(places[at].x - points[i].x, places[at].y - points[i].y, own);
                tops += weight * kernel_at(0, 0, own);
            }
            farthest = std::max(farthest, std::abs(found[at] - sum) / tops);
        }
        EXPECT_LT(farthest, edge == EdgeCorrection::uniform ? 1e-5 : 3e-6);
        EXPECT_GT(farthest, 1e-13) << "1,500 events and 8,030 places are more than are added one by one";
    }
}
