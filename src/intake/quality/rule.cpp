#include "intake/quality/rule.hpp"

#include <algorithm>
#include <cmath>

namespace atalaya::intake::quality {
namespace {

using Values = std::span<const std::optional<double>>;

bool says(const std::optional<double>& value) {
    return value.has_value();
}
bool says_any(Values side) {
    return std::any_of(side.begin(), side.end(), says);
}
bool says_all(Values side) {
    return std::all_of(side.begin(), side.end(), says);
}

bool skipped(Missing missing, Values left, Values right) {
    switch (missing) {
        case Missing::skip_if_any: return !says_all(left) || !says_all(right);
        case Missing::skip_if_all: return !says_any(left) && !says_any(right);
        case Missing::never_skip: return false;
    }
    return false;
}

double value_of(const Expression& side, Values values) {
    std::vector<double> known;
    for (const auto& value : values) known.push_back(value.value_or(0));
    return side.value(known);
}

bool holds(Operator op, double left, double right) {
    const bool equal = std::abs(left - right) <= 1e-9 * std::max(std::abs(left), std::abs(right));
    switch (op) {
        case Operator::equal: return equal;
        case Operator::not_equal: return !equal;
        case Operator::greater: return left > right && !equal;
        case Operator::at_least: return left > right || equal;
        case Operator::less: return left < right && !equal;
        case Operator::at_most: return left < right || equal;
        case Operator::together:
        case Operator::exclusive: break;
    }
    return true;
}

}  // namespace

std::optional<Judged> broken(const Rule& rule, Values left, Values right) {
    const Judged sides{value_of(rule.left, left), value_of(rule.right, right)};
    if (rule.op == Operator::together || rule.op == Operator::exclusive) {
        const bool both = says_any(left) && says_any(right), one = says_any(left) != says_any(right);
        const bool wrong = rule.op == Operator::together ? one : both;
        return wrong ? std::optional{sides} : std::nullopt;
    }
    if (skipped(rule.missing, left, right) || !std::isfinite(sides.left) || !std::isfinite(sides.right))
        return {};
    return holds(rule.op, sides.left, sides.right) ? std::nullopt : std::optional{sides};
}

}  // namespace atalaya::intake::quality
