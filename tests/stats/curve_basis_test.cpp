#include "stats/curve_basis.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "stats/least_squares.hpp"

using namespace atalaya::stats;

namespace {

const std::vector<double> knots{2, 3.5, 7};

// From the definition: the recursion of Cox and de Boor, knots at the ends repeated.
double b_spline(const std::vector<double>& t, std::size_t j, std::size_t degree, double x) {
    if (degree == 0) return x >= t[j] && x < t[j + 1] ? 1 : 0;
    const double up = t[j + degree] - t[j], down = t[j + degree + 1] - t[j + 1];
    return (up > 0 ? (x - t[j]) / up * b_spline(t, j, degree - 1, x) : 0) +
           (down > 0 ? (t[j + degree + 1] - x) / down * b_spline(t, j + 1, degree - 1, x) : 0);
}

double sum(const std::vector<double>& row) {
    return std::accumulate(row.begin(), row.end(), 0.0);
}

// What is left of values at `at` by the best sum of the columns.
double left_over(const CurveBasis& basis, const std::vector<double>& at, const std::vector<double>& values) {
    Design design{basis.columns(), {}};
    for (const double x : at) design.rows.push_back(basis.at(x));
    const auto fit = weighted_least_squares(design, values, std::vector<double>(at.size(), 1.0));
    double most = 0;
    for (std::size_t i = 0; i < at.size(); ++i)
        most = std::max(most, std::abs(values[i] - predicted(design.rows[i], fit)));
    return most;
}

std::vector<double> even(double low, double high, int steps) {
    std::vector<double> out;
    for (int i = 0; i <= steps; ++i) out.push_back(low + (high - low) * i / steps);
    return out;
}

template <class F>
std::vector<double> of(const std::vector<double>& at, F f) {
    std::vector<double> out;
    for (const double x : at) out.push_back(f(x));
    return out;
}

// By differences of what is linear within each piece or exactly cubic.
std::vector<double> bend(const CurveBasis& basis, double x, double h) {
    auto out = basis.at(x - h);
    const auto here = basis.at(x), after = basis.at(x + h);
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = (out[i] - 2 * here[i] + after[i]) / (h * h);
    return out;
}

}  // namespace

TEST(CurveBasis, BSplinesAreThoseOfTheDefinition) {
    for (const int degree : {1, 2, 3}) {
        const CurveBasis basis{{.shape = CurveShape::spline,
                                .degree = degree,
                                .knots = knots,
                                .low = 1,
                                .high = 9,
                                .constant = true}};
        const auto ends = static_cast<std::size_t>(degree) + 1;
        std::vector<double> t(ends, 1.0);
        t.insert(t.end(), knots.begin(), knots.end());
        t.insert(t.end(), ends, 9.0);
        ASSERT_EQ(basis.columns(), knots.size() + ends);
        for (const double x : even(1, 8.99, 40)) {
            const auto row = basis.at(x);
            for (std::size_t j = 0; j < row.size(); ++j)
                EXPECT_NEAR(row[j], b_spline(t, j, ends - 1, x), 1e-14) << degree << " " << x << " " << j;
        }
        EXPECT_NEAR(basis.at(9).back(), 1, 1e-14);
        EXPECT_NEAR(sum(basis.at(9.5)), 1, 1e-12);
    }
}

TEST(CurveBasis, ASplineGoesOnAsItsLastPiece) {
    const CurveBasis basis{
        {.shape = CurveShape::spline, .degree = 2, .knots = knots, .low = 1, .high = 9, .constant = true}};
    const auto at = even(-1, 11, 24);
    EXPECT_LT(left_over(basis, at, of(at, [](double x) { return 3 - x + 0.5 * x * x; })), 1e-9);
    EXPECT_GT(left_over(basis, at, of(at, [](double x) { return x * x * x; })), 1);
}

TEST(CurveBasis, NaturalSplinesEndStraightAndReachStraightLines) {
    for (const bool constant : {true, false}) {
        for (const auto& inner : {std::vector<double>{}, std::vector<double>{4}, knots}) {
            const CurveBasis basis{
                {.shape = CurveShape::natural, .knots = inner, .low = 1, .high = 9, .constant = constant}};
            EXPECT_EQ(basis.columns(), inner.size() + 1 + constant);
            for (const double end : {1.0, 9.0})
                for (const double value : bend(basis, end, 1e-4)) EXPECT_NEAR(value, 0, 1e-3);
            for (const double beyond : {-5.0, 14.0})
                for (const double value : bend(basis, beyond, 1)) EXPECT_NEAR(value, 0, 1e-9);
            const auto at = even(-2, 12, 30);
            EXPECT_LT(left_over(basis, at, of(at, [&](double x) { return 2 * (x - 1) + 5.0 * constant; })),
                      1e-9);
            if (constant) continue;
            for (const double value : basis.at(1)) EXPECT_NEAR(value, 0, 1e-12);
        }
    }
}

// A natural spline of one knot in the form of truncated powers, another basis of the same curves (Hastie, Tibshirani &
// Friedman 2009, (5.4)).
TEST(CurveBasis, NaturalSplinesReachTheTruncatedPowers) {
    const CurveBasis basis{
        {.shape = CurveShape::natural, .knots = {4}, .low = 1, .high = 9, .constant = true}};
    const auto cube = [](double x, double k) { return x > k ? (x - k) * (x - k) * (x - k) : 0; };
    const auto d = [&](double x, double k) { return (cube(x, k) - cube(x, 9)) / (9 - k); };
    const auto at = even(0, 10, 50);
    EXPECT_LT(left_over(basis, at, of(at, [&](double x) { return d(x, 1) - d(x, 4); })), 1e-9);
}

TEST(CurveBasis, ThresholdsStrataAndPowersAreWhatTheySay) {
    using Row = std::vector<double>;
    const CurveBasis above{{.shape = CurveShape::threshold, .knots = {20}}};
    EXPECT_EQ(above.at(15), Row{0});
    EXPECT_EQ(above.at(23), Row{3});
    const CurveBasis outside{{.shape = CurveShape::threshold, .knots = {15, 25}}};
    EXPECT_EQ(outside.at(12), (Row{3, 0}));
    EXPECT_EQ(outside.at(20), (Row{0, 0}));
    EXPECT_EQ(outside.at(26), (Row{0, 1}));
    const CurveBasis strata{{.shape = CurveShape::strata, .knots = {2, 6}, .constant = true}};
    EXPECT_EQ(strata.at(1), (Row{1, 0, 0}));
    EXPECT_EQ(strata.at(2), (Row{0, 1, 0}));
    EXPECT_EQ(strata.at(9), (Row{0, 0, 1}));
    const CurveBasis against_first{{.shape = CurveShape::strata, .knots = {2, 6}}};
    EXPECT_EQ(against_first.at(1), (Row{0, 0}));
    const CurveBasis powers{
        {.shape = CurveShape::polynomial, .degree = 3, .low = 0, .high = 4, .constant = true}};
    EXPECT_EQ(powers.at(4), (Row{1, 1, 1, 1}));
    EXPECT_EQ(powers.at(3), (Row{1, 0.5, 0.25, 0.125}));
    EXPECT_EQ((CurveBasis{{.shape = CurveShape::linear}}.at(7)), Row{7});
}
