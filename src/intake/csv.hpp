// Separated values (RFC 4180 and what is sent in its name): cells may be quoted, a quote
// inside is doubled, a record ends with LF, CRLF or a bare CR that is not inside quotes. A
// quote that does not begin a cell is a letter like any other; text after a closing quote
// belongs to the cell; both are told (quotes()). Nothing here knows what the cells mean.
#pragma once

#include <cstddef>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace atalaya::intake {

// A record longer than this is a quote that was never closed, or no table at all.
inline constexpr std::size_t longest_record = 1 << 20;
inline constexpr std::size_t most_columns = 4096;

// Quotes where RFC 4180 has none, by the first cell that has them; -1 for none.
struct Quotes {
    int within = -1;  // a quote in a cell that does not begin with one: a letter
    int after = -1;   // more than blanks after a closing quote: nobody knows where that cell ends
};

// The cells of one record after another. Cells point into the text, or into this object for
// those with doubled quotes, and last until the next record.
class CsvRecord {
  public:
    explicit CsvRecord(char separator) : separator_{separator} {}

    // Reads the record at `at` and returns where the next one begins. A quote still open at
    // the end of the text sets open_quote().
    std::size_t read(std::string_view text, std::size_t at);

    std::span<const std::string_view> cells() const { return cells_; }
    bool blank() const { return cells_.size() == 1 && cells_[0].empty(); }
    bool open_quote() const { return open_quote_; }
    Quotes quotes() const { return quotes_; }

  private:
    std::size_t read_quoted(std::string_view text, std::size_t at);
    std::size_t read_plain(std::string_view text, std::size_t at);
    void find_quotes_within(std::string_view record);

    char separator_;
    bool open_quote_ = false;
    Quotes quotes_;
    std::vector<std::string_view> cells_;
    std::deque<std::string> unescaped_;  // kept between records; a deque, for cells point into it
    std::size_t used_ = 0;
};

// Where the last record that is whole within `text` ends; `text` begins with a record.
// `last`: nothing follows, so the end of the text ends a record too. npos when no record
// ends within the text. > 1 GB/s.
std::size_t end_of_whole_records(std::string_view text, char separator, bool last);

// All records of a small text, blank ones left out. Throws nothing; an open quote ends with the text.
std::vector<std::vector<std::string>> csv_rows(std::string_view text, char separator);

// A cell quoted when it must be.
std::string csv_cell(std::string_view text);

}  // namespace atalaya::intake
