// Which months a count is of: one, a quarter, a year, or those of a year that a text names.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "intake/row_reader.hpp"

namespace atalaya::intake {

// A count of several months is of them together: no month of them has a count of its own.
struct MonthSpan {
    Month first{};
    int months = 1;
};

// 1 to 4 from "1", "T1", "1T", "Q1", "I" ... "IV", "1.º trimestre". Nothing for what is none.
std::optional<int> parse_quarter(std::string_view text);

// The months of a year that a text names: "ENERO - DICIEMBRE" is 1 to 12, "enero a junio" 1 to 6, "marzo" 3 to 3.
// Nothing for what is no such text, or ends before it begins.
struct MonthsNamed {
    int first{}, last{};
};
std::optional<MonthsNamed> parse_months_named(std::string_view text);

// The span of a row of counts, of one column or of several.
class SpanReader {
  public:
    SpanReader(const Source& source, const Layout& layout);

    struct Found {
        MonthSpan span;
        std::optional<std::int32_t>
            day{};                     // since 1970-01-01, of a month: its first unless the column says days
        const char* reason = nullptr;  // why the row is rejected; none when it is not, and `span` holds
        int column = -1;               // where that stands
        std::string text;              // what was found there
    };
    Found read(Row row, const CellReader& cell, const std::optional<Day>& latest) const;

  private:
    std::optional<MonthSpan> part_of_year(std::string_view text) const;

    WhenReader when_;
    SpanRule rule_;
    int year_, part_;
};

}  // namespace atalaya::intake
