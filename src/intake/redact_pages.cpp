#include "intake/redact_pages.hpp"

#include <algorithm>
#include <map>

#include "core/error.hpp"
#include "core/text.hpp"
#include "intake/blocks.hpp"
#include "intake/cell_fate.hpp"
#include "intake/kept_pages.hpp"
#include "intake/page_rows.hpp"
#include "intake/read_file.hpp"
#include "intake/row_keys.hpp"

namespace atalaya::intake {
namespace {

using Texts = std::vector<std::string>;

bool is_blank(const std::string& cell) {
    return trimmed(cell).empty();
}

class RedactingPages {
  public:
    RedactingPages(const Source& source, std::span<const Source* const> readers, const std::string& name,
                   const ToRedact& what, std::vector<Page>& pages)
        : source_{source},
          readers_{readers},
          name_{name},
          what_{what},
          pages_{pages},
          reads_{source.columns()},
          blocks_{blocks_of(source, name, pages)},
          quotes_{what} {}

    Redacted run(std::int64_t gone_beside) {
        out_.cells = gone_beside;
        const PageRows before = page_rows(source_, name_, pages_);
        find_erased(before);
        for (const auto& block : blocks_) in_table(block);
        for (auto& page : pages_) around(page);
        out_.unquoted = quotes_.gone();
        if (out_.cells == 0 || (is_read_alike(before) && !still_says()))
            out_.twin = pages_text(pages_);
        else
            out_.cells = out_.rows = out_.telling = 0;
        return std::move(out_);
    }

  private:
    bool reads(const std::string& made) const { return std::ranges::find(reads_, made) != reads_.end(); }

    // The places of the rows that are erased, among those of page_rows().
    void find_erased(const PageRows& rows) {
        std::set<std::int64_t> lines = what_.lines;
        for (const auto* reader : readers_) {
            if (what_.keys.empty() || reader->kind != Kind::incidents || reader->key.empty()) continue;
            Source keyed = source_;
            keyed.id = reader->id;
            keyed.key = reader->key;
            for (const auto& [line, key] : row_keys(keyed, pages_text(pages_), name_)) {
                const auto found = what_.keys.find({reader->id, key});
                if (found == what_.keys.end()) continue;
                out_.keys.insert(*found);
                lines.insert(line);
            }
        }
        for (std::size_t line = 0; line < rows.place.size(); ++line) {
            const auto number = static_cast<std::int64_t>(line) + 1;
            if (!what_.all && !lines.contains(number)) continue;
            erased_.insert(rows.place[line]);
            out_.lines.push_back(number);
        }
    }

    void in_table(const Block& block) {
        const CellFates fates{readers_, what_, block.head};
        for (std::size_t at = 0; at < block.rows.size(); ++at) {
            const BlockRow& row = block.rows[at];
            in_tables_.insert(row.row);
            const bool erased = row.total ? what_.all : erased_.contains(place_++);
            const bool bare = !erased && fates.is_bare(row.views);
            const auto cells_before = out_.cells;
            for (std::size_t column = 0; column < row.cells.size(); ++column) {
                const Fate fate = fates.of(column, row.cells[column], erased);
                out_.telling += fate == Fate::tells ? 1 : 0;
                if (!bare) quotes_.see(row.cells[column], fate, erased);
                if (fate == Fate::goes) empty(block, at, column, "");
                if (fate == Fate::replaced) empty(block, at, column, erased_cell);
            }
            for (std::size_t column = row.cells.size(); erased && column < row.row->cells.size(); ++column)
                write(cell_of(row, column), "");
            out_.rows += out_.cells > cells_before ? 1 : 0;
        }
    }

    std::string& cell_of(const BlockRow& row, std::size_t column) {
        const auto page = static_cast<std::size_t>(row.page - pages_.data());
        const auto at = static_cast<std::size_t>(row.row - row.page->rows.data());
        return pages_[page].rows[at].cells[column];
    }

    // What a row says of a column may be written in a row above it.
    void empty(const Block& block, std::size_t at, std::size_t column, std::string_view instead) {
        if (is_blank(block.rows[at].cells[column])) return;
        for (std::size_t above = at + 1; above-- > 0;) {
            const BlockRow& row = block.rows[above];
            if (row.cells[column] != block.rows[at].cells[column]) return;  // it was emptied there already
            if (column >= row.row->cells.size()) continue;
            std::string& cell = cell_of(row, column);
            if (!is_blank(cell)) return write(cell, instead);
        }
    }

    void write(std::string& cell, std::string_view instead) {
        if (cell == instead || is_blank(cell)) return;
        cell = instead;
        ++out_.cells;
    }

    // Titles, heads, groups and notes; the page's name.
    void around(Page& page) {
        if (name_goes(page.name)) write(page.name, erased_cell);
        const auto holding = notes_that_hold(page, in_tables_, what_.texts);
        for (auto& row : page.rows) {
            if (in_tables_.contains(&row)) continue;
            const bool holds = holding.contains(&row);
            for (auto& cell : row.cells) {
                const bool goes = (what_.all || (holds && tells(cell))) && !is_read(cell);
                out_.telling += holds && !goes && tells(cell) ? 1 : 0;
                quotes_.see(cell, goes ? Fate::goes : Fate::stays, what_.all || holds);
                if (goes) write(cell, "");
            }
        }
    }

    bool name_goes(const std::string& name) {
        if (!tells(name)) return false;
        const bool is_used = reads("@sheet") || reads("@month");
        out_.telling += is_used ? 1 : 0;
        return !is_used;
    }

    bool tells(std::string_view cell) const { return any_told_in(what_.texts, cell); }

    // Whether a cell around the tables is of a head, or a text that the source reads with their rows.
    bool is_read(const std::string& cell) const {
        const std::string text{trimmed(cell)};
        if (text.empty()) return true;
        return std::ranges::any_of(blocks_, [&](const Block& block) {
            if (reads("@title") && text == block.title) return true;
            if (reads("@month") && !month_said(text).empty()) return true;
            const auto of_group = [&](const BlockRow& row) { return row.group == text; };
            if (reads("@group") && std::ranges::any_of(block.rows, of_group)) return true;
            return std::ranges::any_of(block.head, [&](const std::string& word) {
                return (" " + word + " ").find(" " + text + " ") != std::string::npos;
            });
        });
    }

    bool is_read_alike(const PageRows& before) const {
        try {
            return page_rows(source_, name_, pages_).reads_as(before, fate_columns(before));
        } catch (const Error&) {
            return false;
        }
    }
    // Which columns of the rows must say what they said.
    std::vector<bool> fate_columns(const PageRows& before) const {
        const CellFates fates{readers_, what_, before.head};
        std::vector<bool> out(before.head.size());
        for (std::size_t i = 0; i < out.size(); ++i)
            out[i] = before.head[i].starts_with('@') ? reads(before.head[i])
                                                     : fates.of(i, "", true) == Fate::stays;
        return out;
    }

    bool still_says() const {
        return out_.telling == 0 && std::ranges::any_of(pages_, [&](const Page& page) {
                   return !rows_that_hold(page, what_.texts).empty();
               });
    }

    const Source& source_;
    std::span<const Source* const> readers_;
    const std::string& name_;
    const ToRedact& what_;
    std::vector<Page>& pages_;
    Texts reads_;  // columns of the source
    std::vector<Block> blocks_;
    QuotesSeen quotes_;
    std::set<std::size_t> erased_;
    std::set<const PageRow*> in_tables_;
    std::size_t place_ = 0;
    Redacted out_;
};

}  // namespace

Redacted redact_pages(const Source& source, std::span<const Source* const> readers, const OpenFile& file,
                      std::int64_t around, const ToRedact& what) {
    NoProgress quiet;
    try {
        auto pages = pages_of_file(source, file, words_for(source, file, quiet), quiet);
        return RedactingPages{source, readers, file.name(), what, pages}.run(around);
    } catch (const Error&) {
        if (!what.all) throw;
        return {};
    }
}

}  // namespace atalaya::intake
