// Small words that the bindings share.
#pragma once

#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

#include "core/quantity.hpp"
#include "methods/method.hpp"
#include "stats/why.hpp"

namespace atalaya::methods {

inline constexpr double no_value = std::numeric_limits<double>::quiet_NaN();

// A plain column with its unit put on.
template <class Unit>
std::vector<Unit> as(const std::vector<double>& column) {
    std::vector<Unit> out;
    out.reserve(column.size());
    for (const double value : column) out.push_back(Unit{value});
    return out;
}

// A whole number of events; -1, which no kernel takes for a count, when it is not one.
inline std::int64_t whole_count(double value) {
    return value >= 0 && value <= 9e15 && value == std::floor(value) ? static_cast<std::int64_t>(value) : -1;
}

inline double or_nothing(const std::optional<double>& value) {
    return value.value_or(no_value);
}
// A limit that does not exist is no number either.
inline double finite(double value) {
    return std::isfinite(value) ? value : no_value;
}
inline double or_nothing(const stats::Maybe<double>& value) {
    return value.value_or(no_value);
}

// Three numbers appended under three names.
template <class Rate>
void push_rate(Columns& out, const stats::Maybe<Rate>& rate) {
    out["value"].push_back(rate ? rate->value : no_value);
    out["low"].push_back(rate ? rate->low : no_value);
    out["high"].push_back(rate ? rate->high : no_value);
}

}  // namespace atalaya::methods
