#include "stats/points/hdbscan.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "stats/random.hpp"

using namespace atalaya;
using namespace atalaya::stats;

namespace {

using Ids = std::vector<std::size_t>;

// The slow twin: components of the full graph at every w, split from loose to tight as the definition says.
class Slow {
  public:
    Slow(std::span<const Planar> p, HdbscanOptions options) : n_{p.size()}, options_{options}, w_(n_ * n_) {
        const auto d = [&](std::size_t i, std::size_t j) {
            return std::sqrt((p[i].x - p[j].x) * (p[i].x - p[j].x) + (p[i].y - p[j].y) * (p[i].y - p[j].y));
        };
        std::vector<double> core;
        for (std::size_t i = 0; i < n_; ++i) {
            std::vector<double> all;
            for (std::size_t j = 0; j < n_; ++j) all.push_back(d(i, j));
            std::ranges::sort(all);
            core.push_back(all[std::min(options.neighbours, n_) - 1]);
        }
        for (std::size_t i = 0; i < n_; ++i)
            for (std::size_t j = 0; j < n_; ++j) w_[i * n_ + j] = std::max({core[i], core[j], d(i, j)});
    }

    // What is told within a group that begins at 1 / w = begins, and its stability.
    struct Told {
        double stability;
        std::vector<Ids> clusters;
    };
    Told within(const Ids& all, double begins, bool may_be_told) const {
        Ids now = all;
        double stability = 0;
        for (;;) {
            const double top = joined_at(now), when = 1 / std::max(top, smallest());
            std::vector<Ids> big;
            std::size_t out = 0;
            for (auto& part : parts(now, top)) {
                if (part.size() >= options_.least)
                    big.push_back(part);
                else
                    out += part.size();
            }
            stability += static_cast<double>(out) * (when - begins);
            if (big.size() == 1) {
                now = big.front();
                continue;
            }
            Told below{0, {}};
            for (const auto& part : big) {
                stability += static_cast<double>(part.size()) * (when - begins);
                const auto told = within(part, when, true);
                below.stability += told.stability;
                below.clusters.insert(below.clusters.end(), told.clusters.begin(), told.clusters.end());
            }
            if (may_be_told && (big.empty() || stability >= below.stability)) return {stability, {all}};
            return below;
        }
    }

    double smallest() const {
        double least = std::numeric_limits<double>::infinity();
        for (std::size_t i = 0; i < n_; ++i)
            for (std::size_t j = 0; j < n_; ++j)
                if (i != j && w_[i * n_ + j] > 0) least = std::min(least, w_[i * n_ + j]);
        return std::isfinite(least) ? least / 2 : 1;
    }

  private:
    // Components by edges below w.
    std::vector<Ids> parts(const Ids& of, double w) const {
        std::vector<Ids> out;
        std::vector<bool> seen(n_);
        for (const auto start : of) {
            if (seen[start]) continue;
            Ids part{start};
            seen[start] = true;
            for (std::size_t k = 0; k < part.size(); ++k)
                for (const auto j : of)
                    if (!seen[j] && w_[part[k] * n_ + j] < w) seen[j] = true, part.push_back(j);
            out.push_back(part);
        }
        return out;
    }
    // The least w at which they are one.
    double joined_at(const Ids& of) const {
        std::vector<double> all;
        for (const auto i : of)
            for (const auto j : of)
                if (i != j) all.push_back(w_[i * n_ + j]);
        std::ranges::sort(all);
        double last = 0;
        for (const double w : all) {
            last = w;
            if (parts(of, std::nextafter(w, 1e300)).size() == 1) break;
        }
        return last;
    }

    std::size_t n_;
    HdbscanOptions options_;
    std::vector<double> w_;
};

}  // namespace

TEST(Hdbscan, IsThatOfSplittingTheFullGraph) {
    int clusters = 0;
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        Random random{seed, 12};
        std::vector<Planar> points(2 + random.below(26));
        for (std::size_t i = 0; i < points.size(); ++i) {
            const double centre = static_cast<double>(i % 3) * 8;
            points[i] = {centre + random.normal(0, 1 + static_cast<double>(i % 3)), random.normal(0, 1)};
            if (seed % 2 == 0) points[i] = {std::floor(points[i].x), std::floor(points[i].y)};
        }
        const HdbscanOptions options{
            .least = 2 + seed % 4, .neighbours = 1 + seed % 5, .whole = seed % 3 == 0};
        const auto found = *hdbscan(points, options);
        std::vector<std::int32_t> expected(points.size(), -1);
        if (points.size() >= options.least) {
            Ids all;
            for (std::size_t i = 0; i < points.size(); ++i) all.push_back(i);
            auto told = Slow{points, options}.within(all, 0, options.whole).clusters;
            for (auto& ids : told) std::ranges::sort(ids);
            std::ranges::sort(told);
            for (std::size_t c = 0; c < told.size(); ++c)
                for (const auto i : told[c]) expected[i] = static_cast<std::int32_t>(c);
            clusters += static_cast<int>(told.size());
        }
        EXPECT_EQ(found.of, expected) << seed;
    }
    EXPECT_GT(clusters, 60);
}

TEST(Hdbscan, ClustersOfDifferentDensityAreFound) {
    Random random{4};
    std::vector<Planar> points;
    for (int i = 0; i < 60; ++i) points.push_back({random.normal(0, 1), random.normal(0, 1)});
    for (int i = 0; i < 60; ++i) points.push_back({random.normal(100, 15), random.normal(0, 15)});
    const auto found = *hdbscan(points, {.least = 15, .neighbours = 10});
    EXPECT_EQ(found.stability.size(), 2u);
    EXPECT_EQ(found.of[0], 0);
    EXPECT_EQ(hdbscan(std::vector<Planar>{{1, 1}}, {})->of, std::vector<std::int32_t>{-1});
    EXPECT_EQ(hdbscan({}, {})->of.size(), 0u);
    EXPECT_EQ(hdbscan(std::vector<Planar>{{NAN, 1}}, {}).error(), Why::not_a_number);
    EXPECT_EQ(hdbscan(std::vector<Planar>(6, Planar{1, 1}), {.whole = true})->of,
              std::vector<std::int32_t>(6, 0));
}
