// An answer, row by row: figures in the order of their names, or why there are none. What the bindings share.
#pragma once

#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/error.hpp"
#include "core/quantity.hpp"
#include "methods/method.hpp"
#include "stats/why.hpp"

namespace atalaya::methods {

inline constexpr double no_value = std::numeric_limits<double>::quiet_NaN();

// A limit that does not exist is no number.
inline double finite(double value) {
    return std::isfinite(value) ? value : no_value;
}
inline double or_nothing(const std::optional<double>& value) {
    return value ? finite(*value) : no_value;
}
inline double or_nothing(const stats::Maybe<double>& value) {
    return value ? finite(*value) : no_value;
}

// A plain column with its unit put on.
template <class Unit>
std::vector<Unit> as(const Numbers& column) {
    std::vector<Unit> out;
    out.reserve(column.size());
    for (const double value : column) out.push_back(Unit{value});
    return out;
}

class Rows {
  public:
    explicit Rows(std::vector<std::string> names) : names_{std::move(names)}, columns_(names_.size()) {}

    // One figure a name. A figure that is not there (NaN) has its reason in `why`.
    void add(const std::vector<double>& figures, std::string_view why = {}) {
        expects(figures.size() == names_.size(), "a row has a figure for each name");
        for (std::size_t i = 0; i < figures.size(); ++i) columns_[i].push_back(figures[i]);
        why_.emplace_back(why);
    }
    void none(std::string_view why) { add(std::vector<double>(names_.size(), no_value), why); }
    void none(stats::Why why) { none(stats::code(why)); }

    Frame frame() && {
        Frame out;
        for (std::size_t i = 0; i < names_.size(); ++i) out.add(names_[i], std::move(columns_[i]));
        out.add("why", std::move(why_));
        return out;
    }

  private:
    std::vector<std::string> names_;
    std::vector<Numbers> columns_;
    Texts why_;
};

// A result of one table.
inline Result answer(const std::string& name, Rows rows) {
    Result result;
    result.tables.emplace(name, std::move(rows).frame());
    return result;
}

// Columns of numbers by their names.
inline std::vector<ColumnSpec> named(const std::vector<std::string>& names) {
    std::vector<ColumnSpec> out;
    for (const auto& name : names) out.push_back({.name = name});
    return out;
}

}  // namespace atalaya::methods
