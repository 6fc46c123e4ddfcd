#include "stats/propensity.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "stats/published_case.hpp"
#include "stats/random.hpp"

using namespace atalaya::stats;

TEST(Propensity, PublishedTrainingProgramme) {
    const PublishedCase published{"propensity_lalonde"};
    SKIP_WITHOUT(published);
    const std::string names[] = {"age", "educ", "black", "hispan", "married", "nodegree", "re74", "re75"};
    std::vector<std::vector<double>> covariates;
    for (const auto& name : names) covariates.push_back(published.numbers("lalonde.csv", name));
    const auto found = propensity_weighting(published.numbers("lalonde.csv", "re78"),
                                            published.numbers("lalonde.csv", "treat"), covariates);
    ASSERT_TRUE(found);
    const auto& e = published.expected;
    EXPECT_EQ(std::round(found->raw_difference), e["published_raw_difference"].get<double>());
    EXPECT_NEAR(found->raw_difference, e["raw_difference"].get<double>(), 1e-6);
    EXPECT_NEAR(found->att / e["att_ipw"].get<double>(), 1, 1e-6);
    EXPECT_NEAR(found->ate / e["ate_hajek"].get<double>(), 1, 1e-6);
    EXPECT_NEAR(found->effective_untreated / e["control_effective_sample_size"].get<double>(), 1, 1e-6);
    EXPECT_NEAR(found->coefficients[0], e["propensity_coef"]["(Intercept)"].get<double>(), 1e-6);
    for (std::size_t k = 0; k < 8; ++k) {
        EXPECT_NEAR(found->coefficients[k + 1], e["propensity_coef"][names[k]].get<double>(), 1e-6)
            << names[k];
        EXPECT_NEAR(*found->balance[k].before, e["smd_unweighted"][names[k]].get<double>(), 1e-6) << names[k];
        EXPECT_NEAR(*found->balance[k].after, e["smd_att_weighted"][names[k]].get<double>(), 1e-6)
            << names[k];
    }
}

// One covariate of two values: the scores are the shares treated, and the ATT the mean of the differences within
// each value, weighted by the treated. 2 of 4 with x = 0, 3 of 4 with x = 1.
TEST(Propensity, TwoStrataByHand) {
    const std::vector<double> x{0, 0, 0, 0, 1, 1, 1, 1}, treated{1, 1, 0, 0, 1, 1, 1, 0};
    const std::vector<double> y{5, 7, 1, 3, 10, 11, 12, 4};
    const auto found = propensity_weighting(y, treated, std::vector<std::vector<double>>{x});
    ASSERT_TRUE(found);
    EXPECT_NEAR(found->score[0], 0.5, 1e-9);
    EXPECT_NEAR(found->score[7], 0.75, 1e-9);
    EXPECT_NEAR(found->att, (2 * 4 + 3 * 7) / 5.0, 1e-8);
    EXPECT_NEAR(found->ate, (4 * 4 + 4 * 7) / 8.0, 1e-8);
    EXPECT_NEAR(*found->balance[0].after, 0, 1e-8);
    EXPECT_NEAR(found->effective_untreated, 25.0 / 11, 1e-8);  // weights 1, 1, 3
}

TEST(Propensity, RemovesAKnownImbalance) {
    Random random{6, stream_of("propensity")};
    std::vector<double> x, treated, y;
    for (int i = 0; i < 4000; ++i) {
        x.push_back(random.normal());
        treated.push_back(random.chance(1 / (1 + std::exp(-x.back()))));
        y.push_back(3 * x.back() + 2 * treated.back() + random.normal());
    }
    const auto found = propensity_weighting(y, treated, std::vector<std::vector<double>>{x});
    ASSERT_TRUE(found);
    EXPECT_GT(found->raw_difference, 4);
    EXPECT_NEAR(found->ate, 2, 4 * found->ate_se);
    EXPECT_NEAR(found->att, 2, 4 * found->att_se);
}

TEST(Propensity, SaysWhyNot) {
    const std::vector<double> y{1, 2, 3, 4, 5, 6}, treated{1, 1, 1, 0, 0, 0};
    const auto with = [&](std::vector<double> x) {
        return propensity_weighting(y, treated, std::vector<std::vector<double>>{std::move(x)});
    };
    EXPECT_EQ(with({1, 1, 1, 1, 1, 1}).error(), Why::singular);
    EXPECT_EQ(with({1, 2, 3, 11, 12, 13}).error(), Why::no_fit);  // told apart wholly
    EXPECT_EQ(with({1, 2, std::nan(""), 1, 2, 3}).error(), Why::not_a_count);
    EXPECT_EQ(propensity_weighting(y, std::vector<double>{1, 0, 0, 0, 0, 0}, {}).error(),
              Why::too_few_values);
}
