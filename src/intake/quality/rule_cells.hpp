// Counts laid out in the cells that a rule of counts judges: a month of an area.
//
// Where what is missing is 0 (never_skip, and any rule of incidents) a cell without a row of the rule's own codes is judged too, as
// DHIS2 does: each month of which there is a row, of each area that has one. Otherwise such a cell says nothing. Of incidents a side
// says something (together, exclusive) where it has a row.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
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
    // Whether cells without a row of its codes are judged too.
    bool judges_all() const { return absent_is_zero_ || rule_.missing == Missing::never_skip; }
    // There is a row of the month and of the area, whatever its code.
    void see(std::int32_t month, const std::string& area);
    // Counts of one name and cell add up. Codes that the rule does not name are left out.
    void add(std::int32_t month, const std::string& area, std::string_view code, std::int64_t count);
    // Every one, by month and area.
    std::vector<Violation> violations() const;

  private:
    using Side = std::vector<std::optional<double>>;
    using Sides = std::pair<Side, Side>;

    Sides empty() const;
    std::optional<Judged> judged(const Sides& sides) const;

    const Rule& rule_;
    bool absent_is_zero_;
    std::set<std::int32_t> months_;
    std::set<std::string> areas_;
    std::map<std::pair<std::int32_t, std::string>, Sides> cells_;
};

}  // namespace atalaya::intake::quality
