#include "stats/change_points.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "stats/random.hpp"

using namespace atalaya::stats;

namespace {

// Every segmentation of a short series, priced by the header's formulas written out anew.
double price(std::span<const double> x, std::size_t first, std::size_t past_end, const ChangeModel& model) {
    const auto n = static_cast<double>(past_end - first);
    double sum = 0, spread = 0;
    for (std::size_t i = first; i < past_end; ++i) sum += x[i];
    for (std::size_t i = first; i < past_end; ++i) spread += (x[i] - sum / n) * (x[i] - sum / n);
    const double longer = model.penalty == ChangePenalty::mbic ? std::log(n) : 0;
    if (model.cost == ChangeCost::mean) return spread / model.phi + longer;
    if (model.cost == ChangeCost::mean_variance)
        return n * (std::log(2 * M_PI * std::max(spread / n, 1e-11)) + 1) / model.phi + longer;
    return (sum > 0 ? -2 * sum * std::log(sum / n) : 0) / model.phi + longer;
}

std::vector<std::size_t> by_trying_all(std::span<const double> x, const ChangeModel& model, double penalty) {
    const std::size_t n = x.size();
    std::vector<std::size_t> best_at;
    double best = std::numeric_limits<double>::infinity();
    for (unsigned cuts = 0; cuts < 1U << (n - 1); ++cuts) {
        std::vector<std::size_t> at;
        for (std::size_t i = 1; i < n; ++i)
            if (cuts >> (i - 1) & 1U) at.push_back(i);
        double total = penalty * static_cast<double>(at.size());
        std::size_t first = 0;
        bool long_enough = true;
        for (std::size_t i = 0; i <= at.size(); ++i) {
            const std::size_t end = i < at.size() ? at[i] : n;
            long_enough = long_enough && end - first >= model.least;
            if (!long_enough) break;
            total += price(x, first, end, model);
            first = end;
        }
        if (!long_enough || total >= best - 1e-9) continue;
        best = total;
        best_at = at;
    }
    return best_at;
}

std::vector<double> counts(std::uint64_t seed, std::size_t n) {
    Random random{seed, stream_of("change-points")};
    std::vector<double> out;
    double level = 8;
    for (std::size_t i = 0; i < n; ++i) {
        if (random.uniform() < 0.2) level = 2 + 20 * random.uniform();
        out.push_back(std::floor(level * (0.5 + random.uniform())));
    }
    return out;
}

}  // namespace

TEST(ChangePoints, AreThoseOfTryingEverySegmentation) {
    int changed = 0;
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        const auto x = counts(seed, 12);
        for (const auto cost : {ChangeCost::mean, ChangeCost::mean_variance, ChangeCost::poisson}) {
            for (const auto penalty : {ChangePenalty::sic, ChangePenalty::mbic}) {
                for (const std::size_t least : {2U, 3U}) {
                    const ChangeModel model{cost, penalty, least, seed % 3 == 0 ? 2.5 : 1};
                    const auto found = change_points(x, model);
                    EXPECT_EQ(found.at, by_trying_all(x, model, found.penalty)) << seed;
                    changed += found.at.empty() ? 0 : 1;
                }
            }
        }
    }
    EXPECT_GT(changed, 100);
}

// Two years of 20 a month, then 5; a month of half the days is no change.
TEST(ChangePoints, CountsAreHeldAgainstTheirExposure) {
    std::vector<double> x(36, 20), days(36, 30);
    for (std::size_t i = 24; i < 36; ++i) x[i] = 5;
    EXPECT_EQ(change_points(x, {}).at, std::vector<std::size_t>{24});
    for (std::size_t i = 24; i < 36; ++i) days[i] = 7.5;
    EXPECT_TRUE(change_points(x, {}, days).at.empty());
}

TEST(ChangePoints, NoneInASeriesTooShortOrEqual) {
    EXPECT_TRUE(change_points({}, {}).at.empty());
    EXPECT_TRUE(change_points(std::vector<double>{3}, {}).at.empty());
    EXPECT_TRUE(change_points(std::vector<double>(5, 4), {.least = 3}).at.empty());
    EXPECT_TRUE(change_points(std::vector<double>(40, 0), {}).at.empty());
    EXPECT_TRUE(change_points(std::vector<double>(40, 7), {.cost = ChangeCost::mean_variance, .least = 2})
                    .at.empty());
}

TEST(ChangePoints, OneChangeIsTheBestSplitOrNone) {
    std::vector<double> x(30, 10);
    for (std::size_t i = 11; i < 30; ++i) x[i] = 25;
    x[20] = 0;
    EXPECT_EQ(one_change(x, {}).at, std::vector<std::size_t>{11});
    EXPECT_TRUE(one_change(std::vector<double>(30, 10), {}).at.empty());
}

// A sharp change is where it is; a faint one may be months about.
TEST(ChangePoints, TheSpanOfAChangeIsWhatTheCountsCannotTellApart) {
    std::vector<double> sharp(24, 100), faint(24, 10);
    for (std::size_t i = 12; i < 24; ++i) sharp[i] = 200, faint[i] = 14;
    const auto near = span_of_change(sharp, {}, 0, 12, 24);
    EXPECT_EQ(near.first, 12U);
    EXPECT_EQ(near.last, 12U);
    const auto wide = span_of_change(faint, {}, 0, 12, 24);
    EXPECT_LT(wide.first, 12U);
    EXPECT_GT(wide.last, 12U);
}
