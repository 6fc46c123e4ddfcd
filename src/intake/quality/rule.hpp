// Rules that a source declares about its own numbers ([[rule]] of source.toml): left, operator, right, and what to do
// where one of them is missing. After the validation rules of DHIS2 (its user manual, "Control data quality"), without
// its limit of 500: every violation is told with its place.
//
// Of `counts` the names are codes of codes.csv and a cell is a month of an area: of the areas of one layer, of the whole
// city, or as the source sends them. Of `rows` the names are columns, and a cell is a row of the file.
// A count that no row says is missing; among incidents it is 0, as a fact that did not happen has no row.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "intake/quality/expression.hpp"

namespace atalaya::intake::quality {

enum class Operator {
    equal,
    not_equal,
    greater,
    at_least,
    less,
    at_most,
    together,   // both sides say something, or neither
    exclusive,  // at most one of both sides says something
};
enum class Missing {
    skip_if_any,  // a cell where one of the names says nothing is not judged
    skip_if_all,  // only one where none says anything; else what is missing is 0
    never_skip,   // what is missing is 0
};

struct Rule {
    std::string id;  // what findings call it
    Expression left;
    Operator op{};
    Expression right;
    Missing missing = Missing::skip_if_any;
    bool of_rows = false;
    std::string layer;   // of `counts`: sums over its areas; "" as sent
    bool whole = false;  // of `counts`: sums over the city
};

// The operator as source.toml writes it: "=", "!=", ">", ">=", "<", "<=", "together", "exclusive".
inline constexpr std::string_view operators[] = {"=", "!=", ">", ">=", "<", "<=", "together", "exclusive"};

struct Judged {
    double left{}, right{};  // what is missing is 0
};

// The sides of a cell that breaks the rule; none when it holds or is not judged. Values in the order of names() of
// each side. Equal is within 1e-9 of the larger side; a side that is not a number is not judged.
std::optional<Judged> broken(const Rule& rule, std::span<const std::optional<double>> left,
                             std::span<const std::optional<double>> right);

}  // namespace atalaya::intake::quality
