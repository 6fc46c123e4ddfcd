#include "stats/points/quartic_nodes.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "stats/points/density.hpp"
#include "stats/points/quartic_sums.hpp"
#include "stats/random.hpp"

using namespace atalaya;
using namespace atalaya::stats;

namespace {

std::vector<double> every(double step, int cells) {
    std::vector<double> out;
    for (int c = 0; c < cells; ++c) out.push_back(step * (c + 0.5));
    return out;
}

struct Heard {
    std::vector<Planar> points;
    std::vector<double> weights;
};
// Anywhere, in one heap, at one place, and some that no cell is in reach of.
Heard some_points(std::uint64_t seed, double width, double height) {
    Random random{seed, 12};
    Heard out;
    for (int i = 0; i < 1500; ++i) {
        const bool heap = i % 3 == 0;
        out.points.push_back(
            {heap ? random.uniform(0.5, 0.52) * width : random.uniform(-0.3, 1.3) * width,
             heap ? random.uniform(0.2, 0.22) * height : random.uniform(-0.3, 1.3) * height});
        out.weights.push_back(random.uniform(0, 2));
    }
    for (int i = 0; i < 40; ++i) out.points[static_cast<std::size_t>(i)] = {0.7 * width, 0.7 * height};
    out.points.front() = {1e9, -1e12};
    return out;
}

// What the header says: of a point by where the 4 x 4 cells about it lie.
struct Sum {
    double all = 0, bound = 0;
};
Sum slow(const Heard& heard, Planar u, double step_x, double step_y, double radius) {
    const double rx = radius / step_x, ry = radius / step_y, r = std::min(rx, ry);
    Sum sum;
    for (std::size_t i = 0; i < heard.points.size(); ++i) {
        const double x = (heard.points[i].x - u.x) / step_x, y = (heard.points[i].y - u.y) / step_y;
        const auto t = [&](double dx, double dy) { return 1 - dx * dx / (rx * rx) - dy * dy / (ry * ry); };
        int inside = t(x, y) > 0;
        for (int a = -1; a <= 2; ++a)
            for (int b = -1; b <= 2; ++b) inside += t(std::floor(x) + a, std::floor(y) + b) > 0;
        if (inside == 0) continue;
        const double own = std::max(0.0, t(x, y));
        sum.all += heard.weights[i] * own * own;
        sum.bound += heard.weights[i] * ((inside == 17 ? 1.3 / std::pow(r, 4) : 0.4 / (r * r)) + 2e-6);
    }
    return sum;
}

}  // namespace

// The slow twin: every pair, and what each may be off by.
TEST(QuarticNodes, AreAsNearToTheSumOfAllPairsAsTheySay) {
    for (const auto& [step_x, step_y, radius] : {std::tuple{20.0, 20.0, 330.0}, {10.0, 14.0, 301.7}}) {
        const auto xs = every(step_x, 130), ys = every(step_y, 70);
        const auto heard = some_points(5, 130 * step_x, 70 * step_y);
        const auto found = quartic_by_nodes(heard.points, heard.weights, xs, ys, radius);
        ASSERT_EQ(found.size(), xs.size() * ys.size());
        double farthest = 0;
        for (std::size_t cell = 0; cell < found.size(); cell += 31) {
            const Planar u{xs[cell % xs.size()], ys[cell / xs.size()]};
            const auto [sum, bound] = slow(heard, u, step_x, step_y, radius);
            EXPECT_LE(std::abs(found[cell] - sum), bound + 1e-12) << u.x << ' ' << u.y;
            farthest = std::max(farthest, std::abs(found[cell] - sum));
        }
        EXPECT_GT(farthest, 1e-9) << "laid on cells, not added by pairs";
    }
}

// Of a point at the centre of a cell nothing is interpolated.
TEST(QuarticNodes, OfACentreAreTheKernelItself) {
    const auto xs = every(1, 60), ys = every(1, 50);
    const std::vector<Planar> one{{30.5, 20.5}};
    const auto found = quartic_by_nodes(one, std::vector<double>{3}, xs, ys, 17);
    EXPECT_NEAR(found[20 * 60 + 30], 3, 1e-6);
    EXPECT_NEAR(found[20 * 60 + 40], 3 * std::pow(1 - 100.0 / 289, 2), 1e-6);
    EXPECT_EQ(found[20 * 60 + 47], 0);
    EXPECT_EQ(found[37 * 60 + 30], 0);
}

// Many points on small cells are laid; fewer are added in groups or each.
TEST(QuarticNodes, AreUsedWhereTheyAreQuickAndSaidSo) {
    const Window window{{0, 0}, {100, 100}};
    Random random{3};
    std::vector<Planar> points(30'000);
    for (auto& p : points) p = {random.uniform(0, 100), random.uniform(0, 100)};
    const auto added = [&](std::size_t n, double radius) {
        return density_map(std::span{points}.first(n), window, {100, 100}, Quartic{radius},
                           EdgeCorrection::none, false)
            ->added;
    };
    EXPECT_EQ(added(30'000, 20), Added::on_cells);
    EXPECT_EQ(added(30'000, 12), Added::in_groups);
    EXPECT_EQ(added(100, 20), Added::each_pair);
}
