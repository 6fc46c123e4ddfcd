#include "stats/distributed_lags.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "stats/percentiles.hpp"
#include "stats/published_case.hpp"
#include "stats/random.hpp"

using namespace atalaya::stats;

namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

CurveModel straight() {
    return {};
}
CurveModel lag_by_lag(int last) {
    CurveModel out{.shape = CurveShape::strata, .constant = true};
    for (int lag = 1; lag <= last; ++lag) out.knots.push_back(lag);
    return out;
}

// Two years of made-up days: heat of a day, of the day before and of two days before raise the count.
struct Made {
    std::vector<std::int32_t> days;
    std::vector<double> heat, events, ones;
};

Made made(std::uint64_t seed, std::size_t n = 700) {
    Random random{seed};
    Made out;
    for (std::size_t t = 0; t < n; ++t) {
        out.days.push_back(static_cast<std::int32_t>(100 + t));
        out.heat.push_back(20 + 8 * std::sin(static_cast<double>(t) / 40) + random.normal(0, 3));
        double eta = std::log(30.0);
        for (std::size_t lag = 0; lag <= 2 && lag <= t; ++lag)
            eta += 0.02 / (1.0 + static_cast<double>(lag)) * (out.heat[t - lag] - 20);
        out.events.push_back(static_cast<double>(random.poisson(std::exp(eta))));
        out.ones.push_back(1);
    }
    return out;
}

LagModel model_of(const Made& made, CurveModel curve, CurveModel lags, int lag) {
    return {made.days, made.events, {{made.heat, std::move(curve), std::move(lags), lag}}, {made.ones}};
}

}  // namespace

// Straight lines lag by lag are a regression on the shifted series.
TEST(DistributedLags, LagByLagIsARegressionOnShiftedSeries) {
    const auto data = made(4);
    const auto found = *DistributedLags::fit(model_of(data, straight(), lag_by_lag(2), 2));
    Regressors x{4, {}};
    std::vector<double> y;
    for (std::size_t t = 2; t < data.days.size(); ++t) {
        x.add(std::vector{1.0, data.heat[t], data.heat[t - 1], data.heat[t - 2]});
        y.push_back(data.events[t]);
    }
    const auto plain = *fit_glm(x, y, {.quasi = true});
    EXPECT_EQ(found.rows(), y.size());
    EXPECT_NEAR(found.glm().dispersion, plain.dispersion, 1e-9);
    double all = 0;
    for (int lag = 0; lag <= 2; ++lag) {
        const double b = plain.coefficients[static_cast<std::size_t>(lag) + 1];
        const double se = plain.se(static_cast<std::size_t>(lag) + 1);
        const auto one = found.at_lag(25, 20, lag, 0.95);
        EXPECT_NEAR(one.ratio, std::exp(5 * b), 1e-9);
        EXPECT_NEAR(one.high, std::exp(5 * b + 1.959963984540054 * 5 * se), 1e-9);
        all += b;
    }
    EXPECT_NEAR(found.overall(25, 20, 0.95).ratio, std::exp(5 * all), 1e-9);
}

TEST(DistributedLags, FindsTheEffectThatWasPutInAndItsSpanOfDays) {
    const auto data = made(9, 4000);
    const CurveModel smooth{.shape = CurveShape::natural, .knots = {15, 20, 25}, .low = 5, .high = 36};
    const CurveModel lags{
        .shape = CurveShape::natural, .knots = {1.5}, .low = 0, .high = 5, .constant = true};
    const auto found = *DistributedLags::fit(model_of(data, smooth, lags, 5));
    const auto overall = found.overall(28, 20, 0.99);
    const double truth = std::exp(0.02 * (1 + 0.5 + 1.0 / 3) * 8);
    EXPECT_LT(overall.low, truth);
    EXPECT_GT(overall.high, truth);
    EXPECT_GT(overall.low, 1);
    double product = 1;
    for (int lag = 0; lag <= 5; ++lag) product *= found.at_lag(28, 20, lag, 0.99).ratio;
    EXPECT_NEAR(product, overall.ratio, 1e-9);
    EXPECT_GT(found.at_lag(28, 20, 0, 0.99).ratio, found.at_lag(28, 20, 4, 0.99).ratio);
}

TEST(DistributedLags, TheReferenceHasRatioOneAndTurningItRoundInverts) {
    const auto data = made(12);
    const CurveModel curve{.shape = CurveShape::spline, .degree = 2, .knots = {18, 22}, .low = 0, .high = 45};
    const auto found = *DistributedLags::fit(model_of(data, curve, lag_by_lag(3), 3));
    const auto none = found.overall(21, 21, 0.95);
    EXPECT_DOUBLE_EQ(none.ratio, 1);
    EXPECT_DOUBLE_EQ(none.low, 1);
    const auto there = found.overall(27, 21, 0.95), back = found.overall(21, 27, 0.95);
    EXPECT_NEAR(there.ratio * back.ratio, 1, 1e-12);
    EXPECT_NEAR(there.low * back.high, 1, 1e-12);
}

// Days that are not there, and unknown values, take out the days that would look back on them.
TEST(DistributedLags, LagsCrossNoGapAndNoUnknownValue) {
    auto data = made(5, 60);
    data.heat[30] = unknown;
    data.events[50] = unknown;
    data.days[59] += 10;
    const auto found = *DistributedLags::fit(model_of(data, straight(), lag_by_lag(2), 2));
    // 60 days less the first two, three that see the unknown heat, one without events, the last, alone after the gap.
    EXPECT_EQ(found.rows(), 60u - 2 - 3 - 1 - 1);
}

TEST(DistributedLags, AttributableEventsAreThoseAboveAndThoseBelow) {
    const auto data = made(21, 1500);
    const auto found = *DistributedLags::fit(model_of(data, straight(), lag_by_lag(2), 2));
    // From the definition, with the ratios of each lag; straight lines add up.
    double above = 0, all = 0;
    for (std::size_t t = 2; t < data.days.size(); ++t) {
        double log_above = 0, log_all = 0;
        for (int lag = 0; lag <= 2; ++lag) {
            const double heat = data.heat[t - static_cast<std::size_t>(lag)];
            const double log_ratio = std::log(found.at_lag(heat, 20, lag, 0.95).ratio);
            log_all += log_ratio;
            if (heat > 20) log_above += log_ratio;
        }
        above += data.events[t] * (1 - std::exp(-log_above));
        all += data.events[t] * (1 - std::exp(-log_all));
    }
    const auto hot = found.attributable(20, 0.95, AttributablePart::above);
    EXPECT_NEAR(hot.events, above, 1e-7 * above);
    EXPECT_NEAR(hot.share, above / found.total(), 1e-9);
    EXPECT_LT(hot.low, hot.events);
    EXPECT_GT(hot.high, hot.events);
    EXPECT_NEAR(found.attributable(20, 0.95, AttributablePart::all).events, all, 1e-7 * above);
    EXPECT_LT(found.attributable(20, 0.95, AttributablePart::below).events, 0);
    // Nobody is above the hottest day.
    EXPECT_EQ(found.attributable(100, 0.95, AttributablePart::above).events, 0);
}

TEST(DistributedLags, TooFewDaysAndAHeatThatDoesNotVaryAreAnswers) {
    const auto few = made(3, 6);
    EXPECT_EQ(DistributedLags::fit(model_of(few, straight(), lag_by_lag(3), 3)).error(), Why::too_few_values);
    auto flat = made(3, 100);
    std::fill(flat.heat.begin(), flat.heat.end(), 20.0);
    EXPECT_EQ(DistributedLags::fit(model_of(flat, straight(), lag_by_lag(1), 1)).error(), Why::singular);
    auto none = made(3, 100);
    std::fill(none.events.begin(), none.events.end(), 0.0);
    EXPECT_EQ(DistributedLags::fit(model_of(none, straight(), lag_by_lag(1), 1)).error(), Why::no_events);
}

// Chicago 1987-2000, the third example of Gasparrini 2011 as its script runs: cubic splines of heat over thirty days,
// soot of two, time and weekday.
TEST(RealFilesDistributedLags, HeatOfChicago) {
    const PublishedCase published{"dlnm_chicago_nmmaps"};
    SKIP_WITHOUT(published);
    const std::string file = "chicago_nmmaps.csv";
    const auto time = published.numbers(file, "time"), deaths = published.numbers(file, "death");
    const auto heat = published.numbers(file, "temp"), soot = published.numbers(file, "pm10", unknown);
    const auto table = published.words(file);
    const auto& weekday = table.at("dow");

    LagModel model{.events = deaths};
    std::vector<std::int32_t> days;
    for (const double t : time) days.push_back(static_cast<std::int32_t>(t));
    model.days = days;
    const auto& expected = published.expected["example3"];
    const auto numbers = [](const nlohmann::json& list) { return list.get<std::vector<double>>(); };
    const CurveModel curve{.shape = CurveShape::spline,
                           .degree = 3,
                           .knots = numbers(expected["var_knots"]),
                           .low = expected["var_boundary"][0],
                           .high = expected["var_boundary"][1]};
    const CurveModel by_lag{.shape = CurveShape::natural,
                            .knots = numbers(expected["lag_knots"]),
                            .low = 0,
                            .high = 30,
                            .constant = true};
    model.exposures = {{heat, curve, by_lag, 30}};
    // Soot of both days together: one column.
    std::vector<double> soot_of_both(soot.size(), unknown);
    for (std::size_t t = 1; t < soot.size(); ++t) soot_of_both[t] = soot[t] + soot[t - 1];
    model.columns = {std::vector<double>(time.size(), 1.0), soot_of_both};
    CurveModel season{.shape = CurveShape::natural, .low = time.front(), .high = time.back()};
    for (int k = 1; k < 98; ++k) season.knots.push_back(quantile_of(time, k / 98.0));
    const CurveBasis seasons{season};
    for (std::size_t c = 0; c < seasons.columns(); ++c) model.columns.emplace_back();
    for (const double t : time) {
        const auto row = seasons.at(t);
        for (std::size_t c = 0; c < row.size(); ++c) model.columns[2 + c].push_back(row[c]);
    }
    for (const char* name : {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"}) {
        auto& column = model.columns.emplace_back();
        for (const auto& day : weekday) column.push_back(day == name);
    }
    const auto found = *DistributedLags::fit(model);
    const double tolerance = published.expected["tolerance"]["RR_relative"];
    for (const auto& [value, ratio] : expected["RR"].items())
        EXPECT_NEAR(found.overall(std::stod(value), 21, 0.95).ratio / ratio.get<double>(), 1, tolerance)
            << value;
    EXPECT_NEAR(found.glm().dispersion / expected["dispersion"].get<double>(), 1, tolerance);
}
