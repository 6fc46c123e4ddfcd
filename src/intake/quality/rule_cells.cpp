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

void RuleCells::see(std::int32_t month, const std::string& area) {
    months_.insert(month);
    areas_.insert(area);
}

RuleCells::Sides RuleCells::empty() const {
    const auto none = absent_is_zero_ ? std::optional{0.0} : std::nullopt;
    return {Side(rule_.left.names().size(), none), Side(rule_.right.names().size(), none)};
}

void RuleCells::add(std::int32_t month, const std::string& area, std::string_view code, std::int64_t count) {
    if (!names(code)) return;
    auto cell = cells_.find({month, area});
    if (cell == cells_.end()) cell = cells_.emplace(std::pair{month, area}, empty()).first;
    const auto add_to = [&](Side& side, const std::vector<std::string>& names) {
        for (std::size_t i = 0; i < names.size(); ++i) {
            if (names[i] == code) side[i] = side[i].value_or(0) + static_cast<double>(count);
        }
    };
    add_to(cell->second.first, rule_.left.names());
    add_to(cell->second.second, rule_.right.names());
}

std::optional<Judged> RuleCells::judged(const Sides& sides) const {
    const bool is_pair = rule_.op == Operator::together || rule_.op == Operator::exclusive;
    if (!absent_is_zero_ || !is_pair) return broken(rule_, sides.first, sides.second);
    auto said = sides;
    for (auto* side : {&said.first, &said.second})
        for (auto& value : *side)
            if (value == 0.0) value.reset();
    return broken(rule_, said.first, said.second);
}

std::vector<Violation> RuleCells::violations() const {
    std::vector<Violation> all;
    const auto tell = [&](std::int32_t month, const std::string& area, const std::optional<Judged>& found) {
        if (found) all.push_back({month, area, found->left, found->right});
    };
    for (const auto& [at, sides] : cells_) tell(at.first, at.second, judged(sides));
    const auto without = judges_all() ? judged(empty()) : std::nullopt;
    if (!without) return all;
    for (const auto month : months_)
        for (const auto& area : areas_)
            if (!cells_.contains({month, area})) tell(month, area, without);
    std::ranges::sort(all, {}, [](const Violation& one) { return std::pair{one.month, one.area}; });
    return all;
}

}  // namespace atalaya::intake::quality
