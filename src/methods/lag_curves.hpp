// The curves of a distributed lag model as settings and a table of knots ask for them.
#pragma once

#include <string>
#include <vector>

#include "methods/method.hpp"
#include "stats/curve_basis.hpp"
#include "stats/why.hpp"

namespace atalaya::methods {

// Where the curves bend: `of` is value, lag, other or other_lag.
TableSpec knots_table();
// Throws Error{bad_input} for a knot of what is none of them.
void check_knots_table(const Asked& asked);

// "shape", "df", "lag", "lag_shape", "lag_df", each with the prefix before it.
std::vector<Setting> lag_settings(const std::string& prefix, double usual_lag);

// Numbers that are there, ascending.
std::vector<double> known_ascending(const Numbers& values);
// Evenly spaced quantiles as knots; values that many rows share leave fewer.
std::vector<double> quantile_knots(const std::vector<double>& ascending, std::int64_t count);

// The curve over the values of the column `name`, whose settings begin with `prefix`. Fails: not_a_number where no value
// is there, constant. Throws Error where knots are not what the shape takes.
stats::Maybe<stats::CurveModel> value_curve(const Asked& asked, const std::string& name,
                                            const std::string& prefix, const std::vector<double>& ascending);
// The curve over lags 0 .. lag, with a constant. Throws as value_curve does.
stats::CurveModel lag_curve(const Asked& asked, const std::string& name, const std::string& prefix, int lag);

}  // namespace atalaya::methods
