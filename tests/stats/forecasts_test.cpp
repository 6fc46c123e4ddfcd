#include "stats/forecasts.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "stats/airline.hpp"
#include "stats/ets.hpp"
#include "stats/forecast_scores.hpp"
#include "stats/published_case.hpp"
#include "stats/random.hpp"

using namespace atalaya::stats;

namespace {

class Benchmarks : public testing::Test {
  protected:
    void SetUp() override {
        SKIP_WITHOUT(published);
        const auto year = published.numbers("ausbeer.csv", "year"), y = published.numbers("ausbeer.csv", "y");
        for (std::size_t t = 0; t < y.size(); ++t) {
            if (year[t] >= 1992 && year[t] < 2008) training.push_back(y[t]);
            if (year[t] >= 2008 && test.size() < 10) test.push_back(y[t]);
        }
        deaths = published.numbers("usaccdeaths.csv", "y");
    }

    void expect_accuracy(const Maybe<Forecast>& made, const std::string& name) const {
        ASSERT_TRUE(made);
        const auto found = accuracy(test, made->mean, training, 4);
        const auto& wanted = published.expected["accuracy"][name];
        EXPECT_NEAR(found.me, wanted["ME"].get<double>(), 1e-8 * 40);
        EXPECT_NEAR(found.rmse / wanted["RMSE"].get<double>(), 1, 1e-8);
        EXPECT_NEAR(found.mae / wanted["MAE"].get<double>(), 1, 1e-8);
        EXPECT_NEAR(*found.mpe / wanted["MPE"].get<double>(), 1, 1e-8);
        EXPECT_NEAR(*found.mape / wanted["MAPE"].get<double>(), 1, 1e-8);
        EXPECT_NEAR(*found.mase / wanted["MASE"].get<double>(), 1, 1e-8);
        const auto& table = published.expected["published_fpp2_table_3_4"][name];
        EXPECT_NEAR(found.rmse, table[0].get<double>(), 0.00501);
        EXPECT_NEAR(found.mae, table[1].get<double>(), 0.00501);
        EXPECT_NEAR(*found.mape, table[2].get<double>(), 0.00501);
        EXPECT_NEAR(*found.mase, table[3].get<double>(), 0.00501);
    }

    PublishedCase published{"forecast_ausbeer_benchmarks"};
    std::vector<double> training, test, deaths;
};

// Log-likelihood of the airline model by the dense covariance of the differenced series.
double dense_likelihood(const std::vector<double>& y, std::size_t m, double a, double b) {
    std::vector<double> w;
    for (std::size_t t = m + 1; t < y.size(); ++t) w.push_back(y[t] - y[t - 1] - y[t - m] + y[t - m - 1]);
    const std::size_t n = w.size();
    std::vector<double> psi(m + 2);
    psi[0] = 1, psi[1] += a, psi[m] += b, psi[m + 1] += a * b;
    std::vector<std::vector<double>> s(n, std::vector<double>(n));
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j)
            for (std::size_t k = 0; k < psi.size(); ++k) {
                const std::size_t apart = i > j ? i - j : j - i;
                if (k + apart < psi.size()) s[i][j] += psi[k] * psi[k + apart];
            }
    double logs = 0, squares = 0;  // by elimination
    for (std::size_t c = 0; c < n; ++c) {
        logs += std::log(s[c][c]);
        squares += w[c] * w[c] / s[c][c];
        for (std::size_t r = c + 1; r < n; ++r) {
            const double f = s[r][c] / s[c][c];
            for (std::size_t k = c; k < n; ++k) s[r][k] -= f * s[c][k];
            w[r] -= f * w[c];
        }
    }
    const auto size = static_cast<double>(n);
    return -0.5 * (size * std::log(2 * M_PI * squares / size) + size + logs);
}

}  // namespace

TEST_F(Benchmarks, SimpleOnesAndTheirErrors) {
    const Horizon quarters{10, 4, 0.95};
    expect_accuracy(forecast_mean(training, quarters), "mean");
    expect_accuracy(forecast_naive(training, quarters), "naive");
    expect_accuracy(forecast_seasonal_naive(training, quarters), "seasonal_naive");
    const auto& intervals = published.expected["intervals"];
    const auto mean = forecast_mean(training, {10, 4, 0.8});
    EXPECT_NEAR(mean->low[0], intervals["mean_80"][0].get<double>(), 1e-6);
    EXPECT_NEAR(mean->high[0], intervals["mean_80"][1].get<double>(), 1e-6);
    const auto naive = forecast_naive(training, quarters);
    EXPECT_NEAR(naive->low[0], intervals["naive_h1_95"][0].get<double>(), 1e-6);
    EXPECT_NEAR(naive->high[0], intervals["naive_h1_95"][1].get<double>(), 1e-6);
    const auto seasonal = forecast_seasonal_naive(training, quarters);
    EXPECT_NEAR(seasonal->low[4], intervals["snaive_h5_95"][0].get<double>(), 1e-6);
    EXPECT_NEAR(seasonal->high[4], intervals["snaive_h5_95"][1].get<double>(), 1e-6);
}

TEST_F(Benchmarks, ExponentialSmoothing) {
    const auto fit = fit_ets(deaths, {});
    ASSERT_TRUE(fit);
    const auto& wanted = published.expected["ets_ANA_usacc"];
    // Theirs is where a search over all first states at once came to rest; ours is the maximum, 2.9 above it.
    EXPECT_GE(fit->log_likelihood, wanted["loglik"].get<double>() - 0.05);
    EXPECT_NEAR(fit->log_likelihood, -552.216, 1e-3);
    EXPECT_NEAR(fit->aicc + 2 * fit->log_likelihood,
                wanted["aicc"].get<double>() + 2 * wanted["loglik"].get<double>(), 1e-6);
    for (std::size_t h = 0; h < 12; ++h)
        EXPECT_NEAR(fit->forecast.mean[h] / wanted["forecast12"][h].get<double>(), 1, 0.01) << h;
}

TEST_F(Benchmarks, Airline) {
    const auto fit = fit_airline(deaths, {});
    ASSERT_TRUE(fit);
    const auto& wanted = published.expected["arima_011_011_usacc"];
    EXPECT_NEAR(fit->theta, wanted["coef"]["ma1"].get<double>(), 0.002);
    EXPECT_NEAR(fit->seasonal_theta, wanted["coef"]["sma1"].get<double>(), 0.002);
    EXPECT_NEAR(fit->log_likelihood, wanted["loglik"].get<double>(),
                2e-3);  // theirs has a wide prior instead
    EXPECT_NEAR(fit->aic, wanted["aic"].get<double>(), 4e-3);
    for (std::size_t h = 0; h < 12; ++h) {
        EXPECT_NEAR(fit->forecast.mean[h] / wanted["forecast12"][h].get<double>(), 1, 1e-3) << h;
        EXPECT_NEAR(fit->forecast.low[h] / wanted["lo95"][h].get<double>(), 1, 5e-3) << h;
        EXPECT_NEAR(fit->forecast.high[h] / wanted["hi95"][h].get<double>(), 1, 5e-3) << h;
    }
}

TEST(Airline, TheBandedLikelihoodIsThatOfTheWholeCovariance) {
    Random random{1, stream_of("airline")};
    std::vector<double> y;
    for (int t = 0; t < 40; ++t) y.push_back(50 + 0.5 * t + 5 * (t % 4) + random.normal());
    for (const double a : {-0.8, -0.2, 0.5})
        for (const double b : {-0.9, 0.0, 0.3})
            EXPECT_NEAR(airline_likelihood(y, 4, a, b).first, dense_likelihood(y, 4, a, b), 1e-8);
}

// Ten years of quarters whose slope hardly changes: theta goes to -1, and what the series tells of the slope is in the
// standard deviations. Forecasts and these by predict(arima(y, c(0, 1, 1), c(0, 1, 1), method = "ML")) of R 4.2.2.
TEST(Airline, SaysNoMoreOfTheSlopeThanTheSeriesTells) {
    const std::vector<double> y{64, 57, 54, 64, 68, 59, 55, 71, 67, 64, 55, 67, 69, 63,
                                58, 71, 70, 63, 63, 73, 73, 63, 61, 70, 75, 66, 66, 79,
                                77, 66, 67, 80, 81, 72, 65, 81, 84, 72, 65, 83};
    const auto fit = fit_airline(y, {.steps = 9, .season = 4});
    ASSERT_TRUE(fit);
    EXPECT_NEAR(fit->log_likelihood, -82.64176546, 2e-3);
    EXPECT_NEAR(fit->seasonal_theta, -0.6430920095, 2e-3);
    const double mean[]{83.90236710, 73.76347833, 69.30097140, 84.39764448, 85.66979996,
                        75.53091119, 71.06840425, 86.16507734, 87.43723281};
    const double sd[]{2.362102240, 2.362102240, 2.362102240, 2.362102241, 2.541900214,
                      2.541900214, 2.541900214, 2.541900215, 2.721180010};
    for (std::size_t h = 0; h < 9; ++h) {
        EXPECT_NEAR(fit->forecast.mean[h], mean[h], 0.01) << h;
        EXPECT_NEAR(fit->forecast.sd[h], sd[h], 0.002) << h;
    }
    EXPECT_GT(fit->forecast.sd[0], 1.02 * std::sqrt(fit->sigma2));
}

// The posterior on a grid of 40 x 40, the dense covariance in numpy and the mixture's quantiles by root-finding in scipy.
TEST(Airline, LimitsAreThoseOfTheMixtureOverItsParameters) {
    const std::vector<double> y{64, 57, 54, 64, 68, 59, 55, 71, 67, 64, 55, 67, 69, 63,
                                58, 71, 70, 63, 63, 73, 73, 63, 61, 70, 75, 66, 66, 79};
    const Horizon horizon{.steps = 5, .season = 4};
    const auto fit = *fit_airline(y, horizon);
    const auto found = foresee_airline(y, horizon, fit);
    const double low[]{71.9818, 63.9166, 61.3422, 72.8809, 72.6962},
        high[]{83.4217, 75.954, 74.2554, 86.3978, 88.5878};
    for (std::size_t h = 0; h < 5; ++h) {
        EXPECT_NEAR(found.low[h], low[h], 0.01 * fit.forecast.sd[h]) << h;
        EXPECT_NEAR(found.high[h], high[h], 0.01 * fit.forecast.sd[h]) << h;
        EXPECT_GT(found.high[h] - found.low[h], fit.forecast.high[h] - fit.forecast.low[h]) << h;
        EXPECT_EQ(found.mean[h], fit.forecast.mean[h]);
    }
}

TEST(Ets, FindsFixedSeasons) {
    std::vector<double> y;
    for (int t = 0; t < 48; ++t) y.push_back(100 + 10 * std::sin(2 * M_PI * t / 12));
    Random random{3, stream_of("ets")};
    for (double& v : y) v += 0.1 * random.normal();
    const auto fit = fit_ets(y, {});
    ASSERT_TRUE(fit);
    double sum = 0;
    for (const double s : fit->seasons) sum += s;
    EXPECT_NEAR(sum, 0, 1e-9);
    for (std::size_t h = 0; h < 12; ++h)
        EXPECT_NEAR(fit->forecast.mean[h], 100 + 10 * std::sin(2 * M_PI * static_cast<double>(h) / 12), 0.5);
    EXPECT_NEAR(fit->sigma2, 0.01, 0.006);
}

TEST(Ets, CarriesATrendOnOrLetsItFade) {
    std::vector<double> y;
    Random random{4, stream_of("ets")};
    for (int t = 0; t < 60; ++t)
        y.push_back(40 + 0.5 * t + 6 * std::sin(2 * M_PI * t / 12) + 0.1 * random.normal());
    const Horizon horizon{.steps = 24};
    const auto level = fit_ets(y, horizon), trend = fit_ets(y, horizon, EtsTrend::additive),
               damped = fit_ets(y, horizon, EtsTrend::damped);
    ASSERT_TRUE(level && trend && damped);
    for (std::size_t h = 0; h < 24; ++h) {
        const double t = 60 + static_cast<double>(h);
        EXPECT_NEAR(trend->forecast.mean[h], 40 + 0.5 * t + 6 * std::sin(2 * M_PI * t / 12), 1) << h;
    }
    EXPECT_LT(trend->aicc, level->aicc);
    EXPECT_EQ(level->slope, 0);
    // A year on: the level stays, the trend goes on by 6, the damped one by less.
    const auto year = [](const EtsFit& fit) { return fit.forecast.mean[23] - fit.forecast.mean[11]; };
    EXPECT_NEAR(year(*level), 0, 1e-9);
    EXPECT_NEAR(year(*trend), 6, 0.5);
    EXPECT_LT(year(*damped), year(*trend));
}

// The slow twin: the variance h steps ahead from running the states on with each error in turn.
TEST(Ets, TheVarianceIsThatOfTheErrorsStillToCome) {
    std::vector<double> y;
    Random random{5, stream_of("ets")};
    double level = 20, slope = 0.2;
    for (int t = 0; t < 40; ++t) {
        const double e = random.normal();
        y.push_back(level + slope + (t % 4) + e);
        level += slope + 0.5 * e;
        slope += 0.2 * e;
    }
    for (const auto trend : {EtsTrend::none, EtsTrend::additive, EtsTrend::damped}) {
        const auto fit = *fit_ets(y, {.steps = 9, .season = 4}, trend);
        const double d = fit.damping;
        for (std::size_t h = 0; h < 9; ++h) {
            double variance = 1;
            for (std::size_t from = 0; from < h; ++from) {
                double l = fit.alpha, b = fit.beta;  // after an error of 1 at `from`
                for (std::size_t step = from + 1; step < h; ++step) l += d * b, b *= d;
                const double season = (h - from) % 4 == 0 ? fit.gamma : 0;
                variance += std::pow(l + d * b + season, 2);
            }
            EXPECT_NEAR(fit.forecast.sd[h], std::sqrt(fit.sigma2 * variance), 1e-9) << h;
        }
    }
}

// The slow twin: no other first states or smoothing nearby leave smaller errors.
TEST(Ets, NothingNearbyIsBetter) {
    std::vector<double> y;
    Random random{6, stream_of("ets")};
    for (int t = 0; t < 48; ++t) y.push_back(30 + 0.3 * t + 4 * (t % 4) + 2 * random.normal());
    const auto fit = *fit_ets(y, {.steps = 1, .season = 4}, EtsTrend::additive);
    const auto squares = [&](double alpha, double beta, double level, double slope, double first_season) {
        auto seasons = fit.seasons;
        seasons[0] += first_season;
        double sum = 0;
        for (std::size_t t = 0; t < y.size(); ++t) {
            const double e = y[t] - level - slope - seasons[t % 4];
            level += slope + alpha * e;
            slope += beta * e;
            seasons[t % 4] += fit.gamma * e;
            sum += e * e;
        }
        return sum;
    };
    const double least = squares(fit.alpha, fit.beta, fit.level, fit.slope, 0);
    EXPECT_NEAR(-0.5 * 48 * std::log(least), fit.log_likelihood, 1e-9);
    for (const double step : {-0.05, 0.05}) {
        EXPECT_GE(squares(fit.alpha, fit.beta, fit.level + step, fit.slope, 0), least);
        EXPECT_GE(squares(fit.alpha, fit.beta, fit.level, fit.slope + step, 0), least);
        EXPECT_GE(squares(fit.alpha, fit.beta, fit.level, fit.slope, step), least);
    }
    EXPECT_GE(squares(fit.alpha + 0.05, fit.beta, fit.level, fit.slope, 0), least - 1e-6 * least);
}

TEST(Forecasts, RollingOriginMakesThemAsTheyWouldHaveBeen) {
    std::vector<double> y;
    for (int t = 0; t < 30; ++t) y.push_back(t);
    const auto rolled = rolling_origin(y, forecast_naive, {3, 12, 0.95}, 0, 2);
    EXPECT_EQ(rolled.origins, 15U);
    EXPECT_EQ(rolled.failed, 1U);  // nothing known at origin 0
    ASSERT_EQ(rolled.actual[2].size(), 13U);
    for (std::size_t h = 0; h < 3; ++h)
        for (std::size_t i = 0; i < rolled.actual[h].size(); ++i)
            EXPECT_EQ(rolled.actual[h][i] - rolled.forecast[h][i], static_cast<double>(h + 1));
}

TEST(Forecasts, SayWhyNot) {
    const std::vector<double> one{1}, none, odd{1, std::nan(""), 3}, equal(40, 5);
    EXPECT_EQ(forecast_mean(one, {}).error(), Why::too_few_values);
    EXPECT_EQ(forecast_naive(none, {}).error(), Why::too_few_values);
    EXPECT_EQ(forecast_seasonal_naive(std::vector<double>(12, 1), {}).error(), Why::too_few_values);
    EXPECT_EQ(forecast_mean(odd, {}).error(), Why::not_a_count);
    EXPECT_EQ(fit_ets(std::vector<double>(25, 1), {}).error(), Why::too_few_values);
    EXPECT_EQ(fit_airline(std::vector<double>(27, 1), {}).error(), Why::too_few_values);
    EXPECT_EQ(fit_airline(equal, {}).error(), Why::no_fit);
    EXPECT_EQ(forecast_naive(equal, {})->sd[3], 0);
    const auto flat = fit_ets(equal, {});
    ASSERT_TRUE(flat);
    EXPECT_NEAR(flat->forecast.mean[5], 5, 1e-9);
}
