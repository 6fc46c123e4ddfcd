#include "intake/quality/rule_cells.hpp"

#include <algorithm>

namespace atalaya::intake::quality {
namespace {

bool holds(const std::vector<std::string>& names, std::string_view code) {
    return std::find(names.begin(), names.end(), code) != names.end();
}

}  // namespace

bool RuleCells::names(std::string_view code) const {
    return holds(rule_.left.names(), code) || holds(rule_.right.names(), code);
}

void RuleCells::add(std::int32_t month, const std::string& area, std::string_view code, std::int64_t count) {
    if (!names(code)) return;
    auto [cell, fresh] = cells_.try_emplace({month, area});
    const auto add_to = [&](Side& side, const std::vector<std::string>& names) {
        if (fresh) side.resize(names.size(), absent_is_zero_ ? std::optional{0.0} : std::nullopt);
        for (std::size_t i = 0; i < names.size(); ++i) {
            if (names[i] == code) side[i] = side[i].value_or(0) + static_cast<double>(count);
        }
    };
    add_to(cell->second.first, rule_.left.names());
    add_to(cell->second.second, rule_.right.names());
}

std::vector<Violation> RuleCells::violations() const {
    std::vector<Violation> all;
    for (const auto& [at, sides] : cells_) {
        if (const auto judged = broken(rule_, sides.first, sides.second))
            all.push_back({at.first, at.second, judged->left, judged->right});
    }
    return all;
}

}  // namespace atalaya::intake::quality
