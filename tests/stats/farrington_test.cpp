#include "stats/farrington.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "stats/published_case.hpp"
#include "stats/random.hpp"

using namespace atalaya::stats;

namespace {

class Agona : public testing::Test {
  protected:
    void SetUp() override {
        SKIP_WITHOUT(published);
        counts = published.numbers("salmonella_agona_weekly.csv", "cases");
    }

    std::vector<double> of(const std::string& column, double blank = -1) const {
        return published.numbers("expected_alarms.csv", column, blank);
    }

    void expect_weeks(const FarringtonModel& model, const std::string& name, double without,
                      int alarms) const {
        const auto weeks = farrington(counts, model, 212, 312);
        const auto upper = of(name + "_ub"), alarm = of(name + "_alarm");
        ASSERT_EQ(weeks.size(), upper.size());
        int found = 0;
        for (std::size_t i = 0; i < weeks.size(); ++i) {
            found += weeks[i].alarm;
            EXPECT_EQ(weeks[i].alarm, alarm[i] == 1) << weeks[i].week + 1;
            if (!weeks[i].upper) {
                EXPECT_EQ(weeks[i].upper.error(), Why::too_few_events);
            }
            const double bound = weeks[i].upper.value_or(without);
            EXPECT_NEAR(bound, upper[i], 1e-6 * std::max(1.0, upper[i])) << weeks[i].week + 1;
        }
        EXPECT_EQ(found, alarms);
    }

    PublishedCase published{"farrington_salmonella_agona"};
    std::vector<double> counts;
};

FarringtonModel noufaily() {
    FarringtonModel model;
    model.years = 4;
    model.alpha = 0.1;
    return model;
}

}  // namespace

TEST_F(Agona, Original) {
    auto model = FarringtonModel::original();
    model.years = 4;
    expect_weeks(model, "orig", 0, published.expected["original"]["n_alarms"]);
}

TEST_F(Agona, FlexibleWithTheOriginalSettings) {
    auto model = noufaily();
    model.periods = 1;
    model.weights_threshold = 1;
    model.past_excluded = 3;
    model.trend_p = 0.05;
    model.bound = FarringtonBound::delta;
    expect_weeks(model, "flexdelta", -1,
                 published.expected["farringtonFlexible_original_settings"]["n_alarms"]);
}

TEST_F(Agona, Noufaily) {
    expect_weeks(noufaily(), "noufaily", -1, published.expected["noufaily"]["n_alarms"]);
    auto muan = noufaily();
    muan.bound = FarringtonBound::muan;
    expect_weeks(muan, "muan", -1, published.expected["noufaily_muan_alarms"]);

    const auto weeks = farrington(counts, noufaily(), 212, 312);
    const auto expected = of("noufaily_expected"), p = of("noufaily_pvalue"), score = of("noufaily_score");
    const auto trend = of("noufaily_trend");
    for (std::size_t i = 0; i < weeks.size(); ++i) {
        if (weeks[i].upper) {
            EXPECT_NEAR(weeks[i].expected / expected[i], 1, 1e-6) << i;
        }
        EXPECT_NEAR(weeks[i].p, p[i], 1e-6) << i;
        EXPECT_NEAR(weeks[i].score, score[i], 1e-6 * std::max(1.0, std::abs(score[i]))) << i;
        EXPECT_EQ(weeks[i].trend.has_value(), trend[i] == 1) << i;
    }
}

TEST(Farrington, ASuddenRiseIsAnAlarmAndASteadySeriesIsNot) {
    Random random{2, stream_of("farrington")};
    std::vector<double> counts;
    for (int t = 0; t < 312; ++t) counts.push_back(static_cast<double>(random.poisson(20)));
    counts[311] = 60;
    for (const auto& model : {FarringtonModel{}, FarringtonModel::original()}) {
        const auto weeks = farrington(counts, model, 308, 312);
        EXPECT_TRUE(weeks[3].alarm);
        EXPECT_FALSE(weeks[0].alarm);
        EXPECT_GT(weeks[3].score, 1);
        EXPECT_LT(weeks[3].p, 1e-6);
    }
}

// Counts that follow their population are no alarm once it is known.
TEST(Farrington, ThePopulationIsAnOffset) {
    std::vector<double> counts, population;
    for (int t = 0; t < 300; ++t) {
        population.push_back(t < 290 ? 1000 : 3000);
        counts.push_back((t < 290 ? 10 : 30) + t % 3);
    }
    FarringtonModel model;
    EXPECT_TRUE(farrington(counts, model, 299, 300)[0].alarm);
    EXPECT_FALSE(farrington(counts, model, 299, 300, population)[0].alarm);
}

TEST(Farrington, SaysWhyNot) {
    std::vector<double> none(312, 0);
    const std::vector<double> some(312, 9);
    EXPECT_EQ(farrington(none, {}, 311, 312)[0].upper.error(), Why::too_few_events);
    none.back() = 9;
    EXPECT_EQ(farrington(none, {}, 311, 312)[0].upper.error(), Why::no_events);
    EXPECT_EQ(farrington(some, {}, 100, 101)[0].upper.error(), Why::too_few_values);
    EXPECT_EQ(farrington(some, FarringtonModel::original(), 10, 11)[0].upper.error(), Why::too_few_values);
    std::vector<double> few(312, 0);
    for (std::size_t t = 0; t < 312; t += 9) few[t] = 3;
    EXPECT_EQ(farrington(few, {}, 311, 312)[0].upper.error(), Why::too_few_events);
}
