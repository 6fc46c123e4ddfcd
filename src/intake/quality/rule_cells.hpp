// Counts laid out in the cells that a rule of counts judges: a month of an area.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "intake/quality/rule.hpp"

namespace atalaya::intake::quality {

struct Violation {
    std::int32_t month{};  // its first day, since 1970-01-01
    std::string area;      // as it was added
    double left{}, right{};
};

class RuleCells {
  public:
    // `absent_is_zero`: a name without a count in a cell that has others is 0 there, not missing. The rule outlives this.
    RuleCells(const Rule& rule, bool absent_is_zero) : rule_{rule}, absent_is_zero_{absent_is_zero} {}

    bool names(std::string_view code) const;
    // Counts of one name and cell add up. Codes that the rule does not name are left out.
    void add(std::int32_t month, const std::string& area, std::string_view code, std::int64_t count);
    // Every one, by month and area.
    std::vector<Violation> violations() const;

  private:
    using Side = std::vector<std::optional<double>>;
    const Rule& rule_;
    bool absent_is_zero_;
    std::map<std::pair<std::int32_t, std::string>, std::pair<Side, Side>> cells_;
};

}  // namespace atalaya::intake::quality
