#include "stats/distributions.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

using namespace atalaya::stats;

// Printed in every statistical table.
TEST(Distributions, GiveTheNumbersOfTheTables) {
    EXPECT_NEAR(normal_quantile(0.975), 1.959963984540054, 1e-14);
    EXPECT_NEAR(normal_cdf(-1.959963984540054), 0.025, 1e-15);
    EXPECT_NEAR(t_quantile(0.975, 10), 2.2281388519862747, 1e-12);
    EXPECT_NEAR(t_quantile(0.95, 1), std::tan(0.45 * M_PI), 1e-11);
    EXPECT_NEAR(chi2_quantile(0.95, 1), 3.841458820694124, 1e-12);
    EXPECT_NEAR(chi2_quantile(0.95, 10), 18.307038053275146, 1e-11);
}

TEST(Distributions, QuantilesUndoTheirFunctions) {
    for (const double p : {0.001, 0.025, 0.3, 0.5, 0.9, 0.999}) {
        EXPECT_NEAR(normal_cdf(normal_quantile(p)), p, 1e-13);
        for (const double df : {1.0, 2.5, 24.0, 1e4}) {
            EXPECT_NEAR(t_cdf(t_quantile(p, df), df), p, 1e-12);
            EXPECT_NEAR(chi2_cdf(chi2_quantile(p, df), df), p, 1e-12);
        }
        EXPECT_NEAR(beta_cdf(beta_quantile(p, 2, 7), 2, 7), p, 1e-12);
        EXPECT_NEAR(gamma_cdf(gamma_quantile(p, 0.3, 5), 0.3, 5), p, 1e-12);
        EXPECT_NEAR(gamma_above(gamma_quantile(p, 0.3, 5), 0.3, 5), 1 - p, 1e-12);
    }
}

TEST(Distributions, StudentWithEndlessFreedomIsTheNormal) {
    const double endless = std::numeric_limits<double>::infinity();
    EXPECT_EQ(t_quantile(0.9, endless), normal_quantile(0.9));
    EXPECT_NEAR(t_two_sided(1.96, endless), 2 * normal_cdf(-1.96), 1e-16);
    EXPECT_NEAR(t_two_sided(0.001, 5), 1 - 2 * (t_cdf(0.001, 5) - 0.5), 1e-14);
}

TEST(Distributions, FarTailsAreNotZero) {
    EXPECT_GT(t_two_sided(30, 1e6), 0);
    EXPECT_GT(normal_cdf(-30), 0);
}

TEST(Distributions, ProbabilitiesAddUpToTheirFunctions) {
    double poisson = 0, binomial = 0;
    for (int k = 0; k <= 12; ++k) {
        poisson += poisson_pmf(k, 7.5);
        binomial += binomial_pmf(k, 30, 0.3);
        EXPECT_NEAR(poisson_cdf(k, 7.5), poisson, 1e-14);
        EXPECT_NEAR(binomial_cdf(k, 30, 0.3), binomial, 1e-14);
    }
    EXPECT_EQ(poisson_pmf(0, 0), 1);
    EXPECT_EQ(poisson_cdf(-1, 3), 0);
    EXPECT_EQ(binomial_cdf(30, 30, 0.3), 1);
    EXPECT_NEAR(binomial_pmf(0, 0, 0.3), 1, 1e-15);
}

// On both sides of the shape from which the cube root stands in for the series.
TEST(Distributions, LargeShapesGoOnWhereTheSeriesEnd) {
    for (const double z : {-5.5, -3.0, -0.5, 0.0, 2.0, 4.0, 6.0}) {
        const auto at = [&](double shape) { return shape + z * std::sqrt(shape); };
        const double below = 1e9 - 1, from = 1e9;
        EXPECT_NEAR(gamma_cdf(at(from), from, 1) / gamma_cdf(at(below), below, 1), 1, 2e-6) << z;
        EXPECT_NEAR(gamma_above(at(from), from, 1) / gamma_above(at(below), below, 1), 1, 2e-6) << z;
        EXPECT_NEAR(gamma_above(at(1e12), 1e12, 1) / normal_cdf(-z), 1, 1e-3) << z;
        const double p = normal_cdf(z);
        EXPECT_NEAR((gamma_quantile(p, from, 1) / gamma_quantile(p, below, 1) - 1) * 1e9, 1, 0.05) << z;
    }
    EXPECT_NEAR(poisson_cdf(1'000'004'999'999, 1e12), 1 - normal_cdf(-5), 1e-9);
}
