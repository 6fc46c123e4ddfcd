#include "methods/no_width.hpp"

#include <algorithm>
#include <cmath>
#include <string>

namespace atalaya::methods {

namespace {

bool are_without_width(const Numbers& low, const Numbers& high) {
    bool any = false;
    for (std::size_t i = 0; i < low.size(); ++i) {
        if (std::isnan(low[i]) || std::isnan(high[i])) continue;
        if (low[i] != high[i]) return false;
        any = true;
    }
    return any;
}

bool has_none(const Frame& table) {
    constexpr std::string_view ends = "low";
    for (const auto& column : table.columns) {
        const auto* low = std::get_if<Numbers>(&column.cells);
        if (!low || !column.name.ends_with(ends)) continue;
        const auto other = column.name.substr(0, column.name.size() - ends.size()) + "high";
        const auto* found = table.find(other);
        const auto* high = found ? std::get_if<Numbers>(&found->cells) : nullptr;
        if (high && are_without_width(*low, *high)) return true;
    }
    return false;
}

}  // namespace

std::optional<Note> no_width(const Result& result) {
    const bool found =
        std::ranges::any_of(result.tables, [](const auto& table) { return has_none(table.second); });
    return found ? std::optional{Note{"no_width", {}}} : std::nullopt;
}

}  // namespace atalaya::methods
