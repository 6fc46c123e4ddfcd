#include "intake/propose/pdf_table.hpp"

#include <algorithm>
#include <optional>
#include <set>

#include "core/error.hpp"
#include "core/text.hpp"
#include "intake/blocks.hpp"
#include "intake/cells.hpp"
#include "intake/pdf_lines.hpp"
#include "intake/propose/hints.hpp"
#include "intake/totals.hpp"

namespace atalaya::intake {

namespace {

using Texts = std::vector<std::string>;
using PdfWords = std::vector<std::vector<PdfWord>>;

constexpr std::size_t most_tried = 3;  // pages
constexpr int most_lines = 5;          // of a head
constexpr double close = 1.7;          // of a line's height, to the one above it in the same head

bool is_year(const std::string& text) {
    const auto number = whole_number(text);
    return text.size() == 4 && number && *number >= 1900 && *number < 2200;
}

// "1.096" beside "12": the sign that stands before three digits, or the other one of "3,5".
char decimal_in(const PdfWords& words) {
    std::int64_t point = 0, comma = 0;
    for (const auto& page : words) {
        for (const auto& word : page) {
            const auto grouped = [&](char sign) {
                const auto at = word.text.find(sign);
                return at != std::string::npos && word.text.size() - at == 4 && at > 0 && at < 4;
            };
            if (parse_count(word.text, ',')) comma += grouped('.');
            if (parse_count(word.text, '.')) point += grouped(',');
        }
    }
    return comma > point ? ',' : '.';
}

Source source_of_pages(char decimal, Texts missing) {
    Source source;
    source.kind = Kind::tallies;
    source.format.type = FileType::pdf;
    source.format.decimal = decimal;
    source.format.missing = std::move(missing);
    return source;
}

Texts marks_alone(const Source& source, const PdfWords& words) {
    constexpr std::size_t most = 5;
    std::set<std::string> marks;
    for (const auto& page : words)
        for (const auto& line : lines_of(source, page))
            for (const auto& cell : line.cells)
                if (line.cells.size() > 1 && is_missing_mark(folded(cell.text))) marks.insert(cell.text);
    Texts out{marks.begin(), marks.end()};
    if (out.size() > most) out.resize(most);
    return out;
}

// A row of numbers; years alone are the head of a table of years.
bool counts(const PdfLine& line) {
    if (line.cells.size() < 2) return false;
    std::size_t numbers = 0, years = 0;
    for (auto cell = line.cells.begin() + 1; cell != line.cells.end(); ++cell)
        numbers += cell->number, years += is_year(cell->text);
    const bool starts = line.cells.front().number && !is_year(line.cells.front().text);
    return numbers > 0 && (numbers > years || starts);
}

// What a head with these words comes to.
struct Tried {
    std::string at;
    int rows = 0;
    std::size_t doubts = 0, read = 0;
    bool good = false;  // every column has a name of its own
};

Source with_head(Source source, const std::string& at, int rows) {
    source.format.header_at = at;
    source.format.header_rows = rows;
    return source;
}

std::vector<Block> blocks_in(const Source& source, const std::string& file, const std::vector<Page>& pages) {
    return blocks_of(source, file, pages);
}

std::optional<Tried> tried(const Source& source, const std::string& file, const PdfWords& words) {
    try {
        const auto pages = pages_of_pdf(source, file, words);
        const auto blocks = blocks_in(source, file, pages);
        Tried out{.at = source.format.header_at, .rows = source.format.header_rows};
        std::set<std::string> names;
        const Block& first = blocks.front();
        for (const auto& word : first.head) names.insert(folded(word));
        out.good = first.head.size() >= 2 && names.size() == first.head.size() && !names.contains("");
        for (const auto& block : blocks) {
            out.read += block.rows.size();
            for (const auto& row : block.rows) out.doubts += row.row->doubts.size();
        }
        if (out.read == 0) return {};
        return out;
    } catch (const Error&) {
        return {};  // such a head is none
    }
}

struct Beginning {
    std::size_t page = 0, line = 0;  // of the first row
    bool of_numbers = true;
};

// The first row that has another one below.
std::optional<Beginning> first_rows(const std::vector<std::vector<PdfLine>>& pages, bool of_numbers) {
    const auto is_row = [&](const PdfLine& line) {
        return of_numbers ? counts(line) : line.cells.size() >= 3;
    };
    for (std::size_t page = 0; page < pages.size(); ++page) {
        const auto& lines = pages[page];
        for (std::size_t at = 0; at < lines.size(); ++at) {
            if (!is_row(lines[at])) continue;
            const std::size_t past = std::min(at + 4, lines.size());
            if (std::any_of(lines.begin() + static_cast<std::ptrdiff_t>(at) + 1,
                            lines.begin() + static_cast<std::ptrdiff_t>(past), is_row))
                return Beginning{page, of_numbers ? at : at + 1, of_numbers};
        }
    }
    return {};
}

class Heads {
  public:
    Heads(const Source& source, const std::string& file, const PdfWords& words,
          const std::vector<PdfLine>& lines, std::size_t first_row)
        : source_{source}, file_{file}, words_{words}, lines_{lines}, first_row_{first_row} {}

    std::optional<Tried> best() const {
        std::optional<Tried> found;
        for (int rows = 1; rows <= most_lines && static_cast<std::size_t>(rows) <= first_row_; ++rows) {
            const bool more = found && found->good;
            if (more && !goes_up(static_cast<std::size_t>(rows))) break;
            const auto with = best_of(rows);
            if (with && (!found || (with->good && (more || !found->good)))) found = with;
        }
        return found;
    }

  private:
    // Whether the line that a head of so many lines begins with is near the one below and has several cells, or is as near as
    // those below are to each other.
    bool goes_up(std::size_t rows) const {
        const auto gap = [&](std::size_t at) { return lines_[at + 1].middle - lines_[at].middle; };
        const std::size_t at = first_row_ - rows;
        if (gap(at) > close * lines_[at + 1].height) return false;
        return lines_[at].cells.size() >= 2 || (rows >= 3 && gap(at) <= 1.15 * gap(at + 1));
    }
    // By any cell of its first line, or the first one of another: where headings of one line stand in the middle of others.
    // Of those that read the same the one farthest to the left.
    std::optional<Tried> best_of(int rows) const {
        std::vector<const PdfCell*> cells;
        const std::size_t first = first_row_ - static_cast<std::size_t>(rows);
        for (const auto& cell : lines_[first].cells) cells.push_back(&cell);
        for (std::size_t line = first + 1; line < first_row_; ++line)
            cells.push_back(&lines_[line].cells.front());
        std::stable_sort(cells.begin(), cells.end(),
                         [](const PdfCell* a, const PdfCell* b) { return a->left < b->left; });
        std::optional<Tried> best;
        for (const auto* cell : cells) {
            const auto with = tried(with_head(source_, cell->text, rows), file_, words_);
            if (with && (!best || is_better(*with, *best))) best = with;
        }
        return best;
    }
    static bool is_better(const Tried& one, const Tried& other) {
        if (one.good != other.good) return one.good;
        if (one.read != other.read) return one.read > other.read;
        return one.doubts < other.doubts;
    }

    const Source& source_;
    const std::string& file_;
    const PdfWords& words_;
    const std::vector<PdfLine>& lines_;
    std::size_t first_row_;
};

// Counts in nearly all cells that say something, and no year or month.
bool is_of_counts(const ColumnFacts& column) {
    if (column.said == 0 || column.share(column.whole) < 0.9) return false;
    const int time = std::max(hint_of(column.tokens, Role::year), hint_of(column.tokens, Role::month));
    return time < 7 || month_of_head(column.name).has_value() || year_said(column.name) != 0;
}

Sample sample_of(const Block& first, const std::vector<Block>& blocks) {
    Texts head = first.head;
    bool months = false, groups = false;
    for (const auto& block : blocks) {
        months = months || !block.month.empty();
        for (const auto& row : block.rows) groups = groups || !row.group.empty();
    }
    if (months) head.push_back("@month");
    if (groups) head.push_back("@group");
    RowKeeper keeper{rows_to_keep(head.size())};
    for (const auto& block : blocks) {
        if (block.head != first.head) continue;
        for (const auto& row : block.rows) {
            if (row.total) continue;
            std::vector<std::string_view> cells{row.cells.begin(), row.cells.end()};
            for (std::size_t c = 0; c < first.head.size(); ++c)
                if (row.doubts(c)) cells[c] = {};
            if (months) cells.push_back(block.month);
            if (groups) cells.push_back(row.group);
            keeper.add(cells);
        }
    }
    return std::move(keeper).sample(std::move(head));
}

// The same with the columns of counts known, so that rows without a number are groups and totals are left out.
void read_rows(SeenPdf& seen, Source source, const std::string& file, const std::vector<Page>& pages) {
    const auto found = blocks_in(source, file, pages);
    const Sample plain = sample_of(found.front(), found);
    const Texts words = TotalsRule{}.words;
    source.wide.name = source.wide.value = "@";
    for (const auto& column : column_facts(plain)) {
        if (column.index >= found.front().head.size() || !is_of_counts(column)) continue;
        if (!total_of(column.name, words)) source.wide.columns.push_back(column.name);
    }
    if (source.wide.columns.empty()) source.wide = {};
    std::vector<Block> blocks;
    try {
        blocks = blocks_in(source, file, pages);
    } catch (const Error&) {  // another table has other columns
        source.wide = {};
        blocks = blocks_in(source, file, pages);
    }
    seen.tables = blocks.size();
    for (const auto& block : blocks) {
        for (const auto& row : block.rows) {
            seen.totals += row.total;
            seen.doubts += row.row->doubts.size();
        }
    }
    seen.title = blocks.front().title;
    seen.rows = sample_of(blocks.front(), blocks);
    if (!source.wide.any()) return;
    for (const auto column : blocks.front().numbers)
        if (!blocks.front().total_of(column)) seen.numbers.push_back(column);
}

}  // namespace

SeenPdf look_at_pdf(const std::string& file, const PdfWords& words) {
    if (std::all_of(words.begin(), words.end(), [](const auto& page) { return page.empty(); })) {
        throw Error{
            Fault::bad_input,
            message("{}: has no text, only pictures: nothing is read from those. Ask for the table, or "
                    "describe it and type it into a grid (atalaya source grid; "
                    "docs/manual/paper-and-pdf.md).",
                    file)};
    }
    SeenPdf seen;
    seen.pages = words.size();
    seen.decimal = decimal_in(words);
    seen.missing = marks_alone(source_of_pages(seen.decimal, {}), words);
    Source source = source_of_pages(seen.decimal, seen.missing);
    std::vector<std::vector<PdfLine>> pages;
    for (const auto& page : words) pages.push_back(lines_of(source, page));
    for (const bool of_numbers : {true, false}) {
        const auto begins = first_rows(pages, of_numbers);
        if (!begins || begins->line == 0) continue;
        source.kind = of_numbers ? Kind::tallies : Kind::incidents;
        const auto first = words.begin() + static_cast<std::ptrdiff_t>(begins->page);
        const auto rest = static_cast<std::size_t>(words.end() - first);
        const PdfWords some(first, first + static_cast<std::ptrdiff_t>(std::min(rest, most_tried)));
        const auto& lines = pages[begins->page];
        const auto head = Heads{source, file, some, lines, begins->line}.best();
        if (!head) continue;
        seen.header_at = head->at;
        seen.header_rows = head->rows;
        const std::size_t above = begins->line - static_cast<std::size_t>(head->rows);
        if (above > 0) seen.above = lines[above - 1].text();
        source = with_head(source, head->at, head->rows);
        read_rows(seen, source, file, pages_of_pdf(source, file, words));
        return seen;
    }
    throw Error{
        Fault::bad_input,
        message("{}: {} pages with text, and no table was found in them: two rows below a head that names "
                "each column. Describe it by hand (docs/manual/paper-and-pdf.md), or ask for the table as "
                "Excel.",
                file, words.size())};
}

}  // namespace atalaya::intake
