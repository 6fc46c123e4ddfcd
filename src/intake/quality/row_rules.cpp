#include "intake/quality/row_rules.hpp"

#include <algorithm>
#include <string>

namespace atalaya::intake::quality {

namespace {

// "B/." of "B/.1,000.01", "R$ ", "US$": up to five signs before the first digit, none of them a sign of the number.
std::string_view without_currency(std::string_view text) {
    constexpr std::size_t longest = 5;
    const auto begins = std::min(text.find_first_of("0123456789"), text.size());
    const bool currency =
        begins <= longest && text.substr(0, begins).find_first_of("-+(") == std::string_view::npos;
    return currency ? text.substr(begins) : text;
}

// A number as people write amounts: with its currency before it, and in groups of three ("B/.1,000.01", "$ 1.250,5").
std::optional<double> number_said(std::string_view text, char decimal) {
    if (text.empty()) return {};
    if (const auto plain = parse_decimal(text, decimal)) return plain;
    const auto amount = without_currency(text);
    const auto point = std::min(amount.find(decimal), amount.size());
    const auto whole = parse_count(amount.substr(0, point), decimal);
    const auto fraction = amount.substr(std::min(point + 1, amount.size()));
    const bool digits = std::ranges::all_of(fraction, [](char c) { return c >= '0' && c <= '9'; });
    if (!whole || !digits) return {};
    return parse_decimal(std::to_string(*whole) + decimal + std::string{fraction.empty() ? "0" : fraction},
                         decimal);
}

}  // namespace

RowRules::RowRules(const Source& source, const Layout& layout) : decimal_{source.format.decimal} {
    for (const auto& rule : source.rules) {
        if (!rule.of_rows) continue;
        auto& of = rules_.emplace_back(OfRule{&rule, {}, {}, {}});
        for (const auto& column : rule.left.names()) of.left.push_back(layout.at(column));
        for (const auto& column : rule.right.names()) of.right.push_back(layout.at(column));
    }
}

void RowRules::see(Row row, const CellReader& cell, std::int64_t line) {
    const auto values = [&](const std::vector<int>& columns) {
        std::vector<std::optional<double>> said;
        for (const int column : columns) {
            said.push_back(number_said(cell(row, column), decimal_));
        }
        return said;
    };
    for (auto& of : rules_) {
        const auto judged = broken(*of.rule, values(of.left), values(of.right));
        if (judged) of.broken.push_back({line, judged->left, judged->right});
    }
}

void RowRules::add(const RowRules& later, std::int64_t offset) {
    for (std::size_t i = 0; i < rules_.size(); ++i) {
        for (const auto& one : later.rules_[i].broken)
            rules_[i].broken.push_back({one.line + offset, one.left, one.right});
    }
}

}  // namespace atalaya::intake::quality
