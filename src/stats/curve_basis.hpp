// Columns whose weighted sums are the curves of one variable: what a regression fits in place of a straight line.
//
//     linear       x
//     polynomial   u .. u^degree,   u = (2 x - low - high) / (high - low)
//     spline       B-splines of a degree: pieces of polynomials that join smoothly at the knots
//     natural      cubic splines whose second derivative is 0 at low and high, straight lines beyond
//     threshold    one knot k: max(x - k, 0);   two: max(k1 - x, 0) and max(x - k2, 0)
//     strata       1 from a knot up to the next, else 0
//
// With `constant` their sums reach a constant too; without, they are 0 at low (polynomial: at the middle; threshold and
// strata: at or below the first knot, between two thresholds). Beyond low and high a spline goes on as its last piece.
//
// Sources: de Boor 2001, A Practical Guide to Splines; Hastie & Tibshirani 1990, Generalized Additive Models (natural).
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace atalaya::stats {

enum class CurveShape { linear, polynomial, spline, natural, threshold, strata };

struct CurveModel {
    CurveShape shape = CurveShape::linear;
    int degree = 3;             // of polynomial and spline, 1 or more
    std::vector<double> knots;  // ascending, none twice; of spline and natural between low and high
    double low = 0, high = 1;   // low < high
    bool constant = false;
};

class CurveBasis {
  public:
    // A promise: the model is as said above, a threshold has one knot or two, strata without a constant at least one.
    explicit CurveBasis(CurveModel model);

    std::size_t columns() const { return columns_; }
    // The columns at a finite x. O(knots), natural O(knots) twice over.
    std::vector<double> at(double x) const;

  private:
    std::vector<double> b_splines(double x, int degree) const;
    std::vector<double> b_spline_slopes(double x, int degree, int order) const;
    std::vector<double> natural_at(double x) const;
    void hold_ends_straight();

    CurveModel model_;
    std::vector<double> all_knots_;  // with low and high as often as the degree asks for
    std::vector<std::vector<double>>
        reflections_;  // of natural: turn the two bends at the ends into the first columns
    std::size_t columns_{};
};

}  // namespace atalaya::stats
