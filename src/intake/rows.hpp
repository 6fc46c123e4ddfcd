// Between readers and checks: a reader finds the head, then hands rows of cells to parts,
// possibly on several threads; parts come back in the file's order.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/progress.hpp"
#include "intake/bytes.hpp"
#include "intake/csv.hpp"
#include "intake/descriptor.hpp"
#include "intake/quality/encoding_mixed.hpp"

namespace atalaya::intake {

struct Page;

// What is made of some consecutive rows. Used by one thread at a time.
class Part {
  public:
    virtual ~Part() = default;
    // Cells live until the call returns. false: the table ends before this row.
    virtual bool row(std::span<const std::string_view> cells, Quotes quotes) = 0;

    // Where a line of the file gives several rows: next_line() before the first of each line, same_line()
    // before every row. Parts of kinds that are never wide need not know.
    virtual void next_line() {}
    virtual void same_line() {}
    // Where the next row stands, as a person finds it ("2019!F14"), in files that have no lines; valid until that row.
    virtual void stands_at(std::string_view) {}
    // A row of which one cell, of that column, is not sure to be what it seems: it is rejected. `cells` are the row without what
    // is not sure.
    virtual bool doubtful(const std::string& /*column*/, std::string_view /*found*/,
                          std::span<const std::string_view> /*cells*/) {
        return true;
    }
    // A line that has so many cells, which are not the head's, or text after a closing quote.
    virtual bool torn(std::size_t, Quotes) { return true; }
};

class RowConsumer {
  public:
    virtual ~RowConsumer() = default;
    // The head's words, before any part. Throws Error{bad_input} when a column is missing.
    virtual void head(const std::vector<std::string>& columns) = 0;
    // Called before rows are read; safe from one thread while parts are used in others.
    virtual std::unique_ptr<Part> new_part() = 0;
    // In the file's order. `share` of the file read so far, 0 to 1, to foresee sizes.
    virtual void take(std::unique_ptr<Part> part, double share) = 0;
};

// Where each needed column is. Names are compared folded.
class Layout {
  public:
    Layout() = default;
    // Throws Error{bad_input} naming the columns that are not there, what was found in their
    // place, and what to do.
    Layout(const Source& source, const std::vector<std::string>& head, const std::string& file);

    std::size_t width() const { return width_; }
    // -1 for "".
    int at(std::string_view column) const;
    // The source's word for a needed column that is there; "" for -1.
    std::string name(int column) const;

  private:
    std::size_t width_ = 0;
    std::vector<std::pair<std::string, int>> places_;
};

// How many of the source's columns a head has.
int columns_found(const Source& source, const std::vector<std::string>& head);

// Reads a table of separated values. Memory: a few blocks of 4 MiB. Gives back what was seen of its encoding.
quality::EncodingSeen read_csv_table(ByteStream& stream, const Source& source, const OpenFile& file,
                                     int threads, RowConsumer& consumer, Progress& progress);

// Reads one sheet of an XLSX workbook, every cell as text: shared and inline strings, numbers
// as written, numbers shown as dates as ISO text ("2020-03-09", "2020-03-09T14:30", "14:30").
// No DTD, no entity beyond XML's five, limits on unpacked bytes, columns and text.
void read_xlsx_table(const Source& source, const OpenFile& file, RowConsumer& consumer, Progress& progress);

// The sheets that [format] names, as pages.hpp takes them. All of it in memory.
std::vector<Page> read_xlsx_pages(const Source& source, const OpenFile& file, Progress& progress);

// Reads Parquet, every cell as text: days and instants in ISO form (a column of instants that are all midnight is one
// of days), whole numbers without a point, others in the fewest digits; bytes that are no text are blank. Rows in
// the file's order. An in-memory DuckDB of 512 MiB and one thread reads it: call it only where kept_name()
// (opens_kept.hpp) of the file can be opened, and in a process that does not fork afterwards.
void read_parquet_table(const OpenFile& file, int threads, RowConsumer& consumer, Progress& progress);

// The text of a GeoJSON file as UTF-8, whatever its encoding and packing. At most 512 MiB.
std::string read_geojson_text(const Source& source, const OpenFile& file);
// Reads the features of a GeoJSON collection as rows: a column for each property that any of them has, in the order
// in which they first appear, lists and objects as JSON; then "@lon" and "@lat", blank where there is no Point.
void read_geojson_table(const Source& source, const OpenFile& file, int threads, RowConsumer& consumer,
                        Progress& progress);

// Reads a JSON list of objects as rows: a column for each key that any of them has, in the order in which they first
// appear; lists and objects as JSON, null blank. Throws Error{bad_input} where it is no such list.
void read_json_table(const Source& source, const OpenFile& file, int threads, RowConsumer& consumer,
                     Progress& progress);

// Of a table, besides its rows.
struct TableSeen {
    std::int64_t deleted = 0;        // rows left out because a shapefile's table marks them as deleted
    quality::EncodingSeen encoding;  // of a CSV
};
// Reads a table of any format but PDF, which is read by pages.
TableSeen read_table(const Source& source, const OpenFile& file, int threads, RowConsumer& consumer,
                     Progress& progress);

}  // namespace atalaya::intake
