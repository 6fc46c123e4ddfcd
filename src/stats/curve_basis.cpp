#include "stats/curve_basis.hpp"

#include <algorithm>
#include <cmath>

#include "core/error.hpp"

namespace atalaya::stats {

namespace {

double dot(std::span<const double> a, std::span<const double> b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
    return sum;
}

// row (I - 2 v v' / v'v)
void reflect(std::span<double> row, std::span<const double> v) {
    const double share = 2 * dot(row, v) / dot(v, v);
    for (std::size_t i = 0; i < row.size(); ++i) row[i] -= share * v[i];
}

}  // namespace

CurveBasis::CurveBasis(CurveModel model) : model_{std::move(model)} {
    const auto& knots = model_.knots;
    expects(model_.low < model_.high && model_.degree >= 1, "a curve over a range, of a degree");
    expects(std::ranges::adjacent_find(knots, std::greater_equal{}) == knots.end(), "knots ascend");
    const auto degree = static_cast<std::size_t>(model_.degree);
    const std::size_t constant = model_.constant ? 1 : 0;
    switch (model_.shape) {
        case CurveShape::linear: columns_ = 1 + constant; return;
        case CurveShape::polynomial: columns_ = degree + constant; return;
        case CurveShape::threshold:
            expects(knots.size() == 1 || knots.size() == 2, "a threshold has one knot or two");
            columns_ = knots.size() + constant;
            return;
        case CurveShape::strata:
            expects(!knots.empty() || model_.constant, "strata have a knot or a constant");
            columns_ = knots.size() + constant;
            return;
        case CurveShape::natural: model_.degree = 3; break;
        case CurveShape::spline: break;
    }
    expects(knots.empty() || (knots.front() > model_.low && knots.back() < model_.high),
            "knots lie between low and high");
    const auto ends = static_cast<std::size_t>(model_.degree) + 1;
    all_knots_.assign(ends, model_.low);
    all_knots_.insert(all_knots_.end(), knots.begin(), knots.end());
    all_knots_.insert(all_knots_.end(), ends, model_.high);
    columns_ = knots.size() + ends - 1 + constant;
    if (model_.shape == CurveShape::natural) hold_ends_straight();
}

// The B-splines of a degree over all knots, by the recursion of Cox and de Boor.
std::vector<double> CurveBasis::b_splines(double x, int degree) const {
    const auto& t = all_knots_;
    const auto first = static_cast<std::size_t>(model_.degree), last = t.size() - first - 2;
    std::size_t piece = first;
    while (piece < last && x >= t[piece + 1]) ++piece;
    const auto d = static_cast<std::size_t>(degree);
    std::vector<double> out(t.size() - d - 1, 0.0);
    out[piece] = 1;
    for (std::size_t k = 1; k <= d; ++k) {
        for (std::size_t j = piece - k; j <= piece; ++j) {
            const double up = t[j + k] > t[j] ? (x - t[j]) / (t[j + k] - t[j]) * out[j] : 0;
            const bool none_down = j == piece || t[j + k + 1] == t[j + 1];
            const double down = none_down ? 0 : (t[j + k + 1] - x) / (t[j + k + 1] - t[j + 1]) * out[j + 1];
            out[j] = up + down;
        }
    }
    return out;
}

std::vector<double> CurveBasis::b_spline_slopes(double x, int degree, int order) const {
    if (order == 0) return b_splines(x, degree);
    const auto lower = b_spline_slopes(x, degree - 1, order - 1);
    const auto& t = all_knots_;
    const auto d = static_cast<std::size_t>(degree);
    std::vector<double> out(lower.size() - 1);
    for (std::size_t j = 0; j < out.size(); ++j) {
        const double left = t[j + d] - t[j], right = t[j + d + 1] - t[j + 1];
        out[j] = degree * ((left > 0 ? lower[j] / left : 0) - (right > 0 ? lower[j + 1] / right : 0));
    }
    return out;
}

// Householder: after both reflections, all but the first two columns have no second derivative at low and high.
void CurveBasis::hold_ends_straight() {
    for (const double end : {model_.low, model_.high}) {
        auto bend = b_spline_slopes(end, 3, 2);
        if (!model_.constant) bend.erase(bend.begin());
        for (const auto& earlier : reflections_) reflect(bend, earlier);
        const std::size_t first = reflections_.size();
        std::fill_n(bend.begin(), first, 0.0);
        const double length = std::sqrt(dot(bend, bend));
        bend[first] += bend[first] < 0 ? -length : length;
        reflections_.push_back(std::move(bend));
    }
    columns_ -= 2;
}

std::vector<double> CurveBasis::natural_at(double x) const {
    const double inside = std::clamp(x, model_.low, model_.high);
    auto row = b_splines(inside, 3);
    if (x != inside) {
        const auto slopes = b_spline_slopes(inside, 3, 1);
        for (std::size_t i = 0; i < row.size(); ++i) row[i] += slopes[i] * (x - inside);
    }
    if (!model_.constant) row.erase(row.begin());
    for (const auto& one : reflections_) reflect(row, one);
    row.erase(row.begin(), row.begin() + 2);
    return row;
}

std::vector<double> CurveBasis::at(double x) const {
    const auto& knots = model_.knots;
    if (model_.shape == CurveShape::natural) return natural_at(x);
    if (model_.shape == CurveShape::spline) {
        auto row = b_splines(x, model_.degree);
        if (!model_.constant) row.erase(row.begin());
        return row;
    }
    std::vector<double> row;
    if (model_.shape == CurveShape::strata) {
        const auto stratum =
            static_cast<std::size_t>(std::upper_bound(knots.begin(), knots.end(), x) - knots.begin());
        for (std::size_t i = model_.constant ? 0 : 1; i <= knots.size(); ++i) row.push_back(i == stratum);
        return row;
    }
    if (model_.constant) row.push_back(1);
    if (model_.shape == CurveShape::linear) row.push_back(x);
    if (model_.shape == CurveShape::polynomial) {
        const double u = (2 * x - model_.low - model_.high) / (model_.high - model_.low);
        double power = 1;
        for (int d = 0; d < model_.degree; ++d) row.push_back(power *= u);
    }
    if (model_.shape == CurveShape::threshold) {
        if (knots.size() == 2) row.push_back(std::max(knots.front() - x, 0.0));
        row.push_back(std::max(x - knots.back(), 0.0));
    }
    return row;
}

}  // namespace atalaya::stats
