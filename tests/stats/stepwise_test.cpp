#include "stats/stepwise.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>

#include "stats/random.hpp"

using namespace atalaya::stats;

namespace {

struct Made {
    std::vector<std::vector<double>> columns;
    std::vector<double> y;
};

Made made(std::uint64_t seed, double phi) {
    Random random{seed};
    Made out;
    out.columns.resize(5);
    for (int i = 0; i < 300; ++i) {
        for (auto& column : out.columns) column.push_back(random.normal());
        const double mean = std::exp(1 + 0.5 * out.columns[1].back() - 0.4 * out.columns[4].back());
        out.y.push_back(static_cast<double>(random.negative_binomial(mean, phi)));
    }
    return out;
}

// The least BIC of all sets of columns.
double least_of_all(const Made& data, const GlmModel& model) {
    double least = INFINITY;
    for (unsigned set = 0; set < 32; ++set) {
        std::vector<std::vector<double>> x{std::vector<double>(data.y.size(), 1.0)};
        for (unsigned j = 0; j < 5; ++j)
            if (set >> j & 1) x.push_back(data.columns[j]);
        const auto fit = *fit_glm(regressors(x), data.y, model);
        const bool theta = model.family == Family::negative_binomial;
        const double likelihood = count_log_likelihood(data.y, fit.fitted, theta ? fit.theta : 0);
        least = std::min(least, (std::popcount(set) + 1 + theta) * std::log(300.0) - 2 * likelihood);
    }
    return least;
}

}  // namespace

TEST(Stepwise, FindsTheColumnsThatWerePutIn) {
    for (const auto family : {Family::poisson, Family::negative_binomial}) {
        const auto data = made(7, family == Family::poisson ? 1 : 2);
        const GlmModel model{.family = family};
        const auto found = *stepwise_counts(data.columns, data.y, model);
        EXPECT_EQ(found.columns, (std::vector<std::size_t>{1, 4}));
        EXPECT_NEAR(found.fit.coefficients[1], 0.5, 0.1);
        EXPECT_NEAR(found.bic, least_of_all(data, model), 1e-6);
    }
}

// By hand: Poisson 2 of mean 1: log(e^-1 / 2). Negative binomial of theta 1, mean 1, is geometric: (1/2)^(y + 1).
TEST(Stepwise, LogLikelihoodsMatchTheWorkedExample) {
    const double y[] = {2}, mu[] = {1};
    EXPECT_NEAR(count_log_likelihood(y, mu, 0), -1 - std::log(2), 1e-12);
    EXPECT_NEAR(count_log_likelihood(y, mu, 1), 3 * std::log(0.5), 1e-12);
    EXPECT_DOUBLE_EQ(count_log_likelihood(y, mu, INFINITY), count_log_likelihood(y, mu, 0));
}

TEST(Stepwise, ColumnsThatSayNothingAreLeftOut) {
    auto data = made(9, 1);
    data.columns = {data.columns[0], std::vector<double>(300, 2.0)};
    Random random{3};
    for (double& y : data.y) y = static_cast<double>(random.poisson(3));
    EXPECT_TRUE(stepwise_counts(data.columns, data.y, {})->columns.empty());
    std::fill(data.y.begin(), data.y.end(), 0.0);
    EXPECT_EQ(stepwise_counts(data.columns, data.y, {}).error(), Why::no_events);
}
