#include "render/chart_classes.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "render/chart_samples.hpp"

namespace atalaya::render {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// Quantiles of 1..101 at 0.2, 0.4 ... are 21, 41, 61 and 81: a sixth of 60 is a step of 10; of all 100, 10 too.
TEST(Classes, LimitsAreQuantilesInRoundNumbers) {
    std::vector<double> values;
    for (int i = 101; i >= 1; --i) values.push_back(i);
    EXPECT_THAT(quantile_limits(values), ElementsAre(20, 40, 60, 80));
    EXPECT_THAT(quantile_limits(values, 2), ElementsAre(50));
    EXPECT_THAT(quantile_limits(values, 1), IsEmpty());
    EXPECT_THAT(quantile_limits(std::vector<double>{100, 123.4, 156.7, 200}, 2), ElementsAre(140));
    EXPECT_THAT(quantile_limits(std::vector<double>{0.01, 0.01234, 0.02}, 2), ElementsAre(0.012));
    EXPECT_THAT(quantile_limits(std::vector<double>{0.1, 0.354, 0.6}, 2), ElementsAre(0.35));
}

// Quantiles 19.8, 25.1, 26.1 and 31.2: a class of 25 to 26 would be a tenth of their spread. From 20 to 25 nothing lies.
TEST(Classes, NoClassIsMuchNarrowerThanItsNeighbours) {
    const std::vector<double> rates{12, 19.8, 25.1, 26.1, 31.2, 40};
    EXPECT_THAT(quantile_limits(rates), ElementsAre(20, 26, 31));

    test::Numbers numbers{78};
    for (int round = 0; round < 500; ++round) {
        std::vector<double> values;
        for (int i = 0, n = 6 + round % 40; i < n; ++i) values.push_back(std::pow(10, numbers.between(0, 4)));
        const auto limits = quantile_limits(values);
        ASSERT_FALSE(limits.empty());
        // Rounding moves each end by half a step of at most a sixth.
        for (std::size_t i = 1; i < limits.size(); ++i)
            EXPECT_GE(limits[i] - limits[i - 1], (limits.back() - limits.front()) / 8 / (1 + 1.0 / 6))
                << "round " << round;
    }
}

TEST(Classes, LimitsIncreaseAndEveryClassHoldsAValue) {
    test::Numbers numbers{77};
    for (int round = 0; round < 500; ++round) {
        std::vector<double> values;
        const double spread = std::pow(10, numbers.between(-1, 3));
        for (int i = 0, n = 1 + round % 60; i < n; ++i)
            values.push_back(std::floor(numbers.between(0, spread)));
        const auto limits = quantile_limits(values);

        std::vector<int> held(limits.size() + 1, 0);
        for (const double v : values) ++held[static_cast<std::size_t>(class_of(v, limits))];
        for (std::size_t i = 1; i < limits.size(); ++i) EXPECT_LT(limits[i - 1], limits[i]);
        EXPECT_THAT(held, testing::Each(testing::Gt(0))) << "round " << round;
    }
}

TEST(Classes, ValuesThatAreEqualOrNotThereLeaveNoLimits) {
    EXPECT_THAT(quantile_limits(std::vector<double>{}), IsEmpty());
    EXPECT_THAT(quantile_limits(std::vector<double>{7, 7, 7}), IsEmpty());
    EXPECT_THAT(quantile_limits(std::vector<double>{NAN, 7, NAN}), IsEmpty());
}

TEST(Classes, AValueAtALimitIsInTheClassAbove) {
    const std::vector<double> limits = {10, 20};
    EXPECT_EQ(class_of(9.99, limits), 0);
    EXPECT_EQ(class_of(10, limits), 1);
    EXPECT_EQ(class_of(20, limits), 2);
    EXPECT_EQ(class_of(3, {}), 0);
}

TEST(Classes, LabelsSayTheLimits) {
    const std::vector<double> limits = {51, 66, 1300};
    EXPECT_THAT(class_labels(limits, test::spanish), ElementsAre("< 51", "51–66", "66–1.300", "1.300+"));
    EXPECT_THAT(class_labels({}, test::spanish), IsEmpty());
    const double counts[] = {1, 2.4, 4};
    EXPECT_THAT(class_labels(counts, test::spanish, true), ElementsAre("0", "1–2", "3", "4+"));
}

}  // namespace
}  // namespace atalaya::render
