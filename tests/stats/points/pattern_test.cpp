// Points in a window: nearest neighbours, quadrats, Ripley's K and density.
#include <gtest/gtest.h>

#include <cmath>

#include "methods/shared_golden.hpp"
#include "stats/points/density.hpp"
#include "stats/points/nearest.hpp"
#include "stats/points/quartic_sums.hpp"
#include "stats/points/ripley.hpp"
#include "stats/random.hpp"

using namespace atalaya;
using namespace atalaya::stats;

namespace {

std::vector<Planar> some_points(std::uint64_t seed, const Window& w, std::size_t n) {
    Random random{seed, 40};
    std::vector<Planar> out(n);
    for (auto& p : out) p = {random.uniform(w.low.x, w.high.x), random.uniform(w.low.y, w.high.y)};
    if (seed % 3 == 0 && n > 3) out[1] = out[0];
    if (seed % 3 == 1 && n > 3) out[2] = w.low;
    return out;
}

double apart(Planar a, Planar b) {
    return std::hypot(a.x - b.x, a.y - b.y);
}

const Window wide{{-2, 1}, {4, 5}};

}  // namespace

TEST(PointPattern, TheCircleInsideIsThatOfWalkingRoundIt) {
    Random random{1};
    for (int round = 0; round < 200; ++round) {
        const Planar p{random.uniform(-2, 4), random.uniform(1, 5)};
        const double radius = random.uniform(0, 7);
        constexpr int steps = 20'000;
        int inside = 0;
        for (int s = 0; s < steps; ++s) {
            const double a = 2 * M_PI * (s + 0.5) / steps;
            inside += wide.holds({p.x + radius * std::cos(a), p.y + radius * std::sin(a)});
        }
        EXPECT_NEAR(wide.circle_inside(p, radius), static_cast<double>(inside) / steps, 5e-4);
    }
}

// The slow twins: every pair measured.
TEST(PointPattern, KIsThatOfEveryPair) {
    const std::vector<double> r{0, 0.2, 0.5, 1, 1.9};
    for (std::uint64_t seed = 1; seed <= 30; ++seed) {
        const auto points = some_points(seed, wide, 2 + seed % 20);
        const double n = static_cast<double>(points.size());
        const auto none = *ripley_k(points, wide, r, EdgeWeight::none);
        const auto iso = *ripley_k(points, wide, r, EdgeWeight::isotropic);
        const auto trans = *ripley_k(points, wide, r, EdgeWeight::translation);
        const auto border = *ripley_k(points, wide, r, EdgeWeight::border);
        for (std::size_t k = 0; k < r.size(); ++k) {
            double pairs = 0, round = 0, moved = 0, inner = 0, reached = 0;
            for (std::size_t i = 0; i < points.size(); ++i) {
                const bool counts = wide.to_border(points[i]) > r[k];
                inner += counts;
                for (std::size_t j = 0; j < points.size(); ++j) {
                    const double d = apart(points[i], points[j]);
                    if (i == j || d > r[k]) continue;
                    ++pairs;
                    reached += counts;
                    round += d > 0 ? std::min(100.0, 1 / wide.circle_inside(points[i], d)) : 1;
                    moved += 24 / ((6 - std::abs(points[i].x - points[j].x)) *
                                   (4 - std::abs(points[i].y - points[j].y)));
                }
            }
            EXPECT_NEAR(*none[k], 24 / n / (n - 1) * pairs, 1e-10);
            EXPECT_NEAR(*iso[k], 24 / n / (n - 1) * round, 1e-10);
            EXPECT_NEAR(*trans[k], 24 / n / (n - 1) * moved, 1e-10);
            if (inner > 0) {
                EXPECT_NEAR(border[k].value(), 24 / n * reached / inner, 1e-10);
            } else {
                EXPECT_EQ(border[k].error(), Why::no_exposure);
            }
        }
    }
}

TEST(PointPattern, NearestDistancesAreThoseOfEveryPair) {
    for (std::uint64_t seed = 1; seed <= 30; ++seed) {
        const auto points = some_points(seed, wide, 2 + seed % 25);
        const auto found = nearest_distances(points);
        for (std::size_t i = 0; i < points.size(); ++i) {
            double least = 1e9;
            for (std::size_t j = 0; j < points.size(); ++j)
                if (i != j) least = std::min(least, apart(points[i], points[j]));
            EXPECT_NEAR(found[i], least, 1e-12);
        }
    }
    EXPECT_EQ(nearest_distances(std::vector<Planar>(3, Planar{1, 1})), std::vector<double>(3, 0.0));
}

TEST(PointPattern, ByChanceAllIndicesAreNearTheirExpectation) {
    double ratio = 0, donnelly = 0, g = 0;
    int found = 0;
    constexpr int rounds = 60;
    const std::vector<double> r{0.3, 0.5};
    for (int s = 0; s < rounds; ++s) {
        Random random{static_cast<std::uint64_t>(s), 1};
        std::vector<Planar> points(80);
        for (auto& p : points) p = {random.uniform(-2, 4), random.uniform(1, 5)};
        const auto index = *nearest_neighbour_index(points, wide);
        ratio += index.plain.ratio / rounds;
        donnelly += index.donnelly.ratio / rounds;
        g += (*pair_correlation(points, wide, r))[0] / rounds;
        found += global_envelope(points, wide, r, EdgeWeight::translation, {19, 3, 2})->p <= 0.05;
    }
    EXPECT_NEAR(donnelly, 1, 0.02);
    EXPECT_GT(ratio, donnelly);
    EXPECT_NEAR(g, 1, 0.06);
    EXPECT_LE(found, 9);
}

TEST(PointPattern, AClusterIsSeenByAll) {
    Random random{5};
    std::vector<Planar> points;
    for (int i = 0; i < 60; ++i)
        points.push_back({(i % 3) * 1.5 + random.normal(0, 0.1), 2 + (i % 3) * 0.8 + random.normal(0, 0.1)});
    const std::vector<double> r{0.1, 0.2, 0.4};
    const auto index = *nearest_neighbour_index(points, wide);
    EXPECT_LT(index.donnelly.ratio, 0.5);
    EXPECT_LT(index.donnelly.p.low, 1e-6);
    EXPECT_LT(quadrat_test(points, wide, 4, 3)->p.high, 1e-6);
    EXPECT_GT(besag_l(*(*ripley_k(points, wide, r))[1]), 0.4);
    EXPECT_GT((*pair_correlation(points, wide, r))[0], 5);
    const auto one = *global_envelope(points, wide, r, EdgeWeight::isotropic, {99, 1, 1});
    const auto many = *global_envelope(points, wide, r, EdgeWeight::isotropic, {99, 1, 4});
    EXPECT_EQ(one.p, 0.01);
    EXPECT_EQ(one.half_width, many.half_width);
    EXPECT_LT(one.half_width, one.deviation);
}

TEST(PointPattern, WhatCannotBeComputedSaysWhy) {
    const std::vector<Planar> outside{{0, 2}, {9, 9}}, one{{0, 2}};
    EXPECT_EQ(nearest_neighbour_index(outside, wide).error(), Why::not_a_number);
    EXPECT_EQ(nearest_neighbour_index(one, wide).error(), Why::too_few_values);
    EXPECT_EQ(quadrat_test({}, wide, 2, 2).error(), Why::too_few_values);
    EXPECT_EQ(ripley_k(one, wide, std::vector<double>{1}).error(), Why::too_few_values);
    EXPECT_EQ(density(outside, one, wide, Gaussian{1, 1}).error(), Why::not_a_number);
    EXPECT_EQ(bandwidth_by_scott(std::vector<Planar>{{1, 1}, {1, 2}}).error(), Why::constant);
    EXPECT_EQ(bandwidth_by_error(one, wide).error(), Why::too_few_values);
    EXPECT_EQ(*density({}, one, wide, Quartic{1}), std::vector<double>{0});
}

// The diggle density adds up to the points; a single point's quartic is its formula over the part inside.
TEST(Density, AddsUpToThePoints) {
    const auto points = some_points(2, wide, 25);
    const auto cells = cell_centres(wide, 600, 400);
    const double cell = 24.0 / (600 * 400);
    const auto total = [&](const std::vector<double>& d) {
        double sum = 0;
        for (const double v : d) sum += v * cell;
        return sum;
    };
    EXPECT_NEAR(total(*density(points, cells, wide, Gaussian{0.5, 0.8})), 25, 0.01);
    EXPECT_NEAR(total(*density(points, cells, wide, Quartic{0.9})), 25, 0.01);
    EXPECT_LT(total(*density(points, cells, wide, Quartic{0.9}, EdgeCorrection::none)), 24.9);
    // A corner holds a quarter of the kernel, a side half of it.
    const std::vector<Planar> corner{{-2, 1}}, side{{1, 1}}, middle{{1, 3}};
    const double top = 3 / (M_PI * 0.81);
    EXPECT_NEAR((*density(corner, corner, wide, Quartic{0.9}))[0], 4 * top, 1e-6);
    EXPECT_NEAR((*density(side, side, wide, Quartic{0.9}, EdgeCorrection::uniform))[0], 2 * top, 1e-6);
    EXPECT_NEAR((*density(middle, std::vector<Planar>{{1.3, 3}}, wide, Quartic{0.9}))[0], top * 64 / 81,
                1e-12);
}

// The slow twin of the quartic: every point measured; between a bandwidth's best and its neighbours.
TEST(Density, QuarticIsThatOfEveryPoint) {
    const auto points = some_points(4, wide, 40), places = some_points(5, wide, 30);
    const auto found = *density(points, places, wide, Quartic{1.1}, EdgeCorrection::none);
    for (std::size_t k = 0; k < places.size(); ++k) {
        double sum = 0;
        for (const Planar p : points) {
            const double t = 1 - std::pow(apart(p, places[k]) / 1.1, 2);
            if (t > 0) sum += 3 / (M_PI * 1.21) * t * t;
        }
        EXPECT_NEAR(found[k], sum, 1e-12);
    }
}

// The slow twin: every pair added, in double precision.
TEST(Density, ManyQuarticsAreTheSumOfEach) {
    const Window city{{0, 0}, {9000, 4000}};
    Random random{6};
    auto points = some_points(7, city, 3000);
    for (std::size_t i = 0; i < 1200; ++i) points[i] = {random.uniform(4000, 4060), random.uniform(900, 960)};
    std::vector<double> weights(points.size());
    for (auto& w : weights) w = random.uniform(0, 3);
    std::vector<double> xs, ys;
    for (int c = 0; c < 450; ++c) xs.push_back(10 + 20 * c);
    for (int r = 0; r < 200; ++r) ys.push_back(10 + 20 * r);
    for (const double radius : {700.0, 1111.0}) {
        const auto found = quartic_at_cells(points, weights, xs, ys, radius);
        double farthest = 0;
        for (std::size_t cell = 0; cell < found.size(); cell += 89) {
            const Planar u{xs[cell % xs.size()], ys[cell / xs.size()]};
            double sum = 0, near = 0;
            for (std::size_t i = 0; i < points.size(); ++i) {
                const double t = 1 - std::pow(apart(points[i], u) / radius, 2);
                if (t > 0) sum += weights[i] * t * t, near += weights[i];
            }
            if (near > 0)
                farthest = std::max(farthest, std::abs(found[cell] - sum) / near);
            else
                EXPECT_NEAR(found[cell], 0, 1e-9);
        }
        EXPECT_LT(farthest, 4e-6) << radius;
        EXPECT_GT(farthest, 1e-12) << "more than ten million pairs are added in single precision";
    }
    // As many as are added one by one.
    const auto few = quartic_at_cells(points, weights, xs, ys, 250);
    double sum = 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const double t = 1 - std::pow(apart(points[i], {xs[200], ys[46]}) / 250, 2);
        if (t > 0) sum += weights[i] * t * t;
    }
    EXPECT_NEAR(few[46 * xs.size() + 200], sum, 1e-12 * sum);
}

// The slow twin: every pair added.
TEST(Density, ManyGaussiansAreTheSumOfEach) {
    const Window city{{0, 0}, {9000, 4000}};
    Random random{5};
    auto points = some_points(3, city, 4000);
    for (std::size_t i = 0; i < 1500; ++i) points[i] = {random.uniform(4000, 4060), random.uniform(900, 960)};
    const auto places = cell_centres(city, 90, 40);
    for (const Gaussian sd : {Gaussian{100, 100}, Gaussian{700, 55}, Gaussian{6000, 9000}, Gaussian{3, 8}}) {
        std::vector<double> weights(points.size());
        double all = 0;
        for (auto& w : weights) all += std::abs(w = random.uniform(-1, 3));
        const auto many = gauss_transform(points, weights, places, sd);
        double farthest = 0;
        for (std::size_t p = 0; p < places.size(); ++p) {
            double sum = 0;
            for (std::size_t i = 0; i < points.size(); ++i) {
                const double x = (places[p].x - points[i].x) / sd.sd_x,
                             y = (places[p].y - points[i].y) / sd.sd_y;
                sum += weights[i] * std::exp(-(x * x + y * y) / 2);
            }
            farthest = std::max(farthest, std::abs(many[p] - sum) / all);
        }
        EXPECT_LT(farthest, 1e-6) << sd.sd_x;
        EXPECT_GT(farthest, 0) << "4,000 points and 3,600 places are more than are added one by one";
    }
}

// Cells and points from one sum are those of each place asked for alone, whatever the correction.
TEST(Density, AMapIsTheDensityOfItsPlaces) {
    for (const std::size_t n : {60u, 4000u}) {
        const auto points = some_points(n, wide, n);
        const auto cells = cell_centres(wide, 70, 45);
        const double most = 1e-6 * static_cast<double>(n) * 4 / (2 * M_PI * 0.3 * 0.5);
        for (const auto edge : {EdgeCorrection::none, EdgeCorrection::uniform, EdgeCorrection::diggle}) {
            const auto check = [&](const DensityMap& map, auto kernel, double tolerance) {
                const auto there = *density(points, cells, wide, kernel, edge);
                ASSERT_EQ(map.cells.size(), there.size());
                for (std::size_t c = 0; c < there.size(); ++c)
                    ASSERT_NEAR(map.cells[c], there[c], tolerance * (1 + there[c])) << c;
                ASSERT_EQ(map.points.size(), n);
                for (std::size_t i = 0; i < n; i += 7) {
                    const double own =
                        (*density(points, std::span{points}.subspan(i, 1), wide, kernel, edge))[0];
                    ASSERT_NEAR(map.points[i], own, tolerance * (1 + own)) << i;
                }
            };
            check(*density_map(points, wide, {70, 45}, Gaussian{0.3, 0.5}, edge), Gaussian{0.3, 0.5},
                  n == 60 ? 1e-13 : most);
            check(*density_map(points, wide, {70, 45}, Quartic{0.7}, edge), Quartic{0.7}, 1e-12);
            check(*density_map(points, wide, {70, 45}, Quartic{0.02}, edge), Quartic{0.02}, 1e-12);
            EXPECT_TRUE(density_map(points, wide, {70, 45}, Quartic{0.7}, edge, false)->points.empty());
        }
    }
    const auto points = some_points(2, wide, 9);
    for (const CellCount cells : {CellCount{1, 1}, CellCount{1, 9}, CellCount{11, 1}}) {
        const auto map = *density_map(points, wide, cells, Quartic{3}, EdgeCorrection::diggle, false);
        const auto there = *density(points, cell_centres(wide, cells.columns, cells.rows), wide, Quartic{3});
        for (std::size_t c = 0; c < there.size(); ++c) EXPECT_NEAR(map.cells[c], there[c], 1e-12);
    }
}

// The slow twin, by every pair, finds no sd beside the one that was chosen likelier.
TEST(Density, TheLikeliestWidthOfManyPointsIsThatOfEveryPair) {
    Random random{9};
    std::vector<Planar> points;
    for (int i = 0; i < 3300; ++i)
        points.push_back(i < 3200 ? Planar{(i % 5) - 1.5 + 0.05 * random.normal(), 3 + 0.2 * random.normal()}
                                  : Planar{random.uniform(-2, 4), random.uniform(1, 5)});
    const double chosen = *bandwidth_by_likelihood(points, wide, 0.01, 0.5);
    const double ratio = std::pow(50, 1 / 127.0);
    std::vector<double> likelihoods;
    for (const double sd : {chosen / ratio / ratio, chosen, chosen * ratio * ratio}) {
        const Gaussian kernel{sd, sd};
        std::vector<double> inside;
        for (const Planar p : points) inside.push_back(kernel_inside(p, wide, kernel));
        double likelihood = 0;
        for (std::size_t i = 0; i < points.size(); ++i) {
            double sum = 0;
            for (std::size_t j = 0; j < points.size(); ++j)
                if (j != i)
                    sum +=
                        kernel_at(points[i].x - points[j].x, points[i].y - points[j].y, kernel) / inside[j];
            likelihood += std::log(std::max(sum, 1e-300));
        }
        likelihoods.push_back(likelihood);
    }
    EXPECT_GT(chosen, 0.011);
    EXPECT_LT(chosen, 0.45);
    EXPECT_GT(likelihoods[1], likelihoods[0]);
    EXPECT_GT(likelihoods[1], likelihoods[2]);
}

TEST(Density, ClustersAskForNarrowKernels) {
    Random random{6};
    std::vector<Planar> tight, loose;
    for (int i = 0; i < 120; ++i) {
        tight.push_back(
            {(i % 4) * 1.2 - 1 + random.normal(0, 0.05), 2 + (i % 4) * 0.6 + random.normal(0, 0.05)});
        loose.push_back({random.uniform(-2, 4), random.uniform(1, 5)});
    }
    EXPECT_LT(*bandwidth_by_likelihood(tight, wide), 0.1);
    EXPECT_GT(*bandwidth_by_likelihood(loose, wide), 0.3);
    EXPECT_LT(*bandwidth_by_error(tight, wide), 0.1);
    EXPECT_GT(*bandwidth_by_error(loose, wide), *bandwidth_by_error(tight, wide));
}

TEST_F(SharedGolden, PatternsOfRedwoodCellsAndPines) {
    open("point_pattern_redwood_cells");
    if (IsSkipped()) return;
    const double exact = golden["tolerance"]["clark_evans"];
    for (const std::string name : {"redwood", "cells", "japanesepines"}) {
        const auto x = column(name + ".csv", 0), y = column(name + ".csv", 1);
        std::vector<Planar> points;
        for (std::size_t i = 0; i < x.size(); ++i) points.push_back({x[i], y[i]});
        const auto& told = golden["clark_evans"][name];
        const auto box = told["window"].get<std::vector<double>>();
        const Window window{{box[0], box[2]}, {box[1], box[3]}};
        const auto index = *nearest_neighbour_index(points, window);
        close(static_cast<double>(points.size()), told["n"], 0, name);
        close(index.plain.ratio, told["R_naive"], exact, name);
        close(index.donnelly.ratio, told["R_Donnelly"], exact, name);
        close(index.mean, told["mean_nnd"], exact, name);
        close(index.plain.p.two_sided(), told["p_two_sided_naive"], exact, name);

        const auto r = column("K_" + name + ".csv", 0), border = column("K_" + name + ".csv", 2),
                   iso = column("K_" + name + ".csv", 3), trans = column("K_" + name + ".csv", 4),
                   l = column("K_" + name + ".csv", 5);
        // Where a distance is that of r but for rounding, either side may be told.
        std::vector<double> less, more;
        for (const double at : r) less.push_back(std::max(0.0, at - 1e-9)), more.push_back(at + 1e-9);
        const auto agrees = [&](EdgeWeight edge, const std::vector<double>& told_k, double tolerance,
                                const char* what) {
            const auto found = *ripley_k(points, window, r, edge),
                       low = *ripley_k(points, window, less, edge),
                       high = *ripley_k(points, window, more, edge);
            for (std::size_t k = 0; k < r.size(); ++k) {
                const std::string where = name + " r " + std::to_string(r[k]) + " " + what;
                if (*high[k] - *low[k] == 0) {
                    close(*found[k], told_k[k], tolerance, where);
                } else if (edge == EdgeWeight::border) {
                    skip();
                } else {
                    held(told_k[k] >= *low[k] - tolerance && told_k[k] <= *high[k] + tolerance, where);
                }
            }
        };
        const double k_iso = golden["tolerance"]["K_iso"], k_border = golden["tolerance"]["K_border"];
        agrees(EdgeWeight::border, border, k_border, "border");
        agrees(EdgeWeight::isotropic, iso, k_iso, "iso");
        agrees(EdgeWeight::translation, trans, k_iso, "trans");
        for (std::size_t k = 0; k < r.size(); ++k) close(besag_l(iso[k]), l[k], k_iso, name + " L");
        if (name == "japanesepines") {
            const auto quadrats = *quadrat_test(points, window, 3, 3);
            near(quadrats.chi2, golden["quadrat_japanesepines"]["chisq"], 1e-9, "quadrats");
            close(quadrats.df, golden["quadrat_japanesepines"]["df"], 0, "quadrats");
            near(quadrats.p.two_sided(), golden["quadrat_japanesepines"]["p"], 1e-9, "quadrats");
        }
        if (!golden["kde"].contains(name)) continue;
        const auto& kde = golden["kde"][name];
        const double sd = kde["sigma"];
        const std::string file = "kde_grid_cells_japanesepines.csv";
        for (const auto& row : rows(file)) {
            if (row[0] != name) continue;
            const std::vector<Planar> at{{json::parse(row[1]), json::parse(row[2])}};
            const EdgeCorrection edges[] = {EdgeCorrection::uniform, EdgeCorrection::diggle,
                                            EdgeCorrection::none};
            for (std::size_t e = 0; e < 3; ++e) {
                const double found = (*density(points, at, window, Gaussian{sd, sd}, edges[e]))[0];
                near(found, json::parse(row[3 + e]), golden["tolerance"]["kde_grid"],
                     name + " " + row[1] + " " + row[2]);
            }
        }
        const auto own =
            *density(points, std::span{points}.first(5), window, Gaussian{sd, sd}, EdgeCorrection::uniform);
        for (std::size_t k = 0; k < own.size(); ++k)
            near(own[k], kde["at_points_first5"][k], golden["tolerance"]["kde_grid"], name + " at a point");
        near(*bandwidth_by_error(points, window), kde["bw_diggle"], 0.05, name + " bandwidth");
        const auto scott = *bandwidth_by_scott(points);
        near(scott.sd_x, kde["bw_scott"][0], 0.05, name + " Scott");
        near(scott.sd_y, kde["bw_scott"][1], 0.05, name + " Scott");
        near(scott.sd_y, kde["bw_scott"][1], 1e-9, name + " Scott, exactly");
        double uniform = 0, diggle = 0;
        const auto cells = cell_centres(window, 128, 128);
        const auto over_uniform = *density(points, cells, window, Gaussian{sd, sd}, EdgeCorrection::uniform);
        const auto over_diggle = *density(points, cells, window, Gaussian{sd, sd});
        for (const double v : over_uniform) uniform += v / (128 * 128);
        for (const double v : over_diggle) diggle += v / (128 * 128);
        near(uniform, kde["integral_uniform"], 0.01, name + " integral");
        near(diggle, kde["integral_diggle"], 0.01, name + " integral");
    }
}
