#include "intake/quality/row_rules.hpp"

namespace atalaya::intake::quality {

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
            const auto text = cell(row, column);
            said.push_back(text.empty() ? std::nullopt : parse_decimal(text, decimal_));
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
