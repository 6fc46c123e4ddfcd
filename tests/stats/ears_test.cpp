#include "stats/ears.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "stats/distributions.hpp"
#include "stats/published_case.hpp"
#include "stats/random.hpp"

using namespace atalaya::stats;

namespace {

class Newport : public testing::Test {
  protected:
    void SetUp() override { SKIP_WITHOUT(published); }

    template <class Alerts>
    void expect_alerts(const Alerts& alerts, const std::string& file, const std::string& name,
                       const nlohmann::json& weeks) const {
        ASSERT_TRUE(alerts.has_value());
        const auto alarm = published.numbers(file, name + "_alarm");
        ASSERT_EQ(alerts->size(), alarm.size());
        std::vector<std::size_t> found;
        for (std::size_t i = 0; i < alarm.size(); ++i) {
            EXPECT_EQ((*alerts)[i].alarm, alarm[i] == 1) << name << " " << (*alerts)[i].at + 1;
            if ((*alerts)[i].alarm) found.push_back((*alerts)[i].at + 1);
        }
        if (!weeks.is_null()) {
            EXPECT_EQ(found, weeks.get<std::vector<std::size_t>>());
        }
        if (name == "cusum_standard") return;
        const auto upper = published.numbers(file, name + "_ub");
        for (std::size_t i = 0; i < upper.size(); ++i)
            EXPECT_NEAR((*alerts)[i].upper, upper[i], 1e-6) << name;
    }

    PublishedCase published{"ears_cusum_salmnewport"};
};

// Straight from the formulas.
double slow_bound(const std::vector<double>& y, const EarsModel& model, std::size_t t) {
    const auto moments = [&](std::size_t from) {
        double mean = 0, spread = 0;
        const auto n = static_cast<double>(model.baseline);
        for (std::size_t i = 0; i < model.baseline; ++i) mean += y[from + i] / n;
        for (std::size_t i = 0; i < model.baseline; ++i)
            spread += (y[from + i] - mean) * (y[from + i] - mean);
        return std::pair{mean, std::max(std::sqrt(spread / (n - 1)), model.min_sigma)};
    };
    const double z = normal_quantile(1 - *model.alpha);
    const auto [mean, sd] = moments(t - model.baseline - (model.method == EarsMethod::c1 ? 0 : 2));
    if (model.method != EarsMethod::c3) return mean + z * sd;
    double earlier = 0;
    for (const std::size_t back : {1U, 2U}) {
        const auto [m, s] = moments(t - back - model.baseline - 2);
        earlier += std::max(0.0, (y[t - back] - m) / s - 1);
    }
    return std::max(0.0, y[t] + sd * (z - earlier));
}

}  // namespace

TEST_F(Newport, Ears) {
    const auto counts = published.numbers("newport_weekly.csv", "cases");
    const auto& weeks = published.expected["ears"]["alarms"];
    const std::string file = "expected_ears.csv";
    expect_alerts(ears(counts, {EarsMethod::c1}, 365, 417), file, "C1", weeks["C1"]);
    expect_alerts(ears(counts, {EarsMethod::c2}, 365, 417), file, "C2", weeks["C2"]);
    expect_alerts(ears(counts, {EarsMethod::c3}, 365, 417), file, "C3", weeks["C3"]);
}

TEST_F(Newport, CusumAndBayesOfAgona) {
    const auto counts = published.numbers("agona_weekly.csv", "cases");
    const std::string file = "expected_cusum_bayes.csv";
    expect_alerts(cusum(counts, {}, 212, 312), file, "cusum_rossi",
                  published.expected["cusum"]["rossi_alarms"]);
    expect_alerts(cusum(counts, {.scale = CusumScale::standard}, 212, 312), file, "cusum_standard", {});
    expect_alerts(bayes_alerts(counts, {.years = 4, .half_window = 3}, 212, 312), file, "bayes",
                  published.expected["bayes"]["alarms"]);
}

TEST(Ears, SlidingSumsAreTheFormulas) {
    for (std::uint64_t seed = 1; seed <= 30; ++seed) {
        Random random{seed, stream_of("ears")};
        std::vector<double> y;
        for (int t = 0; t < 80; ++t)
            y.push_back(static_cast<double>(random.poisson(seed % 4 == 0 ? 0.3 : 500)));
        for (const auto method : {EarsMethod::c1, EarsMethod::c2, EarsMethod::c3}) {
            const EarsModel model{method, 3 + seed % 7, 0.01, 0.5};
            const auto alerts = ears(y, model, 20, 80);
            ASSERT_TRUE(alerts);
            for (const auto& alert : *alerts) EXPECT_NEAR(alert.upper, slow_bound(y, model, alert.at), 1e-8);
        }
    }
}

TEST(Ears, EqualCountsHaveTheirLevelAsBound) {
    const std::vector<double> y(40, 1e6 / 3);
    for (const auto method : {EarsMethod::c1, EarsMethod::c2, EarsMethod::c3}) {
        const auto alerts = ears(y, {method}, 20, 40);
        for (const auto& alert : *alerts) {
            EXPECT_NEAR(alert.upper, y[0], 1e-6);
            EXPECT_TRUE(std::isfinite(alert.upper));
        }
    }
    std::vector<double> jump(40, 2);
    jump[30] = 9;
    EXPECT_TRUE(ears(jump, {EarsMethod::c1}, 30, 31)->front().alarm);
    EXPECT_TRUE(ears(jump, {EarsMethod::c2}, 30, 31)->front().alarm);
    const auto third = ears(jump, {EarsMethod::c3}, 20, 40);
    for (const auto& alert : *third) EXPECT_TRUE(std::isfinite(alert.upper));
}

TEST(Ears, NeedTheirHistory) {
    const std::vector<double> y(20, 2);
    EXPECT_EQ(ears(y, {EarsMethod::c1}, 6, 20).error(), Why::too_few_values);
    EXPECT_TRUE(ears(y, {EarsMethod::c1}, 7, 20));
    EXPECT_EQ(ears(y, {EarsMethod::c2}, 8, 20).error(), Why::too_few_values);
    EXPECT_EQ(ears(y, {EarsMethod::c3}, 10, 20).error(), Why::too_few_values);
    EXPECT_EQ(ears(std::vector<double>(20, -1), {}, 7, 20).error(), Why::not_a_count);
}

// The bound is where the sum meets h; after a reset the sum begins anew.
TEST(Cusum, TheBoundIsWhereTheSumMeetsTheLimit) {
    Random random{4, stream_of("cusum")};
    std::vector<double> y;
    for (int t = 0; t < 120; ++t) y.push_back(static_cast<double>(random.poisson(6)));
    for (const auto scale : {CusumScale::rossi, CusumScale::anscombe, CusumScale::standard}) {
        const auto alerts = cusum(y, {.scale = scale}, 60, 120);
        for (const auto& alert : *alerts) EXPECT_EQ(alert.alarm, alert.observed >= alert.upper - 1e-9);
        const auto again = cusum(y, {.k = 0.1, .h = 1, .scale = scale, .reset = true}, 60, 120);
        for (std::size_t i = 1; i < again->size(); ++i) {
            if (!(*again)[i - 1].alarm) continue;
            const auto alone = cusum(std::vector<double>{(*again)[i].observed},
                                     {.k = 0.1,
                                      .h = 1,
                                      .scale = scale,
                                      .mean =
                                          [&] {
                                              double m = 0;
                                              for (int t = 0; t < 60; ++t)
                                                  m += y[static_cast<std::size_t>(t)] / 60;
                                              return m;
                                          }()},
                                     0, 1);
            EXPECT_NEAR((*again)[i].sum, alone->front().sum, 1e-9);
        }
    }
    EXPECT_EQ(cusum(std::vector<double>(9, 0), {}, 4, 9).error(), Why::no_events);
    EXPECT_EQ(cusum(y, {}, 0, 9).error(), Why::too_few_values);
}

// Six weeks of 2: size 12.5, probability 6/7; P(X <= 4) = 0.914, P(X <= 5) = 0.967 by the recursion.
TEST(BayesAlerts, TheBoundIsThePredictiveQuantile) {
    const std::vector<double> y(7, 2);
    double term = std::pow(6.0 / 7, 12.5), sum = term;
    int k = 0;
    while (sum < 0.95) {
        term *= (12.5 + k) / (k + 1) / 7;
        sum += term;
        ++k;
    }
    EXPECT_EQ(bayes_alerts(y, {}, 6, 7)->front().upper, k);
    EXPECT_EQ(bayes_alerts(y, {}, 5, 7).error(), Why::too_few_values);
    EXPECT_EQ(bayes_alerts(y, {.this_year = false}, 6, 7).error(), Why::too_few_values);
}
