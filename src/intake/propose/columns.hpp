// What each column of a sample holds, by counting; nothing here knows what it means.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "intake/descriptor.hpp"
#include "intake/propose/judged.hpp"

namespace atalaya::intake {

// Rows of a table, spread over the whole file.
struct Sample {
    std::vector<std::string> head;
    std::deque<std::string> texts;        // what cells point into
    std::vector<std::string_view> cells;  // row by row, each as wide as the head
    std::int64_t rows_in_file = 0;
    std::int64_t torn = 0;  // rows of another width, not among the cells

    std::size_t width() const { return head.size(); }
    std::size_t rows() const { return head.empty() ? 0 : cells.size() / head.size(); }
    std::string_view at(std::size_t row, std::size_t column) const { return cells[row * width() + column]; }
};

inline constexpr std::size_t day_format_count = 10;  // of DayFormat

struct ColumnFacts {
    std::size_t index = 0;
    std::string name;
    std::vector<std::string> tokens;  // of the name, folded: "Fecha_Hecho" is fecha, hecho

    std::int64_t rows = 0, blank = 0;
    std::vector<std::pair<std::string, std::int64_t>> missing;  // words that say nothing, as written
    std::int64_t said = 0;                                      // neither blank nor missing
    std::int64_t distinct = 0;                                  // of what is said
    std::vector<std::pair<std::string, std::int64_t>> values;   // the most frequent, at most 2,000

    // Of `said`: how many are
    std::int64_t numbers_point = 0, numbers_comma = 0;  // numbers with that decimal sign
    std::int64_t fractions_point = 0,
                 fractions_comma = 0;  // that have decimals in it, not groups of thousands
    char thousands = '\0';   // '.' or ',' that stands between groups of three in them, and nowhere else
    std::int64_t whole = 0;  // whole numbers >= 0
    std::int64_t hours = 0, clocks = 0;  // 0 to 23, or with ':'
    std::int64_t month_names = 0;
    std::array<std::int64_t, day_format_count> days{};  // by DayFormat
    std::int64_t either_order =
        0;  // with the year last and short or whole, that are days with month and day changed over too
    std::int64_t first_of_month = 0;            // of those in the best format
    std::int64_t midnights = 0, with_hour = 0;  // of those in the best format
    double low = 0, middle = 0, high = 0;  // 1 %, 50 %, 99 % of the numbers, with the sign that more have
    double mean_length = 0;

    double share(std::int64_t n) const {
        return said == 0 ? 0 : static_cast<double>(n) / static_cast<double>(said);
    }
    std::int64_t numbers() const { return std::max(numbers_point, numbers_comma); }
    bool has(std::string_view token) const;
};

// O(cells), each different text of a column once.
std::vector<ColumnFacts> column_facts(const Sample& sample);

// The words of a name: letters and digits folded, cut at signs and where small letters turn to capitals.
std::vector<std::string> tokens_of(std::string_view name);

// Words that say nothing whatever the column: "NULL", "N/A", "S/D", "-", "sin dato" ... folded.
bool is_missing_mark(std::string_view folded_text);

// '.' or ',' for the whole file: by numbers with decimals, and by the sign of thousands, which is the other one.
// `leaves_out`: columns whose numbers are no amounts, such as documents of persons ("12.345.678").
Judged<char> find_decimal(const std::vector<ColumnFacts>& columns,
                          bool (*leaves_out)(const ColumnFacts&) = nullptr);

// How many texts it has that differ in more than capitals and accents, of those that were kept.
std::int64_t distinct_folded(const ColumnFacts& column);

// The format of days or months that all cells of a column satisfy, or nearly all. Order of day and month is told
// by days above 12 where they all stand in one place; where none is, or some stand in each, it is open and is asked.
struct DayFound {
    DayFormat format = DayFormat::iso;
    double share = 0;  // of what is said; 0: no days
    bool order_open = false;
};
DayFound day_format_of(const ColumnFacts& column);

}  // namespace atalaya::intake
