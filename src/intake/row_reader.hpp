// What checks of every kind share: cells by column, blanks, and the labels of codes.csv.
#pragma once

#include <array>
#include <optional>
#include <regex>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/text.hpp"
#include "intake/cells.hpp"
#include "intake/check.hpp"
#include "intake/instants.hpp"
#include "intake/list_versions.hpp"
#include "intake/lost_zeros.hpp"
#include "intake/memo.hpp"

namespace atalaya::intake {

using Row = std::span<const std::string_view>;

// Cells trimmed; those that say "nothing" are "".
class CellReader {
  public:
    explicit CellReader(const Source& source) : missing_{source.format.missing} {}

    std::string_view operator()(Row row, int column) const {
        if (column < 0 || static_cast<std::size_t>(column) >= row.size()) return {};
        const std::string_view text = trimmed(row[static_cast<std::size_t>(column)]);
        for (const auto& word : missing_) {
            if (text == word) return {};
        }
        return text;
    }

    // Whether a cell says in so many words that there is nothing to tell ("S/D"), and is not merely blank.
    bool says_nothing(Row row, int column) const {
        if (column < 0 || static_cast<std::size_t>(column) >= row.size()) return false;
        return !trimmed(row[static_cast<std::size_t>(column)]).empty() && (*this)(row, column).empty();
    }

  private:
    std::vector<std::string> missing_;
};

// Whether the row has the head's cells, no more and no less: a separator within a cell moves all that
// stand after it, and leaves a blank one at the end where the last was blank.
inline bool fits(Row row, std::size_t width) {
    return row.size() == width;
}

// Whether a row concerns the city, by [only].
class Wanted {
  public:
    Wanted(const Source& source, const Layout& layout);
    bool operator()(Row row, const CellReader& cell);

  private:
    int column_;
    std::vector<std::string> texts_;  // folded
    Memo<bool> memo_;
};

// The day or month of a row, of one column or of several; an instant by the city's clock.
class WhenReader {
  public:
    WhenReader(const Source& source, const Layout& layout, const Zone* clock);

    struct Found {
        std::optional<When> when, written{};  // `written`: where `when` is not what the cell says
        const char* reason = nullptr;         // why the row is rejected; none when it is not
        int column = -1;                      // where that stands
        std::string text;                     // what was found there
    };
    // `when` unless there is a reason.
    Found read(Row row, const CellReader& cell, const std::optional<Day>& latest) const;

  private:
    std::optional<When> parse(Row row, const CellReader& cell, Found& found) const;

    DayFormat format_;
    int column_, year_, month_, day_;
    bool of_facts_;  // of which the month or the year may be all that is known
    CityClock clock_;
};

// "cell 3": which one it was, and not what it says; a cell without its end may hold what others say.
inline std::string cell_called(int place) {
    return "cell " + std::to_string(place + 1);
}

// A reject's column, with where the cell stands in a file that has no lines: "ENERO (2019!F14)".
inline std::string placed(const std::string& column, std::string_view place) {
    if (place.empty()) return column;
    return column.empty() ? std::string{place} : column + " (" + std::string{place} + ")";
}

// What was found in a cell, as a reject or finding quotes it: not more than a person reads.
std::string quotable(std::string_view text);

// The stored code of one to three labels, matched folded.
class LabelBook {
  public:
    explicit LabelBook(const Source& source);
    // "list:code", of the version of the list that is in force on the day; "" when codes.csv does not list it and the source
    // rejects those, or it is a number that would be listed with a zero before it.
    std::string code_of(Day day, std::string_view label_1, std::string_view label_2,
                        std::string_view label_3 = {}) const;
    // The number of that version, from 1; 0 before the first, and where there are none.
    std::size_t version_on(Day day) const;
    const ZeroLosses& zeros() const { return zeros_; }

  private:
    std::string list_, always_;
    bool keep_;
    ZeroLosses zeros_;
    std::vector<ListVersion> versions_;
    // By the labels; of a version by its id too. Labels that are of all versions have none.
    std::unordered_map<std::string, std::string> codes_;
};

// The areas that one row's texts name.
class AreaTexts {
  public:
    AreaTexts(const CheckAgainst& against, const Layout& layout);

    struct Named {
        int slot;
        Prefer prefer;
        std::int32_t area;      // Gazetteer::unknown when nothing was written, or not understood
        std::string_view text;  // as written, "" nothing
    };
    // One for each [area.LAYER] of the source, valid until the next row.
    std::span<const Named> read(Row row, const CellReader& cell);

  private:
    struct Column {
        int slot, within, column;
        Prefer prefer;
        std::unordered_map<std::string, std::int32_t> aliases;  // folded
        Memo<std::int32_t> memo;
        std::optional<std::regex> pattern;
        std::string joined;  // of `within` and `column`, or what `pattern` takes, of this row
    };
    const Gazetteer& gazetteer_;
    std::vector<Column> columns_;
    std::vector<Named> named_;
};

// Parents of the areas that are known, in the layers above where none is.
void fill_parents(const Gazetteer& gazetteer, std::array<std::int32_t, slots>& areas);

}  // namespace atalaya::intake
