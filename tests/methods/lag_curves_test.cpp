#include "methods/lag_curves.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "core/error.hpp"

using namespace atalaya;
using namespace atalaya::methods;
using stats::CurveShape;
using testing::ElementsAre;

namespace {

const std::vector<double> heat{10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30};

Asked asked(const std::string& shape, const std::string& lag_shape, std::int64_t df = 4) {
    Asked out;
    out.choices = {{"shape", shape}, {"lag_shape", lag_shape}};
    out.numbers = {{"df", static_cast<double>(df)}, {"lag_df", static_cast<double>(df)}, {"degree", 2}};
    return out;
}

Asked with_knots(Asked asked, const Texts& of, const Numbers& at) {
    Frame knots;
    knots.add("of", of);
    knots.add("at", at);
    asked.tables.emplace("knots", knots);
    return asked;
}

}  // namespace

TEST(LagCurves, KnotsLieAtQuantilesAsManyAsDfAsksFor) {
    EXPECT_THAT(
        value_curve(asked("natural", "each", 3), "value", "", heat)->knots,
        ElementsAre(testing::DoubleNear(10 + 20.0 / 3, 1e-9), testing::DoubleNear(10 + 40.0 / 3, 1e-9)));
    EXPECT_THAT(value_curve(asked("spline", "each", 3), "value", "", heat)->knots, ElementsAre(20));
    EXPECT_TRUE(value_curve(asked("linear", "each"), "value", "", heat)->knots.empty());
    // Values that most days share leave one knot of three.
    const std::vector<double> mild{10, 20, 20, 20, 20, 20, 20, 20, 20, 20, 30};
    EXPECT_THAT(quantile_knots(mild, 3), ElementsAre(20));
}

TEST(LagCurves, KnotsOfTheTableComeFirst) {
    const auto given = with_knots(asked("natural", "natural"), {"value", "lag", "value"}, {25, 2, 15});
    EXPECT_THAT(value_curve(given, "value", "", heat)->knots, ElementsAre(15, 25));
    EXPECT_THAT(lag_curve(given, "lag", "", 7).knots, ElementsAre(2));
    EXPECT_NO_THROW(check_knots_table(given));
    EXPECT_THROW(check_knots_table(with_knots(asked("natural", "each"), {"heat"}, {25})), Error);
}

TEST(LagCurves, LagsBendEvenlyOnTheLogarithm) {
    const auto curve = lag_curve(asked("linear", "natural", 4), "lag", "", 30);
    const double step = (1 + std::log(30.0)) / 3;
    EXPECT_TRUE(curve.constant);
    EXPECT_THAT(curve.knots, ElementsAre(testing::DoubleNear(std::exp(step - 1), 1e-12),
                                         testing::DoubleNear(std::exp(2 * step - 1), 1e-12)));
    EXPECT_EQ(lag_curve(asked("linear", "polynomial", 5), "lag", "", 15).degree, 4);
    EXPECT_THAT(lag_curve(asked("linear", "each"), "lag", "", 3).knots, ElementsAre(1, 2, 3));
    for (const auto& one : {lag_curve(asked("linear", "together"), "lag", "", 3),
                            lag_curve(asked("linear", "natural"), "lag", "", 0)})
        EXPECT_EQ(stats::CurveBasis{one}.columns(), 1u);
}

TEST(LagCurves, KnotsThatAreNotWhatTheShapeTakesAreRefused) {
    const auto curve = [](const Asked& asked) { return value_curve(asked, "value", "", heat); };
    EXPECT_THROW(curve(asked("threshold", "each")), Error);
    EXPECT_THROW(curve(asked("strata", "each")), Error);
    EXPECT_THROW(curve(with_knots(asked("natural", "each"), {"value"}, {31})), Error);
    EXPECT_THROW(curve(with_knots(asked("natural", "each"), {"value", "value"}, {20, 20})), Error);
    EXPECT_THROW(lag_curve(asked("linear", "strata"), "lag", "", 7), Error);
    // What a shape cannot do with so little freedom.
    EXPECT_THROW(curve(asked("spline", "each", 1)), Error);
    EXPECT_THROW(lag_curve(asked("linear", "natural", 1), "lag", "", 7), Error);
    EXPECT_THROW(lag_curve(asked("linear", "polynomial", 1), "lag", "", 7), Error);
    EXPECT_EQ(value_curve(asked("natural", "each"), "value", "", {20, 20}).error(), stats::Why::constant);
    EXPECT_EQ(value_curve(asked("natural", "each"), "value", "", {}).error(), stats::Why::not_a_number);
}
