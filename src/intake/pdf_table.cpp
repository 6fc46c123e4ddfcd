#include "intake/pdf_table.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "core/error.hpp"
#include "core/text.hpp"
#include "intake/pdf_lines.hpp"

namespace atalaya::intake {

namespace {

// A label that goes on is nearer to its row than rows are to each other.
constexpr double goes_on = 0.75, as_near = 1.15;
// Lines of a head nearer than this share of their height stand beside each other, not one under the other.
constexpr double beside = 0.8;
constexpr std::int64_t most_pages = 5000;

// A letter without a code: replaced, or of a font's own making (the private use area, U+E000 to U+F8FF).
bool has_unknown_letter(std::string_view text) {
    if (text.find("\xEF\xBF\xBD") != std::string_view::npos) return true;
    for (std::size_t i = 0; i + 1 < text.size(); ++i) {
        const auto first = static_cast<unsigned char>(text[i]),
                   second = static_cast<unsigned char>(text[i + 1]);
        if (first == 0xEE || (first == 0xEF && second < 0xA4)) return true;
    }
    return false;
}

class PageReader {
  public:
    PageReader(const Source& source, std::string file) : source_{source}, file_{std::move(file)} {
        const auto columns = source.columns();
        groups_ = std::find(columns.begin(), columns.end(), "@group") != columns.end();
    }

    Page read(std::size_t number, const std::vector<PdfWord>& words) {
        page_ = {};
        page_.of = Page::Of::pdf;
        page_.name = std::to_string(number);
        lines_ = lines_of(source_, words);
        std::optional<Head> head = next_head(0);
        rest_of_table(0, head ? head->first : lines_.size());
        while (head) {
            const auto next = next_head(head->past);
            table(*head, next ? next->first : lines_.size());
            head = next;
        }
        return std::move(page_);
    }

  private:
    // Lines [first, past) of the page.
    struct Head {
        std::size_t first, past;
        bool interleaved;  // headings in the middle of others
    };

    bool are_beside(std::size_t upper) const {
        const PdfLine &a = lines_[upper], &b = lines_[upper + 1];
        return b.middle - a.middle < beside * std::min(a.height, b.height);
    }
    std::optional<Head> next_head(std::size_t from) const {
        std::size_t at = from;
        while (at < lines_.size() && !begins_head(lines_[at])) ++at;
        if (at == lines_.size()) return {};
        const auto rows = static_cast<std::size_t>(source_.format.header_rows);
        for (std::size_t above = 0; above < rows && above <= at - from; ++above) {
            const std::size_t first = at - above, past = std::min(first + rows, lines_.size());
            if (first > from && are_beside(first - 1)) continue;
            if (past < lines_.size() && are_beside(past - 1)) continue;
            bool interleaved = false;
            for (std::size_t line = first; line + 1 < past; ++line)
                interleaved = interleaved || are_beside(line);
            if (above > 0 && !interleaved) continue;
            return Head{first, past, interleaved};
        }
        refuse_head(lines_[at], source_.format.header_at);
    }
    bool begins_head(const PdfLine& line) const {
        return std::any_of(line.cells.begin(), line.cells.end(), [&](const PdfCell& cell) {
            return folded(cell.text) == folded(source_.format.header_at);
        });
    }
    bool is_row(const PdfLine& line) const {
        if (line.cells.size() < 2) return false;
        if (source_.kind == Kind::incidents) return true;
        return std::any_of(line.cells.begin() + 1, line.cells.end(),
                           [](const PdfCell& cell) { return cell.number; });
    }
    std::vector<const PdfLine*> rows_in(std::size_t first, std::size_t past) const {
        std::vector<const PdfLine*> rows;
        for (std::size_t at = first; at < past; ++at) {
            if (is_row(lines_[at])) rows.push_back(&lines_[at]);
        }
        return rows;
    }

    // Lines before any head of the page: a table that goes on, or what stands above.
    void rest_of_table(std::size_t first, std::size_t past) {
        if (columns_.empty())
            for (; first < past; ++first) plain(lines_[first]);
        else
            body(first, past, true);
    }
    void table(const Head& of, std::size_t past) {
        columns_ = columns_of(rows_in(of.past, past), &lines_[of.past - 1]);
        if (of.interleaved)
            interleaved_head(of);
        else
            plain_head(of);
        body(of.past, past, false);
    }
    void plain(const PdfLine& line) { page_.rows.push_back({line.number, {line.text()}, {}}); }

    // --- the head
    std::size_t first_of_numbers() const {
        const auto found =
            std::find_if(columns_.begin(), columns_.end(), [](const auto& c) { return c.of_numbers; });
        return static_cast<std::size_t>(found - columns_.begin());
    }
    // The columns that the headings above one stand over: what stands below is within them.
    struct Span {
        std::size_t first, past;
    };
    void plain_head(const Head& of) {
        const std::size_t numbers = first_of_numbers();
        std::vector<Span> spans;
        for (std::size_t c = 0; c < columns_.size(); ++c)
            spans.push_back(c < numbers ? Span{c, c + 1} : Span{numbers, columns_.size()});
        for (std::size_t at = of.first; at < of.past; ++at) head(lines_[at], at + 1 == of.past, spans);
    }
    void head(const PdfLine& line, bool last, std::vector<Span>& spans) {
        PageRow row{line.number, std::vector<std::string>(columns_.size()), {}};
        const std::size_t numbers = first_of_numbers();
        std::vector<PdfCell> over;  // of columns of numbers
        for (const auto& cell : line.cells) {
            const Lies lies = where(cell, columns_);
            if (lies.first >= numbers && !last)
                over.push_back(cell);
            else if (lies.past > lies.first + 1)
                refuse_head(line, cell.text);
            else
                join(row.cells[lies.first], cell.text);
        }
        if (!over.empty() && over.size() < columns_.size() - numbers)
            spread(line, over, spans, row);
        else
            for (const auto& cell : over) join(row.cells[where(cell, columns_).first], cell.text);
        page_.rows.push_back(std::move(row));
    }
    void spread(const PdfLine& line, const std::vector<PdfCell>& over, std::vector<Span>& spans,
                PageRow& row) {
        const auto lies = shared(line, over, spans);
        for (std::size_t i = 0; i < lies.size(); ++i) {
            row.cells[lies[i].first] = over[i].text;
            page_.spreads.push_back({page_.rows.size(), page_.rows.size(), lies[i].first, lies[i].past - 1});
        }
    }
    // Which columns each cell of a line stands over, within the spans of the lines above, which it divides further.
    std::vector<Lies> shared(const PdfLine& line, const std::vector<PdfCell>& cells,
                             std::vector<Span>& spans) const {
        std::vector<Lies> all;
        for (std::size_t i = 0; i < cells.size();) {
            const Span span = spans[where(cells[i], columns_).first];
            std::vector<PdfCell> within;
            for (; i < cells.size() && where(cells[i], columns_).first < span.past; ++i)
                within.push_back(cells[i]);
            const auto lies = shared_within(line, within, span);
            divide(spans, span, lies);
            all.insert(all.end(), lies.begin(), lies.end());
        }
        return all;
    }
    std::vector<Lies> shared_within(const PdfLine& line, const std::vector<PdfCell>& cells, Span span) const {
        std::vector<Lies> all;
        if (cells.size() == span.past - span.first) {
            for (std::size_t c = span.first; c < span.past; ++c) {
                const Lies lies = where(cells[c - span.first], columns_);
                if (lies.first != c || lies.past != c + 1) refuse_head(line, cells[c - span.first].text);
                all.push_back(lies);
            }
            return all;
        }
        const auto until = std::span{columns_}.first(span.past);
        const auto starts = shared_out(cells, until, span.first);
        if (starts.empty()) {
            all = middles_over(cells, until, span.first);
            if (all.empty()) refuse_head(line, cells.front().text);
            return all;
        }
        for (std::size_t i = 0; i < starts.size(); ++i)
            all.push_back({starts[i], i + 1 < starts.size() ? starts[i + 1] : span.past, false});
        return all;
    }
    // Each cell's columns are a span of their own, and so are those between two.
    static void divide(std::vector<Span>& spans, Span whole, const std::vector<Lies>& lies) {
        std::size_t at = whole.first;
        const auto set = [&](std::size_t first, std::size_t past) {
            for (std::size_t c = first; c < past; ++c) spans[c] = {first, past};
        };
        for (const auto& [first, past, beside] : lies) {
            set(at, first);
            set(first, past);
            at = past;
        }
        set(at, whole.past);
    }
    // The words of each column from above, the first of them in the first row, as header_at is looked for there.
    void interleaved_head(const Head& of) {
        std::vector<std::vector<std::string>> texts(columns_.size());
        std::vector<bool> in_last(columns_.size());
        for (const auto& cell : lines_[of.past - 1].cells) {
            const Lies lies = where(cell, columns_);
            if (lies.past > lies.first + 1) refuse_head(lines_[of.past - 1], cell.text);
            in_last[lies.first] = true;
        }
        std::vector<Span> spans = runs_of(in_last);
        for (std::size_t at = of.first; at < of.past; ++at) {
            const auto over = at + 1 == of.past ? each_alone(lines_[at]) : columns_under(lines_[at], spans);
            for (std::size_t i = 0; i < over.size(); ++i) {
                for (std::size_t c = over[i].first; c < over[i].past; ++c)
                    texts[c].push_back(lines_[at].cells[i].text);
            }
        }
        const auto is_asked = [&](const auto& words) {
            return !words.empty() && folded(words[0]) == folded(source_.format.header_at);
        };
        if (std::none_of(texts.begin(), texts.end(), is_asked))
            refuse_head(lines_[of.first], source_.format.header_at);
        for (std::size_t r = 0; r < of.past - of.first; ++r) {
            PageRow row{lines_[of.first + r].number, std::vector<std::string>(columns_.size()), {}};
            for (std::size_t c = 0; c < columns_.size(); ++c) {
                if (r < texts[c].size()) row.cells[c] = texts[c][r];
            }
            page_.rows.push_back(std::move(row));
        }
    }
    // Of columns of numbers with a heading in the last line those side by side; of others each alone.
    std::vector<Span> runs_of(const std::vector<bool>& in_last) const {
        std::vector<Span> spans;
        const std::size_t numbers = first_of_numbers();
        for (std::size_t c = 0; c < columns_.size(); ++c) {
            Span span{c, c + 1};
            if (c >= numbers && in_last[c]) {
                while (span.first > numbers && in_last[span.first - 1]) --span.first;
                while (span.past < columns_.size() && in_last[span.past]) ++span.past;
            }
            spans.push_back(span);
        }
        return spans;
    }
    std::vector<Lies> each_alone(const PdfLine& line) const {
        std::vector<Lies> over;
        for (const auto& cell : line.cells) over.push_back(where(cell, columns_));
        return over;
    }
    // Of each cell of a line of a head: one column, or, of a run of columns of numbers with headings in the last line, as
    // many as the cells of the line share out.
    std::vector<Lies> columns_under(const PdfLine& line, std::vector<Span>& spans) const {
        for (const auto& cell : line.cells) {
            const Lies lies = where(cell, columns_);
            const Span span = spans[lies.first];
            if (span.past == span.first + 1 && lies.past > lies.first + 1) refuse_head(line, cell.text);
        }
        return shared(line, line.cells, spans);
    }
    [[noreturn]] void refuse_head(const PdfLine& line, const std::string& text) const {
        throw Error{
            Fault::bad_input,
            message(
                "{}, p. {}, l. {}: it is not sure over which columns \"{}\" stands. Mend \"header_at\" or "
                "\"header_rows\" in source.toml of {}, or ask for the table as Excel.",
                file_, page_.name, line.number, text, source_.id)};
    }
    static void join(std::string& cell, const std::string& text) { cell += (cell.empty() ? "" : " ") + text; }

    // --- the rows
    void body(std::size_t first, std::size_t past, bool goes_on) {
        const auto rows = rows_in(first, past);
        if (rows.empty()) {
            for (; first < past; ++first) plain(lines_[first]);
            return;
        }
        const Between lines{first, past, pitch_of(rows)};
        std::vector<PageRow> made(past - first);
        for (std::size_t at = first; at < past; ++at) {
            if (is_row(lines_[at])) made[at - first] = row_of(lines_[at]);
        }
        std::vector<bool> alone(past - first);
        std::vector<GoesOn> more;
        for (std::size_t at = first; at < past; ++at) {
            if (is_row(lines_[at])) continue;
            const auto row = row_of_label(at, lines, made);
            alone[at - first] = !row;
            if (row) more.push_back({at, *row});
        }
        join_labels(more, first, made);
        if (goes_on && groups_) doubt_first_group(first, past, alone, made);
        for (std::size_t at = first; at < past; ++at) {
            if (alone[at - first]) plain(lines_[at]);
            if (is_row(lines_[at])) page_.rows.push_back(std::move(made[at - first]));
        }
    }
    PageRow row_of(const PdfLine& line) const {
        PageRow row{line.number, std::vector<std::string>(columns_.size()), {}};
        const auto doubt = [&](std::size_t column) { row.doubts.push_back(column); };
        std::vector<bool> has_number(columns_.size());
        for (const auto& cell : line.cells) {
            const Lies lies = where(cell, columns_);
            for (std::size_t c = lies.first; c < lies.past; ++c) {
                const bool full = !row.cells[c].empty();
                if (lies.past > lies.first + 1 || lies.beside || has_unknown_letter(cell.text) ||
                    (full && (cell.number || has_number[c])))
                    doubt(c);
                join(row.cells[c], cell.text);
                has_number[c] = has_number[c] || cell.number;
            }
        }
        return row;
    }
    static double pitch_of(const std::vector<const PdfLine*>& rows) {
        std::vector<double> gaps;
        for (std::size_t i = 1; i < rows.size(); ++i) gaps.push_back(rows[i]->middle - rows[i - 1]->middle);
        if (gaps.empty()) return rows.front()->height * 1.5;
        const auto middle = gaps.begin() + static_cast<std::ptrdiff_t>(gaps.size() / 2);
        std::nth_element(gaps.begin(), middle, gaps.end());
        return *middle;
    }

    // The lines of a table, with how far its rows are from each other.
    struct Between {
        std::size_t first, past;
        double pitch;
    };
    struct Neighbour {
        double gap = far_away;
        std::size_t line = 0;
    };
    static constexpr double far_away = 1e9;

    // What stands above the first row of a page without a head may be a group's name, or the page's own heading.
    void doubt_first_group(std::size_t first, std::size_t past, const std::vector<bool>& alone,
                           std::vector<PageRow>& made) const {
        std::size_t at = first;
        while (at < past && alone[at - first]) ++at;
        for (const bool heading = at > first; heading && at < past && !alone[at - first]; ++at)
            if (is_row(lines_[at])) made[at - first].doubts.push_back(0);
    }
    struct GoesOn {
        std::size_t line, row;
    };

    // A line without numbers is more of a row's label (of which), the name of a group, or a note. Where that is not
    // sure the rows beside it are doubtful.
    std::optional<std::size_t> row_of_label(std::size_t at, const Between& lines,
                                            std::vector<PageRow>& made) const {
        const Neighbour above = neighbour(at, lines, -1), below = neighbour(at, lines, 1);
        const Neighbour& near = above.gap <= below.gap ? above : below;
        const Neighbour& far = above.gap <= below.gap ? below : above;
        const bool goes = near.gap < goes_on * lines.pitch;
        if (goes && far.gap > as_near * near.gap && in_labels(lines_[at])) return near.line;
        const bool within = above.gap < far_away && below.gap < far_away;
        if (goes || (within && !groups_)) {
            for (const auto& beside : {above, below}) {
                if (beside.gap < far_away) made[beside.line - lines.first].doubts.push_back(0);
            }
        }
        return {};
    }
    void join_labels(const std::vector<GoesOn>& more, std::size_t first, std::vector<PageRow>& made) const {
        for (const auto& [line, row] : more) {
            if (row > line) continue;
            for (const auto& cell : lines_[line].cells)
                join(made[row - first].cells[where(cell, columns_).first], cell.text);
        }
        for (auto above = more.rbegin(); above != more.rend(); ++above) {
            if (above->row < above->line) continue;
            for (const auto& cell : lines_[above->line].cells) {
                std::string& label = made[above->row - first].cells[where(cell, columns_).first];
                label = cell.text + (label.empty() ? "" : " ") + label;
            }
        }
    }
    // The next row, and the widest step to it from line to line.
    Neighbour neighbour(std::size_t at, const Between& lines, int step) const {
        Neighbour found{0, at};
        for (;;) {
            const auto next = found.line + static_cast<std::size_t>(step);
            if (next < lines.first || next >= lines.past) return {};
            found.gap = std::max(found.gap, std::abs(lines_[next].middle - lines_[found.line].middle));
            found.line = next;
            if (is_row(lines_[next])) return found;
        }
    }
    bool in_labels(const PdfLine& line) const {
        return std::all_of(line.cells.begin(), line.cells.end(), [&](const PdfCell& cell) {
            const Lies lies = where(cell, columns_);
            return !lies.beside && lies.past == lies.first + 1 && !columns_[lies.first].of_numbers;
        });
    }

    const Source& source_;
    std::string file_;
    bool groups_ = false;
    Page page_;
    std::vector<PdfLine> lines_;
    std::vector<PdfColumn> columns_;
};

std::optional<PdfWord> word_of(const std::vector<std::string_view>& cells) {
    const auto left = decimal_number(cells[6]), top = decimal_number(cells[7]),
               width = decimal_number(cells[8]), height = decimal_number(cells[9]);
    if (!left || !top || !width || !height) return {};
    const PdfWord found{*left, *top, *left + *width, *top + *height, std::string{cells[11]}};
    const bool somewhere = std::isfinite(found.right) && std::isfinite(found.bottom);
    if (!somewhere || *width < 0 || *height <= 0) return {};
    return found;
}

}  // namespace

std::vector<std::vector<PdfWord>> words_of_tsv(std::string_view tsv) {
    std::vector<std::vector<PdfWord>> pages;
    for (const auto line : split(tsv, '\n')) {
        const auto cells = split(line, '\t');
        if (cells.size() != 12) continue;
        const auto page = whole_number(cells[1]);
        if (!page || *page < 1 || *page > most_pages) continue;
        const auto at = static_cast<std::size_t>(*page);
        if (pages.size() < at) pages.resize(at);
        if (cells[0] != "5") continue;
        if (auto word = word_of(cells)) pages[at - 1].push_back(std::move(*word));
    }
    return pages;
}

std::vector<Page> pages_of_pdf(const Source& source, const std::string& file,
                               const std::vector<std::vector<PdfWord>>& words) {
    if (std::all_of(words.begin(), words.end(), [](const auto& page) { return page.empty(); })) {
        throw Error{Fault::bad_input,
                    message("{}: has no text, only pictures. Type it into a grid: atalaya source grid {}",
                            file, source.id)};
    }
    PageReader reader{source, file};
    std::vector<Page> pages;
    for (std::size_t i = 0; i < words.size(); ++i) pages.push_back(reader.read(i + 1, words[i]));
    return pages;
}

}  // namespace atalaya::intake
