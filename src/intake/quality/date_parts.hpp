// A year, a month or a day of the month that the source writes in a column of its own beside the date, and that is another.
//
// What fires: one row or more whose date has another year, month or day than such a column says; one finding a column. Months
// are numbers or names (parse_month_number), years may be of two digits. A number that is no month or day contradicts too; a
// text that is neither a number nor a name of a month says nothing. False positives: none known; a fiscal year is no year of
// the date, and is not to be declared so. O(1) a row.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "intake/counted.hpp"
#include "intake/memo.hpp"
#include "intake/row_reader.hpp"

namespace atalaya::intake {

namespace finding {
inline constexpr const char* date_contradicts = "date_contradicts";  // one a column, {"column","lines"}
}

namespace quality {

enum class DatePart { year, month, day };

// The number that the text says of that part, -1 of one beyond all; none when it says nothing.
std::optional<std::int64_t> parse_date_part(DatePart part, std::string_view text);

// Whether the number is that part of the date; a year may be of two digits.
bool is_said(DatePart part, std::int64_t said, std::chrono::year_month_day date);

// The columns that `day` or `month` of [time] names beside that of the date.
class DateParts {
  public:
    DateParts(const Source& source, const Layout& layout);

    // `day` as [time] reads it, since 1970-01-01.
    void see(Row row, const CellReader& cell, std::int32_t day, std::int64_t line);
    void add(const DateParts& later, std::int64_t offset);
    void tell(std::vector<Finding>& findings) const;

  private:
    struct Column {
        DatePart part;
        std::string name;
        int at;
        Seen contradicts{};
        Memo<std::optional<std::int64_t>> said{};
    };
    std::vector<Column> columns_;
    std::int32_t last_ = 0;  // the day seen last, and its date
    std::chrono::year_month_day date_{};
};

}  // namespace quality
}  // namespace atalaya::intake
