// The names that a delivery writes: of kinds, channels, areas and months, with how often each spelling came.
#pragma once

#include <span>
#include <vector>

#include "intake/quality/spellings_alike.hpp"
#include "intake/row_reader.hpp"

namespace atalaya::intake::quality {

// Two findings, each one a column: spellings_alike.hpp; and blanks_around, where some cells have blanks before or behind their
// text and others have none, which programs that do not trim take for two names (a column padded throughout is a layout, and
// not told). Columns whose cells never leave the delivery (`sealed`) are not looked at.
class WrittenNames {
  public:
    WrittenNames(const Source& source, const Layout& layout);

    // Of a row, whatever becomes of it.
    void see(Row row, const CellReader& cell);
    // What AreaTexts made of the same row; `named` is one for each area of the source.
    void see_areas(std::span<const AreaTexts::Named> named);
    void add(const WrittenNames& later);
    void tell(std::vector<Finding>& findings) const;

  private:
    struct Column {
        std::string layer, name;  // "" layer: no area
        int at;                   // -1: not looked at
        bool months;
        Spellings spellings;
        std::int64_t written = 0, padded = 0;  // cells with a text, and those of them with blanks around it
    };
    static void watch_blanks(Row row, std::string_view text, Column& column);

    std::vector<Column> columns_, areas_;  // areas in the source's order
};

}  // namespace atalaya::intake::quality
