#include "stats/glm.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "stats/random.hpp"

using namespace atalaya::stats;

namespace {

// The score equations of a family, written from the likelihood: 0 at the maximum.
std::vector<double> score(const Regressors& x, const std::vector<double>& y,
                          const std::vector<double>& offset, const std::vector<double>& w, const Glm& fit,
                          Family family) {
    std::vector<double> out(x.columns);
    for (std::size_t i = 0; i < y.size(); ++i) {
        double eta = offset[i];
        for (std::size_t a = 0; a < x.columns; ++a) eta += x.row(i)[a] * fit.coefficients[a];
        const double mu = family == Family::binomial ? 1 / (1 + std::exp(-eta)) : std::exp(eta);
        const double pull =
            family == Family::negative_binomial ? (y[i] - mu) / (1 + mu / fit.theta) : y[i] - mu;
        for (std::size_t a = 0; a < x.columns; ++a) out[a] += w[i] * pull * x.row(i)[a];
    }
    return out;
}

struct Data {
    Regressors x;
    std::vector<double> y, offset, weights;
};

Data drawn(std::uint64_t seed, Family family) {
    Random random{seed, stream_of("glm")};
    Data out;
    out.x.columns = 4;
    for (int i = 0; i < 80; ++i) {
        const double time = 1000 + i, group = i % 3 == 0;
        out.x.add(std::vector<double>{1, time, group, random.normal()});
        out.offset.push_back(random.uniform(-0.5, 0.5));
        const double eta =
            1 + 0.01 * (time - 1040) - group * 0.5 + 0.3 * out.x.values.back() + out.offset.back();
        const double trials = 1 + static_cast<double>(random.below(9));
        out.weights.push_back(family == Family::binomial ? trials : random.uniform(0.2, 2));
        if (family == Family::binomial)
            out.y.push_back(static_cast<double>(random.binomial(static_cast<std::int64_t>(trials),
                                                                1 / (1 + std::exp(-eta)))) /
                            trials);
        else
            out.y.push_back(static_cast<double>(
                random.negative_binomial(std::exp(eta), family == Family::poisson ? 1 : 3)));
    }
    return out;
}

}  // namespace

TEST(Glm, TheScoreIsZeroAtTheFit) {
    for (const auto family : {Family::poisson, Family::negative_binomial, Family::binomial}) {
        for (std::uint64_t seed = 1; seed <= 20; ++seed) {
            const auto [x, y, offset, weights] = drawn(seed, family);
            const auto fit = fit_glm(x, y, {.family = family}, offset, weights);
            ASSERT_TRUE(fit) << seed;
            if (family == Family::negative_binomial && std::isinf(fit->theta)) continue;
            const auto at_fit = score(x, y, offset, weights, *fit, family);
            for (std::size_t a = 0; a < 4; ++a) {
                double size = 0;
                for (std::size_t i = 0; i < y.size(); ++i) size += weights[i] * std::abs(x.row(i)[a]);
                EXPECT_LT(std::abs(at_fit[a]), 1e-6 * size) << seed << " " << a;
            }
        }
    }
}

// Two groups: the logarithms of their means, standard errors 1 / sqrt(events).
TEST(Glm, TwoGroupsAreTheirMeans) {
    const Regressors x{2, {1, 0, 1, 0, 1, 1, 1, 1}};
    const std::vector<double> y{3, 5, 10, 20};
    const auto fit = fit_glm(x, y, {});
    ASSERT_TRUE(fit);
    EXPECT_NEAR(fit->coefficients[0], std::log(4), 1e-12);
    EXPECT_NEAR(fit->coefficients[1], std::log(15.0 / 4), 1e-12);
    EXPECT_NEAR(fit->se(0), std::sqrt(1.0 / 8), 1e-10);
    EXPECT_NEAR(fit->se(1), std::sqrt(1.0 / 8 + 1.0 / 30), 1e-10);
    EXPECT_NEAR(fit->leverage[2], 0.5, 1e-12);
    EXPECT_NEAR(fit->dispersion, (2.0 / 4 + 50.0 / 15) / 2, 1e-12);
    const auto quasi = fit_glm(x, y, {.quasi = true});
    EXPECT_NEAR(quasi->se(0), fit->se(0) * std::sqrt(fit->dispersion), 1e-12);
    EXPECT_NEAR(predict(*fit, Family::poisson, std::vector<double>{1, 1}).mean, 15, 1e-10);
    // 3/2 (3^(2/3) 4^(-1/6) - 2) / sqrt(1/2)
    EXPECT_NEAR(anscombe_residuals(*fit, y, 1)[0],
                1.5 * (std::pow(3, 2.0 / 3) * std::pow(4, -1.0 / 6) - 2) / std::sqrt(0.5), 1e-12);
    EXPECT_NEAR(pearson_residuals(*fit, {}, y)[3], 5 / std::sqrt(15), 1e-11);
    EXPECT_NEAR(deviance_residuals(*fit, {}, y)[3], std::sqrt(2 * (20 * std::log(20.0 / 15) - 5)), 1e-11);
    double sum = 0;
    for (const double r : deviance_residuals(*fit, {}, y)) sum += r * r;
    EXPECT_NEAR(sum, fit->deviance, 1e-10);
}

// The covariance against second differences of the log-likelihood; leverages sum to the rank.
TEST(Glm, TheCovarianceIsTheInverseInformation) {
    const auto [x, y, offset, weights] = drawn(3, Family::poisson);
    const auto fit = fit_glm(x, y, {}, offset, weights);
    ASSERT_TRUE(fit);
    double trace = 0;
    for (const double h : fit->leverage) trace += h;
    EXPECT_NEAR(trace, 4, 1e-9);
    // information times covariance is the identity
    for (std::size_t a = 0; a < 4; ++a)
        for (std::size_t b = 0; b < 4; ++b) {
            double sum = 0;
            for (std::size_t c = 0; c < 4; ++c) {
                double information = 0;
                for (std::size_t i = 0; i < y.size(); ++i)
                    information += weights[i] * fit->fitted[i] * x.row(i)[a] * x.row(i)[c];
                sum += information * fit->covariance[c * 4 + b];
            }
            EXPECT_NEAR(sum, a == b ? 1 : 0, 1e-4);
        }
}

TEST(Glm, WhiteAndNeweyWestFromTheirDefinition) {
    const auto [x, y, offset, weights] = drawn(7, Family::poisson);
    for (const bool quasi : {false, true}) {
        const GlmModel model{.quasi = quasi};
        const auto fit = fit_glm(x, y, model, offset, weights);
        ASSERT_TRUE(fit);
        const std::size_t n = y.size();
        for (const std::size_t lag : {0U, 3U}) {
            std::vector<double> wanted(16), meat(16);
            for (std::size_t i = 0; i < n; ++i)
                for (std::size_t j = 0; j < n; ++j) {
                    const std::size_t apart = i > j ? i - j : j - i;
                    if (apart > lag) continue;
                    const double k = 1 - static_cast<double>(apart) / static_cast<double>(lag + 1);
                    for (std::size_t a = 0; a < 16; ++a)
                        meat[a] += k * weights[i] * weights[j] * (y[i] - fit->fitted[i]) *
                                   (y[j] - fit->fitted[j]) * x.row(i)[a / 4] * x.row(j)[a % 4];
                }
            const auto found = newey_west(*fit, model, x, y, {lag, true}, weights);
            for (std::size_t a = 0; a < 4; ++a) {
                double sum = 0;
                for (std::size_t b = 0; b < 4; ++b)
                    for (std::size_t c = 0; c < 4; ++c)
                        sum += fit->covariance[a * 4 + b] * meat[b * 4 + c] * fit->covariance[c * 4 + a];
                sum *= static_cast<double>(n) / static_cast<double>(n - 4) / (fit->scale * fit->scale);
                EXPECT_NEAR(found[a * 4 + a] / sum, 1, 1e-6);
            }
        }
    }
    EXPECT_EQ(usual_lag(100), 4U);
}

// What is fitted is exp_same of the linear predictor to the bit, whichever way it was computed.
TEST(Glm, FittedMeansAreTheSameBitsInAnyPlace) {
    Regressors x{1, {}};
    std::vector<double> y;
    for (int i = 0; i < 21; ++i) {
        x.add(std::vector<double>{1});
        y.push_back(i % 5);
    }
    const auto fit = fit_glm(x, y, {});
    ASSERT_TRUE(fit);
    // Rows alike, in a block of eight or in what is left over.
    for (const double mu : fit->fitted) EXPECT_EQ(mu, fit->fitted[20]);
}

TEST(Glm, DependentColumnsAreSaidOrLeftOut) {
    const Regressors x{3, {1, 1, 2, 1, 2, 3, 1, 3, 4, 1, 4, 5, 1, 5, 6}};  // third = first + second
    const std::vector<double> y{1, 2, 4, 3, 9};
    EXPECT_EQ(fit_glm(x, y, {}).error(), Why::singular);
    const auto fit = fit_glm(x, y, {.drop_dependent = true});
    ASSERT_TRUE(fit);
    EXPECT_EQ(fit->rank, 2U);
    EXPECT_FALSE(fit->kept[2]);
    EXPECT_EQ(fit->coefficients[2], 0);
    EXPECT_EQ(fit->se(2), 0);
}

TEST(Glm, SaysWhyNot) {
    const Regressors one{1, {1, 1, 1}};
    EXPECT_EQ(fit_glm(one, std::vector<double>{0, 0, 0}, {}).error(), Why::no_events);
    EXPECT_EQ(fit_glm(one, std::vector<double>{0, -1, 0}, {}).error(), Why::not_a_count);
    EXPECT_EQ(fit_glm(one, std::vector<double>{0, std::nan(""), 0}, {}).error(), Why::not_a_count);
    EXPECT_EQ(fit_glm({1, {1}}, std::vector<double>{4}, {}).error(), Why::too_few_values);
    EXPECT_EQ(fit_glm({}, std::vector<double>{}, {}).error(), Why::too_few_values);
    EXPECT_EQ(fit_glm(one, std::vector<double>{1, 1, 1}, {.family = Family::binomial}).error(),
              Why::no_events);
    EXPECT_EQ(fit_glm(one, std::vector<double>{2, 1, 0}, {.family = Family::binomial}).error(),
              Why::not_a_count);
}

// A group without events goes to 0 without taking the others along.
TEST(Glm, AGroupWithoutEventsFitsAsZero) {
    const Regressors x{2, {1, 0, 1, 0, 1, 0, 1, 1, 1, 1}};
    const auto fit = fit_glm(x, std::vector<double>{3, 4, 5, 0, 0}, {});
    ASSERT_TRUE(fit);
    EXPECT_NEAR(fit->fitted[0], 4, 1e-9);
    EXPECT_LT(fit->fitted[3], 1e-9);
}

TEST(Glm, EvenCountsHaveThetaInfinity) {
    const auto fit =
        fit_glm({1, {1, 1, 1, 1}}, std::vector<double>{5, 5, 6, 5}, {.family = Family::negative_binomial});
    ASSERT_TRUE(fit);
    EXPECT_TRUE(std::isinf(fit->theta));
    EXPECT_NEAR(fit->fitted[0], 5.25, 1e-9);
}

TEST(Glm, FAboveIsTheSquareOfT) {
    EXPECT_NEAR(f_above(4, 1, 10), 0.0733880347707, 1e-10);  // P(|t_10| > 2)
    EXPECT_EQ(f_above(0, 3, 5), 1);
}
