// Amounts such as "1.000" and "2,000" of which nothing in their column says whether they are a thousand or a one with decimals.
//
// What fires: cells of one to three digits, one sign and three zeros, in a column where no other cell settles what that sign is:
// as a sign of thousands one with other digits behind it ("1.250", "1.000.000") would, as a decimal sign one with more or fewer
// ("2.5", "12.00", "1250.000", "0.000"). They are read as `decimal` of [format] says, and told. False positives: columns in
// which every number of a thousand or more is a round one. O(1) a cell.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "intake/counted.hpp"

namespace atalaya::intake {

namespace finding {
inline constexpr const char* amount_doubtful = "amount_doubtful";  // {"column","lines"}
inline constexpr const char* units_missing =
    "units_missing";  // [units] that are blank; the row counts as one
}  // namespace finding

namespace quality {

class AmountForms {
  public:
    void see(std::string_view text, std::int64_t line);
    void add(const AmountForms& later, std::int64_t offset);
    void tell(const std::string& column, std::vector<Finding>& findings) const;

  private:
    // By sign, the point and the comma.
    struct Sign {
        Seen doubtful{};
        bool settled = false;
    };
    Sign point_, comma_;
};

}  // namespace quality
}  // namespace atalaya::intake
