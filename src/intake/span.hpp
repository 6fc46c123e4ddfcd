// Which months a count is of: one, a quarter, a year, or those of a year that a text names. One of which the source writes that
// nobody knows its month ("99") is of all twelve of its year, beside those that each have counts of their own: it is in
// what a year adds up to, and in no month.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "intake/row_reader.hpp"

namespace atalaya::intake {

namespace finding {
inline constexpr const char* month_unknown = "month_unknown";  // rows that count in their year alone
}

// Whether the source writes something for a month that nobody knows.
bool has_unknown_months(const Source& source);
// Between the things that it writes for one: "99|00|sin mes".
inline constexpr char between_marks = '|';

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
    SpanReader(const Source& source, const Layout& layout, const Zone* clock);

    struct Found {
        MonthSpan span;
        std::optional<std::int32_t>
            day{};  // since 1970-01-01, of a month: its first unless the column says days
        std::optional<std::pair<When, When>> moved{};  // an instant as written and by the city's clock
        const char* reason = nullptr;  // why the row is rejected; none when it is not, and `span` holds
        int column = -1;               // where that stands
        std::string text;              // what was found there
    };
    Found read(Row row, const CellReader& cell, const std::optional<Day>& latest) const;
    // The twelve months of its year, of a row that says that nobody knows its month; nothing of any other.
    std::optional<Found> read_unknown(Row row, const CellReader& cell,
                                      const std::optional<Day>& latest) const;

  private:
    std::optional<MonthSpan> part_of_year(std::string_view text) const;
    Found of_year(Row row, const CellReader& cell, int column, const std::optional<Day>& latest) const;

    WhenReader when_;
    SpanRule rule_;
    int year_, part_;
    int month_, year_of_month_;          // where a month may be unknown
    std::vector<std::string> no_month_;  // what is written then, folded; none where none may
};

}  // namespace atalaya::intake
