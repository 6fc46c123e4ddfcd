#include "methods/lag_curves.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "core/error.hpp"
#include "stats/percentiles.hpp"

namespace atalaya::methods {

std::vector<double> known_ascending(const Numbers& values) {
    std::vector<double> out;
    std::ranges::copy_if(values, std::back_inserter(out), [](double v) { return std::isfinite(v); });
    std::ranges::sort(out);
    return out;
}

// Quantiles as knots; values that many days share leave fewer.
std::vector<double> quantile_knots(const std::vector<double>& ascending, std::int64_t count) {
    std::vector<double> out;
    for (std::int64_t k = 1; k <= count; ++k) {
        const double knot =
            stats::quantile_of(ascending, static_cast<double>(k) / static_cast<double>(count + 1));
        if (knot > (out.empty() ? ascending.front() : out.back()) && knot < ascending.back())
            out.push_back(knot);
    }
    return out;
}

namespace {

std::vector<double> listed_knots(const Asked& asked, const std::string& of) {
    std::vector<double> out;
    if (!asked.has("knots")) return out;
    const auto& table = asked.table("knots");
    for (std::size_t i = 0; i < table.rows(); ++i)
        if (table.texts("of")[i] == of) out.push_back(table.numbers("at")[i]);
    std::ranges::sort(out);
    return out;
}

// Throws where knots are not what the shape takes.
void check_knots(const stats::CurveModel& curve, const std::string& of) {
    const auto& knots = curve.knots;
    const bool twice = std::ranges::adjacent_find(knots, std::greater_equal{}) != knots.end();
    const bool outside = !knots.empty() && (knots.front() <= curve.low || knots.back() >= curve.high);
    if (twice || outside)
        throw Error{Fault::bad_input,
                    message("table knots: expected knots of {} above {} and below {}, none twice", of,
                            curve.low, curve.high)};
    const bool threshold = curve.shape == stats::CurveShape::threshold;
    if ((threshold && (knots.empty() || knots.size() > 2)) ||
        (curve.shape == stats::CurveShape::strata && knots.empty()))
        throw Error{
            Fault::usage,
            message("expected a table knots that says where {} turns: one knot or two of a threshold, one "
                    "or more of strata",
                    of)};
}

// Knots so far apart as lags grow: evenly on the logarithm.
std::vector<double> lag_knots(std::int64_t count, double lag) {
    std::vector<double> out;
    const double step = (1 + std::log(lag)) / static_cast<double>(count + 1);
    for (std::int64_t k = 1; k <= count; ++k) out.push_back(std::exp(step * static_cast<double>(k) - 1));
    return out;
}

}  // namespace

TableSpec knots_table() {
    return {
        .name = "knots", .columns = {{.name = "of", .holds = Holds::text}, {.name = "at"}}, .optional = true};
}

void check_knots_table(const Asked& asked) {
    if (!asked.has("knots")) return;
    for (const auto& of : asked.table("knots").texts("of"))
        if (of != "value" && of != "lag" && of != "other" && of != "other_lag")
            throw Error{
                Fault::bad_input,
                message("table knots: expected of to be value, lag, other or other_lag, found \"{}\"", of)};
}

std::vector<Setting> lag_settings(const std::string& prefix, double usual_lag) {
    return {choice(prefix + "shape", {"natural", "spline", "linear", "threshold", "strata"}),
            whole(prefix + "df", 4, 1, 20), whole(prefix + "lag", usual_lag, 0, 60, "day"),
            choice(prefix + "lag_shape", {"natural", "polynomial", "strata", "each", "together"}),
            whole(prefix + "lag_df", 4, 1, 20)};
}

stats::Maybe<stats::CurveModel> value_curve(const Asked& asked, const std::string& name,
                                            const std::string& prefix, const std::vector<double>& ascending) {
    static const std::map<std::string, stats::CurveShape> shapes{{"natural", stats::CurveShape::natural},
                                                                 {"spline", stats::CurveShape::spline},
                                                                 {"linear", stats::CurveShape::linear},
                                                                 {"threshold", stats::CurveShape::threshold},
                                                                 {"strata", stats::CurveShape::strata}};
    if (ascending.empty()) return std::unexpected{stats::Why::not_a_number};
    if (ascending.front() == ascending.back()) return std::unexpected{stats::Why::constant};
    stats::CurveModel out{.shape = shapes.at(asked.choice(prefix + "shape")),
                          .degree = static_cast<int>(asked.whole("degree")),
                          .knots = listed_knots(asked, name),
                          .low = ascending.front(),
                          .high = ascending.back()};
    const std::int64_t df = asked.whole(prefix + "df");
    if (out.knots.empty() && out.shape == stats::CurveShape::natural)
        out.knots = quantile_knots(ascending, df - 1);
    if (out.knots.empty() && out.shape == stats::CurveShape::spline && df < out.degree)
        throw Error{Fault::usage, message("expected {} of {} or more, the degree of a spline, found {}",
                                          prefix + "df", out.degree, df)};
    if (out.knots.empty() && out.shape == stats::CurveShape::spline)
        out.knots = quantile_knots(ascending, df - out.degree);
    if (out.shape == stats::CurveShape::linear) out.knots.clear();
    check_knots(out, name);
    return out;
}

stats::CurveModel lag_curve(const Asked& asked, const std::string& name, const std::string& prefix, int lag) {
    stats::CurveModel out{.high = static_cast<double>(lag), .constant = true};
    const auto& shape = asked.choice(prefix + "lag_shape");
    const auto listed = listed_knots(asked, name);
    const std::int64_t df = asked.whole(prefix + "lag_df");
    if (lag == 0 || shape == "together") return {.shape = stats::CurveShape::strata, .constant = true};
    if (shape == "each") {
        out.shape = stats::CurveShape::strata;
        for (int one = 1; one <= lag; ++one) out.knots.push_back(one);
        return out;
    }
    out.knots = listed;
    if (df < 2 && (shape == "polynomial" || (shape == "natural" && listed.empty())))
        throw Error{Fault::usage,
                    message("expected {} of 2 or more for {}={}, found {}; {}=together has one",
                            prefix + "lag_df", prefix + "lag_shape", shape, df, prefix + "lag_shape")};
    if (shape == "strata") out.shape = stats::CurveShape::strata, out.high += 1;
    if (shape == "natural") {
        out.shape = stats::CurveShape::natural;
        if (listed.empty()) out.knots = lag_knots(df - 2, lag);
    }
    if (shape == "polynomial") {
        out.shape = stats::CurveShape::polynomial;
        out.degree = static_cast<int>(df - 1);
        out.knots.clear();
    }
    check_knots(out, name);
    return out;
}

}  // namespace atalaya::methods
