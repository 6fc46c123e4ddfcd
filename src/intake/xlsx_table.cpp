// One sheet as rows of text cells.
#include <algorithm>
#include <map>
#include <optional>

#include "core/composed.hpp"
#include "core/error.hpp"
#include "core/text.hpp"
#include "intake/csv.hpp"
#include "intake/hidden_sheets.hpp"
#include "intake/nearly_blank.hpp"
#include "intake/pages.hpp"
#include "intake/rows.hpp"
#include "intake/sheet_rows.hpp"
#include "intake/typed_day.hpp"
#include "intake/workbook.hpp"

namespace atalaya::intake {

namespace {

constexpr std::size_t rows_in_part = 1 << 16;
constexpr std::size_t longest_cell = 1 << 20;
constexpr std::size_t most_rows = 1 << 20;  // of a sheet
using Texts = std::vector<std::string>;

struct Reference {
    std::size_t row = 0, column = 0;  // from 1
};

// "BC23": column 55, row 23. Zeros when it is not one.
Reference reference(std::string_view text) {
    Reference out;
    std::size_t i = 0;
    for (; i < text.size() && text[i] >= 'A' && text[i] <= 'Z' && i < 4; ++i) {
        out.column = out.column * 26 + static_cast<std::size_t>(text[i] - 'A' + 1);
    }
    const auto row = whole_number(text.substr(i));
    if (!row || out.column == 0) return {};
    out.row = static_cast<std::size_t>(*row);
    return out;
}

struct Merge {
    Reference first, last;
};

// The merged cells that touch the head; they stand after the rows, so the sheet is read twice.
struct Merges final : XmlHandler {
    std::vector<Merge> all;
    void start(std::string_view element, const XmlAttributes& attributes) override {
        if (element != "mergeCell" || all.size() > 100'000) return;
        const auto ends = split(attributes.get("ref"), ':');
        if (ends.size() == 2) all.push_back({reference(ends[0]), reference(ends[1])});
    }
    void end(std::string_view) override {}
};

// Calls `row(number, cells)` for each row; it returns false to stop.
class SheetRows final : public XmlHandler {
  public:
    using OnRow = std::function<bool(std::size_t, const Texts&, std::size_t)>;
    SheetRows(const Texts& strings, const std::vector<Shows>& styles, bool from_1904, std::string file,
              OnRow on_row)
        : strings_{strings},
          styles_{styles},
          from_1904_{from_1904},
          file_{std::move(file)},
          on_row_{std::move(on_row)} {}

    bool done() const override { return done_; }

    void start(std::string_view element, const XmlAttributes& attributes) override {
        if (element == "row")
            begin_row(attributes);
        else if (element == "c")
            begin_cell(attributes);
        else if (element == "rPh")
            ++phonetic_;
        else
            in_value_ = element == "v" || (element == "t" && phonetic_ == 0);
    }
    void text(std::string_view part) override {
        if (!in_value_) return;
        if (value_.size() + part.size() > longest_cell) {
            throw Error{Fault::bad_input,
                        message("{}, row {}, column {}: the cell holds more than 1 MiB of text.", file_, row_,
                                column_)};
        }
        value_ += part;
    }
    void end(std::string_view element) override {
        in_value_ = false;
        if (element == "rPh")
            --phonetic_;
        else if (element == "c")
            end_cell();
        else if (element == "row")
            done_ = !on_row_(row_, cells_, used_);
        else if (element == "sheetData")
            done_ = true;
    }

  private:
    void begin_row(const XmlAttributes& attributes) {
        const auto number = whole_number(attributes.get("r"));
        numbered_ = number.has_value();
        const std::size_t next = numbered_ ? static_cast<std::size_t>(*number) : row_ + 1;
        if (next <= row_ || next > most_rows) {
            throw Error{Fault::bad_input,
                        message("{}, row {}: expected rows one after the other, at most {}; "
                                "it stands after row {}. Save the workbook again.",
                                file_, next, most_rows, row_)};
        }
        row_ = next;
        for (std::size_t i = 0; i < used_; ++i) cells_[i].clear();
        used_ = 0;
        column_ = 0;
    }
    void begin_cell(const XmlAttributes& attributes) {
        const auto where = reference(attributes.get("r"));
        if (where.column != 0 && (where.column <= column_ || (numbered_ && where.row != row_))) {
            throw Error{Fault::bad_input,
                        message("{}, row {}: expected its cells one after the other; found {} after column "
                                "{}. Save the workbook again.",
                                file_, row_, attributes.get("r"), column_)};
        }
        column_ = where.column ? where.column : column_ + 1;
        type_ = attributes.get("t");
        style_ = static_cast<std::size_t>(whole_number(attributes.get("s")).value_or(0));
        value_.clear();
    }
    void end_cell() {
        if (value_.empty()) return;
        if (column_ > most_columns) {
            throw Error{Fault::bad_input, message("{}, row {}: expected at most {} columns; found column {}.",
                                                  file_, row_, most_columns, column_)};
        }
        if (column_ > cells_.size()) cells_.resize(column_);
        cells_[column_ - 1] = text_of_cell();
        used_ = std::max(used_, column_);
    }
    std::string text_of_cell() const {
        if (type_ == "s") {
            const auto index = whole_number(value_);
            if (!index || static_cast<std::size_t>(*index) >= strings_.size()) {
                throw Error{Fault::bad_input,
                            message("{}, row {}, column {}: the cell names text number {}, which the "
                                    "workbook does not have. Save it again.",
                                    file_, row_, column_, value_)};
            }
            return strings_[static_cast<std::size_t>(*index)];
        }
        const bool number = type_.empty() || type_ == "n";
        if (number && style_ < styles_.size()) return date_text(value_, styles_[style_], from_1904_);
        return may_be_decomposed(value_) ? composed(value_) : value_;
    }

    const Texts& strings_;
    const std::vector<Shows>& styles_;
    bool from_1904_;
    std::string file_;
    OnRow on_row_;
    Texts cells_;           // of the current row; kept to save allocations
    std::size_t used_ = 0;  // cells up to the last that says something
    std::size_t row_ = 0, column_ = 0, style_ = 0;
    std::string type_, value_;
    bool numbered_ = false, in_value_ = false, done_ = false;
    int phonetic_ = 0;
};

// A head of one or more rows: the words above each other, joined; a merged cell's word
// stands in every column that it covers.
class HeadRows {
  public:
    HeadRows(const Format& format, std::vector<Merge> merges)
        : first_{static_cast<std::size_t>(format.header_row)},
          last_{static_cast<std::size_t>(format.header_row + format.header_rows - 1)},
          merges_{std::move(merges)} {}

    bool before(std::size_t row) const { return row < first_; }
    bool holds(std::size_t row) const { return row >= first_ && row <= last_; }

    void add(std::size_t row, const Texts& cells, std::size_t used) {
        for (std::size_t i = 0; i < used; ++i) {
            if (trimmed(cells[i]).empty()) continue;
            std::size_t past = i + 1;
            for (const auto& merge : merges_) {
                if (merge.first.row == row && merge.first.column == i + 1)
                    past = std::max(past, merge.last.column);
            }
            past = std::min(past, most_columns);
            if (past > words_.size()) words_.resize(past);
            for (std::size_t k = i; k < past; ++k) {
                words_[k] += (words_[k].empty() ? "" : " ") + std::string{trimmed(cells[i])};
            }
        }
    }
    const Texts& words() const { return words_; }

  private:
    std::size_t first_, last_;
    std::vector<Merge> merges_;
    Texts words_;
};

// The columns of days of a workbook that counts from 1904: a number there whose cell lost its format is the day that this
// workbook means. None in the others, whose numbers are read where days are (typed_day.hpp).
class DaysFrom1904 {
  public:
    DaysFrom1904(const Source& source, bool from_1904) {
        if (!from_1904) return;
        for (const auto& name :
             {source.day_column, source.registered.column, source.interval.from, source.interval.until})
            if (!name.empty()) names_.push_back(folded(name));
    }
    void head(const Texts& words) {
        for (std::size_t i = 0; i < words.size(); ++i)
            if (std::find(names_.begin(), names_.end(), folded(words[i])) != names_.end())
                places_.push_back(i);
        texts_.resize(places_.size());
    }
    // Views into this, until the next row.
    void write(std::vector<std::string_view>& cells) {
        for (std::size_t i = 0; i < places_.size(); ++i) {
            if (places_[i] >= cells.size()) continue;
            auto day = serial_day_text(trimmed(cells[places_[i]]), DaysSince::year_1904);
            if (!day) continue;
            texts_[i] = std::move(*day);
            cells[places_[i]] = texts_[i];
        }
    }

  private:
    Texts names_, texts_;
    std::vector<std::size_t> places_;
};

// Rows below the head, to parts of a consumer.
class RowsToParts {
  public:
    RowsToParts(HeadRows head, DaysFrom1904 days, RowConsumer& consumer, Progress& progress,
                const Workbook& workbook, std::string file)
        : head_{std::move(head)},
          days_{std::move(days)},
          consumer_{consumer},
          progress_{progress},
          workbook_{workbook},
          file_{std::move(file)} {}

    bool row(std::size_t number, const Texts& cells, std::size_t used) {
        if (head_.before(number)) return true;
        if (head_.holds(number)) {
            head_.add(number, cells, used);
            return true;
        }
        begin();
        const auto says = [](const std::string& cell) { return !trimmed(cell).empty(); };
        if (std::none_of(cells.begin(), cells.begin() + static_cast<std::ptrdiff_t>(used), says)) return true;
        views_.assign(cells.begin(), cells.begin() + static_cast<std::ptrdiff_t>(used));
        const std::size_t width = head_.words().size();
        if (views_.size() < width) views_.resize(width);
        // A cell of a sheet knows its column: blank ones beyond the head, that have a border or a colour, move none.
        while (views_.size() > width && trimmed(views_.back()).empty()) views_.pop_back();
        days_.write(views_);
        cells_ += width;
        refuse_nearly_blank(cells_, workbook_.unpacked(), file_);
        if (!part_->row(views_, {})) return false;
        if (++rows_ % rows_in_part == 0) hand_over();
        return true;
    }
    void finish() {
        begin();
        if (part_) consumer_.take(std::move(part_), 1.0);
    }

  private:
    void begin() {
        if (!begun_) {
            consumer_.head(head_.words());
            days_.head(head_.words());
        }
        begun_ = true;
        if (!part_) part_ = consumer_.new_part();
    }
    void hand_over() {
        progress_.check_interrupt();
        progress_.advance(workbook_.unpacked());
        consumer_.take(std::move(part_), 1.0);
    }

    HeadRows head_;
    DaysFrom1904 days_;
    RowConsumer& consumer_;
    Progress& progress_;
    const Workbook& workbook_;
    std::unique_ptr<Part> part_;
    std::vector<std::string_view> views_;
    std::string file_;
    std::size_t rows_ = 0;
    std::uint64_t cells_ = 0;
    bool begun_ = false;
};

}  // namespace

void read_xlsx_table(const Source& source, const OpenFile& file, RowConsumer& consumer, Progress& progress) {
    Workbook workbook{file};
    const std::string member = workbook.sheet_member(source.format.sheet);
    const Texts strings = read_shared_strings(workbook);
    const auto styles = read_styles(workbook);

    Merges merges;
    if (source.format.header_rows > 1) workbook.read(member, merges);
    RowsToParts rows{HeadRows{source.format, std::move(merges.all)},
                     DaysFrom1904{source, workbook.counts_from_1904()},
                     consumer,
                     progress,
                     workbook,
                     file.name()};
    SheetRows sheet{strings, styles, workbook.counts_from_1904(), file.name(),
                    [&](std::size_t number, const Texts& cells, std::size_t used) {
                        return rows.row(number, cells, used);
                    }};
    workbook.read(member, sheet);
    rows.finish();
}

namespace {

// Of a table laid by hand; merged cells by their place in the page's rows.
std::vector<Spread> spreads_in(const Page& page, const std::vector<Merge>& merges) {
    std::vector<Spread> spreads;
    const auto at = [&](std::size_t number) {
        const auto found = std::lower_bound(page.rows.begin(), page.rows.end(), number,
                                            [](const PageRow& row, std::size_t n) { return row.number < n; });
        return static_cast<std::size_t>(found - page.rows.begin());
    };
    for (const auto& merge : merges) {
        const auto first = at(merge.first.row), past = at(merge.last.row + 1);
        const bool there = first < past && page.rows[first].number == merge.first.row;
        if (there && merge.first.column > 0 && merge.last.column >= merge.first.column)
            spreads.push_back({first, past - 1, merge.first.column - 1, merge.last.column - 1});
    }
    return spreads;
}

}  // namespace

std::vector<Page> read_xlsx_pages(const Source& source, const OpenFile& file, Progress& progress) {
    Workbook workbook{file};
    Texts wanted;
    const Texts hidden = workbook.hidden_sheets();
    for (const auto& name : workbook.sheet_names()) {
        const bool is_hidden = std::find(hidden.begin(), hidden.end(), name) != hidden.end();
        if (is_asked_for(source.format, name, is_hidden)) wanted.push_back(name);
    }
    if (source.format.sheets.empty()) wanted = {source.format.sheet};
    if (wanted.empty()) {
        throw Error{Fault::bad_input,
                    message("{}: expected sheets {}; found {}. Mend \"sheets\" in [format].", file.name(),
                            join(source.format.sheets, ", "), join(workbook.sheet_names(), ", "))};
    }
    const Texts strings = read_shared_strings(workbook);
    const auto styles = read_styles(workbook);
    std::vector<Page> pages;
    for (const auto& name : wanted) {
        const std::string member = workbook.sheet_member(name);
        Page& page = pages.emplace_back();
        page.name = name.empty() ? workbook.sheet_names().front() : name;
        Merges merges;
        workbook.read(member, merges);
        SheetRows rows{strings, styles, workbook.counts_from_1904(), file.name(),
                       [&](std::size_t number, const Texts& cells, std::size_t used) {
                           const auto last = cells.begin() + static_cast<std::ptrdiff_t>(used);
                           page.rows.push_back({number, {cells.begin(), last}, {}});
                           return true;
                       }};
        workbook.read(member, rows);
        page.spreads = spreads_in(page, merges.all);
        progress.check_interrupt();
        progress.advance(workbook.unpacked());
    }
    return pages;
}

std::vector<std::string> sheet_names(const OpenFile& file) {
    return Workbook{file}.sheet_names();
}

void each_sheet_row(const OpenFile& file, const std::string& sheet,
                    const std::function<bool(std::size_t, std::span<const std::string>)>& row) {
    Workbook workbook{file};
    const std::string member = workbook.sheet_member(sheet);
    const Texts strings = read_shared_strings(workbook);
    const auto styles = read_styles(workbook);
    SheetRows rows{strings, styles, workbook.counts_from_1904(), file.name(),
                   [&](std::size_t number, const Texts& cells, std::size_t used) {
                       return row(number, std::span{cells}.first(used));
                   }};
    workbook.read(member, rows, Workbook::Rest::left);
}

}  // namespace atalaya::intake
