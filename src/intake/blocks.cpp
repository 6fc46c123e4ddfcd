#include "intake/blocks.hpp"

#include <algorithm>
#include <regex>

#include "core/error.hpp"
#include "core/text.hpp"
#include "intake/csv.hpp"
#include "intake/nearest.hpp"
#include "intake/row_reader.hpp"
#include "intake/totals.hpp"

namespace atalaya::intake {

using Texts = std::vector<std::string>;

namespace {

constexpr std::size_t most_cells = 4'000'000;

bool blank(const std::string& cell) {
    return trimmed(cell).empty();
}

std::size_t written(const Texts& cells) {
    return cells.size() - static_cast<std::size_t>(std::count_if(cells.begin(), cells.end(), blank));
}

class Finder {
  public:
    Finder(const Source& source, const std::string& file) : source_{source}, file_{file}, cell_{source} {}

    std::vector<Block> run(const std::vector<Page>& pages) {
        for (const auto& page : pages) read(page);
        if (blocks_.empty()) refuse_headless(message("nowhere"), pages);
        for (auto& block : blocks_) finish(block);
        return std::move(blocks_);
    }

  private:
    void read(const Page& page) {
        title_.clear();
        if (page.of == Page::Of::workbook) month_.clear();
        const bool is_pdf = page.of == Page::Of::pdf;
        bool in_table = is_pdf && !blocks_.empty();
        for (std::size_t at = 0; at < page.rows.size(); ++at) {
            const PageRow& row = page.rows[at];
            if (begins(row)) {
                const std::size_t last = last_of_head(page, at);
                open(page, at, last);
                at = last;
                in_table = true;
            } else if (in_table) {
                add(page, at);
            } else {
                remember_title(row);
            }
        }
        if (!in_table && !is_pdf) refuse_headless(message("in \"{}\"", page.name), {page});
    }
    bool begins(const PageRow& row) const {
        const auto& at = source_.format.header_at;
        if (at.empty()) return row.number == static_cast<std::size_t>(source_.format.header_row);
        return std::any_of(row.cells.begin(), row.cells.end(),
                           [&](const std::string& cell) { return folded(cell) == folded(at); });
    }
    std::size_t last_of_head(const Page& page, std::size_t first) const {
        const std::size_t past =
            page.rows[first].number + static_cast<std::size_t>(source_.format.header_rows);
        std::size_t last = first;
        while (last + 1 < page.rows.size() && page.rows[last + 1].number < past) ++last;
        return last;
    }
    void remember_title(const PageRow& row) {
        if (written(row.cells) != 1) return;
        title_ = trimmed(*std::find_if_not(row.cells.begin(), row.cells.end(), blank));
        if (const std::string month = month_said(title_); !month.empty()) month_ = month;
    }
    std::string month_for(const Page& page) const {
        const std::string of_title = month_said(title_);
        if (!of_title.empty()) return of_title;
        return month_.empty() ? month_said(page.name) : month_;
    }

    // Words above each other joined, each in all the columns over which it is spread.
    static Texts head_of(const Page& page, std::size_t first, std::size_t last) {
        Texts head;
        for (std::size_t at = first; at <= last; ++at) {
            const Texts& cells = page.rows[at].cells;
            for (std::size_t column = 0; column < cells.size(); ++column) {
                if (blank(cells[column])) continue;
                std::size_t past = column + 1;
                for (const auto& spread : page.spreads) {
                    if (spread.row == at && spread.column == column) past = spread.last_column + 1;
                }
                past = std::min(past, most_columns);
                if (head.size() < past) head.resize(past);
                for (std::size_t k = column; k < past; ++k)
                    head[k] += (head[k].empty() ? "" : " ") + std::string{trimmed(cells[column])};
            }
        }
        return head;
    }

    void open(const Page& page, std::size_t first, std::size_t last) {
        alone_.clear();
        Texts head = head_of(page, first, last);
        if (!blocks_.empty() && !blocks_.back().rows.empty()) take_title_from_rows(blocks_.back(), page);
        const bool same = page.of == Page::Of::pdf && !blocks_.empty() && blocks_.back().head == head &&
                          (title_.empty() || title_ == blocks_.back().title);
        if (same) return;
        Block block;
        block.head = std::move(head);
        block.sheet = page.name;
        block.title =
            title_.empty() && !blocks_.empty() && page.of == Page::Of::pdf ? blocks_.back().title : title_;
        block.month = month_for(page);
        name_columns(block);
        blocks_.push_back(std::move(block));
        group_.clear();
        above_.clear();
        title_.clear();
    }
    // A text alone before a further head of the same page was its title, not a row of the table above; one at the foot of
    // the page before, and the number of a page, is none.
    void take_title_from_rows(Block& block, const Page& page) {
        const auto alone = [&] { return !block.rows.empty() && written(block.rows.back().cells) == 1; };
        while (alone() && is_page_number(first_text(block.rows.back().cells))) block.rows.pop_back();
        if (!title_.empty() || !alone() || block.rows.back().page != &page) return;
        title_ = first_text(block.rows.back().cells);
        block.rows.pop_back();
    }
    // "Página 1 de 2", "Pág. 3", "- 4 -".
    static bool is_page_number(const std::string& text) {
        static const std::regex number{
            R"(-? ?(pagina|pag\.?|page|folha|hoja)? ?[0-9]{1,4} ?((de|of|/) ?[0-9]{1,4})? ?-?)"};
        return std::regex_match(folded(text), number);
    }

    void name_columns(Block& block) const {
        const WideRule& wide = source_.wide;
        block.totals.resize(block.head.size());
        if (!wide.any()) {
            for (std::size_t c = 0; c < block.head.size(); ++c) {
                const bool counts = folded(block.head[c]) == folded(source_.count_column);
                (counts && !source_.count_column.empty() ? block.numbers : block.labels).push_back(c);
            }
            return;
        }
        const auto [first, last] = span_of(block);
        bool any = false;
        for (std::size_t c = 0; c < block.head.size(); ++c) {
            block.totals[c] = total_of(block.head[c], source_.totals.words);
            const bool named = is_wide(block.head[c], c, first, last);
            any = any || (named && !block.totals[c]);
            if (named || block.totals[c])
                block.numbers.push_back(c);
            else
                block.labels.push_back(c);
        }
        if (any) return;
        throw Error{Fault::bad_input,
                    message("{}: expected columns of numbers as [wide] of {} says; the head \"{}\" has none.",
                            file_, source_.id, quotable(join(block.head, " | ")))};
    }
    std::pair<std::size_t, std::size_t> span_of(const Block& block) const {
        const auto at = [&](const std::string& column) {
            const auto found =
                std::find_if(block.head.begin(), block.head.end(),
                             [&](const std::string& word) { return folded(word) == folded(column); });
            if (found == block.head.end()) {
                throw Error{
                    Fault::bad_input,
                    message("{}: expected the column \"{}\" that [wide] of {} names; it is not there.{}",
                            file_, column, source_.id, did_you_mean(column, block.head))};
            }
            return static_cast<std::size_t>(found - block.head.begin());
        };
        const WideRule& wide = source_.wide;
        for (const auto& column : wide.columns) at(column);
        if (wide.first.empty()) return {1, 0};
        return {at(wide.first), at(wide.last)};
    }
    bool is_wide(const std::string& word, std::size_t column, std::size_t first, std::size_t last) const {
        const WideRule& wide = source_.wide;
        if (wide.months) return month_of_head(word).has_value();
        if (first <= last) return column >= first && column <= last;
        return std::any_of(wide.columns.begin(), wide.columns.end(),
                           [&](const std::string& name) { return folded(name) == folded(word); });
    }

    void add(const Page& page, std::size_t at) {
        const PageRow& from = page.rows[at];
        if (written(from.cells) == 0) return;
        Block& block = blocks_.back();
        BlockRow row;
        row.page = &page;
        row.row = &from;
        row.cells = from.cells;
        row.cells.resize(block.head.size());
        cells_ += row.cells.size();
        if (cells_ > most_cells) {
            throw Error{Fault::bad_input,
                        message("{}: has more than {} cells, which nobody lays by hand. Read it without "
                                "\"sheets\", \"header_at\", \"fill\" and [totals].",
                                file_, most_cells)};
        }
        spread_down(page, at, row);
        fill(block, row);
        const bool counts = has_number(block, row);
        if (counts && !alone_.empty()) group_ = alone_;
        alone_ = counts ? std::string{} : first_text(from.cells);
        row.group = group_;
        block.rows.push_back(std::move(row));
    }
    // A merged cell says the same in all of its rows.
    static void spread_down(const Page& page, std::size_t at, BlockRow& row) {
        for (const auto& spread : page.spreads) {
            if (at <= spread.row || at > spread.last_row || spread.column >= row.cells.size()) continue;
            const Texts& above = page.rows[spread.row].cells;
            if (blank(row.cells[spread.column]) && spread.column < above.size())
                row.cells[spread.column] = above[spread.column];
        }
    }
    void fill(const Block& block, BlockRow& row) {
        above_.resize(block.head.size());
        for (const auto& name : source_.format.fill) {
            for (std::size_t c = 0; c < block.head.size(); ++c) {
                if (folded(block.head[c]) != folded(name)) continue;
                if (blank(row.cells[c]) && has_number(block, row))
                    row.cells[c] = above_[c];
                else if (!total_of(row.cells[c], source_.totals.words))
                    above_[c] = row.cells[c];
            }
        }
    }
    bool has_number(const Block& block, const BlockRow& row) const {
        return std::any_of(block.numbers.begin(), block.numbers.end(),
                           [&](std::size_t c) { return !blank(row.cells[c]); });
    }
    static std::string first_text(const Texts& cells) {
        return std::string{trimmed(*std::find_if_not(cells.begin(), cells.end(), blank))};
    }

    void finish(Block& block) const {
        std::erase_if(block.rows, [&](const BlockRow& row) {
            return block.numbers.empty() ? row.page->of == Page::Of::pdf && written(row.cells) < 2
                                         : !has_number(block, row);
        });
        for (auto& row : block.rows) {
            row.views.assign(row.cells.begin(), row.cells.end());
            const auto is_total = [&](std::size_t c) {
                return total_of(row.cells[c], source_.totals.words).has_value();
            };
            row.total = !source_.totals.words.empty() &&
                        std::any_of(block.labels.begin(), block.labels.end(), is_total);
        }
    }

    [[noreturn]] void refuse_headless(const Message& where, const std::vector<Page>& pages) const {
        Texts names;
        for (const auto& page : pages) names.push_back(page.name);
        const auto& at = source_.format.header_at;
        throw Error{
            Fault::bad_input,
            message("{}: expected a head {}; found none {} ({}). Mend \"header_at\", \"header_row\" or "
                    "\"sheets\" in source.toml of {}.",
                    file_,
                    at.empty() ? message("in row {}", source_.format.header_row)
                               : message("with the cell \"{}\"", at),
                    where, join(names, ", "), source_.id)};
    }

    const Source& source_;
    const std::string& file_;
    CellReader cell_;
    std::vector<Block> blocks_;
    std::string title_, month_;
    std::string group_, alone_;  // of the rows under way; the text of the last row, if it had no number
    Texts above_;
    std::size_t cells_ = 0;
};

}  // namespace

bool BlockRow::doubts(std::size_t column) const {
    return std::find(row->doubts.begin(), row->doubts.end(), column) != row->doubts.end();
}

std::string BlockRow::place(std::size_t column) const {
    return page->place(row->number, column);
}

bool Block::is_number(std::size_t column) const {
    return std::find(numbers.begin(), numbers.end(), column) != numbers.end();
}

std::vector<Block> blocks_of(const Source& source, const std::string& file, const std::vector<Page>& pages) {
    return Finder{source, file}.run(pages);
}

}  // namespace atalaya::intake
