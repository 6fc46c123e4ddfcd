#include "intake/pages.hpp"

#include <algorithm>
#include <map>

#include "core/error.hpp"
#include "core/json.hpp"
#include "core/text.hpp"
#include "intake/blocks.hpp"
#include "intake/cells.hpp"
#include "intake/check.hpp"
#include "intake/row_reader.hpp"
#include "intake/totals.hpp"

namespace atalaya::intake {

using Texts = std::vector<std::string>;

namespace {

constexpr std::size_t shown = 20;

// Labels and numbers of a block, for the totals.
class Arithmetic {
  public:
    Arithmetic(const Source& source, const Block& block) : source_{source}, block_{block}, cell_{source} {
        const Texts columns = source.columns();
        by_group_ = std::find(columns.begin(), columns.end(), "@group") != columns.end();
    }

    void compare(PagesRead& seen) const {
        std::vector<LabelledRow> rows;
        for (const auto& row : block_.rows) rows.push_back(labelled(row));
        const auto down = compare_totals(rows, source_.totals.words);
        TotalsCompared across;
        for (std::size_t row = 0; row < rows.size(); ++row) compare_across(row, rows[row], across);
        seen.totals += down.compared + across.compared;
        // A total of totals that closes one way is right: what does not close the other way is a total that it adds up.
        for (const auto& open : down.open) {
            if (!closes(across, open)) note(open.row, block_.numbers[open.value], open.says, open.adds, seen);
        }
        for (const auto& open : across.open) {
            const bool told = std::ranges::any_of(down.open, [&](const OpenTotal& other) {
                return other.row == open.row && other.value == open.value;
            });
            if (!told && !closes(down, open))
                note(open.row, block_.numbers[open.value], open.says, open.adds, seen);
        }
    }

  private:
    static bool closes(const TotalsCompared& other_way, const OpenTotal& open) {
        return std::ranges::find(other_way.closed, std::pair{open.row, open.value}) != other_way.closed.end();
    }
    LabelledRow labelled(const BlockRow& row) const {
        LabelledRow out;
        for (const auto column : block_.labels) out.labels.push_back(folded(row.cells[column]));
        if (by_group_) out.labels.push_back(folded(row.group));
        for (const auto column : block_.numbers) {
            const auto text = cell_(row.views, static_cast<int>(column));
            const auto count = parse_count(text, source_.format.decimal);
            out.values.push_back(row.doubts(column) ? std::nullopt : count);
            out.unread.push_back(row.doubts(column) || (!text.empty() && !count));
        }
        return out;
    }
    void note(std::size_t at, std::size_t column, std::int64_t says, std::int64_t adds,
              PagesRead& seen) const {
        const BlockRow& row = block_.rows[at];
        Texts labels;
        for (const auto label : block_.labels) {
            if (const auto text = trimmed(row.cells[label]); !text.empty()) labels.emplace_back(text);
        }
        seen.open.push_back(
            {row.place(column), join(labels, ", ") + " / " + block_.head[column], says, adds});
    }
    // The columns of totals: each the sum of the months before it that it names ("2019 Total"), or of all.
    void compare_across(std::size_t at, const LabelledRow& row, TotalsCompared& across) const {
        for (std::size_t total = 0; total < block_.numbers.size(); ++total) {
            const auto of = block_.total_of(block_.numbers[total]);
            if (!of || !row.values[total]) continue;
            std::int64_t named = 0, all = 0;
            bool known = true, any_named = false;
            for (std::size_t value = 0; value < block_.numbers.size(); ++value) {
                if (block_.total_of(block_.numbers[value])) continue;
                const bool is_named =
                    folded(block_.head[block_.numbers[value]]).find(*of) != std::string::npos;
                const std::int64_t count = row.values[value].value_or(0);
                all += count;
                if (is_named) named += count;
                any_named = any_named || is_named;
                known = known && !row.unread[value];
            }
            if (!known) continue;
            ++across.compared;
            const std::int64_t adds = any_named ? named : all;
            if (adds == *row.values[total])
                across.closed.emplace_back(at, total);
            else
                across.open.push_back({at, total, *row.values[total], adds});
        }
    }

    const Source& source_;
    const Block& block_;
    CellReader cell_;
    bool by_group_;
};

// The rows of all blocks, as one long table.
class Telling {
  public:
    Telling(const Source& source, const std::vector<Block>& blocks) : source_{source}, cell_{source} {
        for (const auto& block : blocks) {
            for (std::size_t column = 0; column < block.head.size(); ++column) {
                if (!block.is_number(column) || !source.wide.any()) add(block.head[column]);
            }
        }
        for (const char* made : {"@sheet", "@title", "@month", "@group"}) add(made);
        if (!source.wide.any()) return;
        head_.push_back(source.wide.name);
        head_.push_back(source.wide.value);
    }
    const Texts& head() const { return head_; }

    void rows(const Block& block, Part& part, PagesRead& seen) {
        Texts cells(head_.size());
        for (const auto& row : block.rows) {
            if (row.total) continue;
            std::fill(cells.begin(), cells.end(), std::string{});
            for (std::size_t column = 0; column < block.head.size(); ++column)
                set(cells, block.head[column], row.cells[column]);
            set(cells, "@sheet", block.sheet);
            set(cells, "@title", block.title);
            set(cells, "@month", block.month);
            set(cells, "@group", row.group);
            part.next_line();
            if (source_.wide.any())
                wide_row(block, row, cells, part, seen);
            else
                long_row(block, row, cells, part);
        }
    }

  private:
    void add(const std::string& column) {
        if (column.empty() || at(column) < head_.size()) return;
        head_.push_back(column);
        folded_.push_back(folded(column));
    }
    std::size_t at(const std::string& column) const {
        const auto found = std::find(folded_.begin(), folded_.end(), folded(column));
        return static_cast<std::size_t>(found - folded_.begin()) +
               (found == folded_.end() ? head_.size() : 0);
    }
    void set(Texts& cells, const std::string& column, const std::string& text) const {
        if (const auto to = at(column); to < cells.size() && cells[to].empty()) cells[to] = text;
    }
    static void hand(const Texts& cells, const std::string& place, Part& part) {
        const std::vector<std::string_view> views(cells.begin(), cells.end());
        part.same_line();
        part.stands_at(place);
        part.row(views, Quotes{});
    }
    // The row's cells but those of which the reader is not sure.
    static std::vector<std::string_view> sure(const Texts& cells, const std::vector<std::size_t>& doubts) {
        std::vector<std::string_view> views(cells.begin(), cells.end());
        for (const auto at : doubts)
            if (at < views.size()) views[at] = {};
        return views;
    }
    std::vector<std::size_t> doubts_of(const Block& block, const BlockRow& row) const {
        std::vector<std::size_t> doubts;
        for (std::size_t column = 0; column < block.head.size(); ++column)
            if (row.doubts(column)) doubts.push_back(at(block.head[column]));
        return doubts;
    }
    // A label that is not sure makes every number of its row unsure.
    void wide_row(const Block& block, const BlockRow& row, Texts& cells, Part& part, PagesRead& seen) const {
        const auto unsure =
            std::find_if(block.labels.begin(), block.labels.end(), [&](auto c) { return row.doubts(c); });
        for (const auto column : block.numbers) {
            if (block.total_of(column)) continue;
            const std::string& written = row.cells[column];
            const auto value = cell_(row.views, static_cast<int>(column));
            const std::size_t doubt = unsure != block.labels.end() ? *unsure : column;
            if (row.doubts(doubt)) {
                part.same_line();
                part.stands_at(row.place(doubt));
                cells[cells.size() - 2] = name_of(block, column, cells);
                cells.back().clear();
                part.doubtful(block.head[doubt], row.cells[doubt], sure(cells, doubts_of(block, row)));
                continue;
            }
            const bool unsaid = value.empty() && !trimmed(written).empty();
            if (unsaid) seen.no_data.push_back(row.place(column));
            const bool zero = trimmed(written).empty() && source_.wide.blank_is_zero;
            if (unsaid ? source_.kind != Kind::tallies : value.empty() && !zero) continue;
            cells[cells.size() - 2] = name_of(block, column, cells);
            cells.back() = zero ? "0" : unsaid ? written : std::string{value};
            hand(cells, row.place(column), part);
        }
    }
    void long_row(const Block& block, const BlockRow& row, const Texts& cells, Part& part) const {
        for (std::size_t column = 0; column < block.head.size(); ++column) {
            if (!row.doubts(column)) continue;
            part.same_line();
            part.stands_at(row.place(column));
            part.doubtful(block.head[column], row.cells[column], sure(cells, doubts_of(block, row)));
            return;
        }
        hand(cells, row.place(block.numbers.empty() ? 0 : block.numbers.front()), part);
    }
    // A month is said as "2019-03", or as its number where nothing says the year.
    std::string name_of(const Block& block, std::size_t column, const Texts& cells) const {
        const auto month = source_.wide.months ? month_of_head(block.head[column]) : std::nullopt;
        if (!month) return block.head[column];
        int year = month->year;
        if (const auto from = at(source_.wide.year); year == 0 && from < cells.size())
            year = year_said(cells[from]);
        const std::string number = (month->month < 10 ? "0" : "") + std::to_string(month->month);
        return year == 0 ? number : std::to_string(year) + "-" + number;
    }

    const Source& source_;
    CellReader cell_;
    Texts head_, folded_;
};

void refuse_open(const Source& source, const std::string& file, const PagesRead& seen) {
    if (!source.totals.required) return;
    if (seen.totals == 0) {
        throw Error{
            Fault::bad_input,
            message("{}: expected the totals as they are printed; found none. Type them too: they show "
                    "what was mistyped.",
                    file)};
    }
    if (seen.open.empty()) return;
    std::vector<Message> lines;
    for (const auto& open : seen.open) {
        if (lines.size() == shown) break;
        lines.push_back(message("\n  {} ({}): it says {}, its cells add up to {}", open.place, open.of,
                                open.says, open.adds));
    }
    throw Error{Fault::bad_input,
                message("{}: expected totals that close; {} of {} do not. Look at the sheet again.{}", file,
                        seen.open.size(), seen.totals, joined(std::move(lines), ""))};
}

// A head that was copied on and not mended: the counts of two months would be added up under one.
void refuse_month_twice(const std::string& file, const Block& block) {
    std::map<std::pair<int, int>, std::size_t> columns;  // by year and month
    for (const auto column : block.numbers) {
        const auto month = block.total_of(column) ? std::nullopt : month_of_head(block.head[column]);
        if (!month) continue;
        const auto [first, fresh] = columns.emplace(std::pair{month->year, month->month}, column);
        if (fresh || block.rows.empty()) continue;
        throw Error{
            Fault::bad_input,
            message(
                "{}: expected each month once in a head; \"{}\" is above {} and above {} as \"{}\". Write "
                "in the workbook which month each is.",
                file, block.head[first->second], block.rows.front().place(first->second),
                block.rows.front().place(column), block.head[column])};
    }
}

}  // namespace

void PagesRead::tell(std::vector<Finding>& findings) const {
    if (!open.empty()) {
        JsonWriter json;
        json.object().key("totals").array();
        for (std::size_t i = 0; i < std::min(open.size(), shown); ++i) {
            json.object()
                .key("place")
                .text(open[i].place)
                .key("of")
                .text(open[i].of)
                .key("says")
                .integer(open[i].says);
            json.key("adds").integer(open[i].adds).end();
        }
        json.end().end();
        findings.push_back({finding::total_open, static_cast<std::int64_t>(open.size()), json.str()});
    }
    if (!no_data.empty()) {
        JsonWriter json;
        json.object().key("places").array();
        for (std::size_t i = 0; i < std::min(no_data.size(), shown); ++i) json.text(no_data[i]);
        json.end().end();
        findings.push_back({finding::no_data, static_cast<std::int64_t>(no_data.size()), json.str()});
    }
}

PagesRead read_pages(const Source& source, const std::string& file, const std::vector<Page>& pages,
                     RowConsumer& consumer) {
    std::vector<Block> blocks = blocks_of(source, file, pages);
    for (auto& block : blocks)
        if (source.wide.months) say_years_of_runs(block.head);
    if (source.wide.months)
        for (const auto& block : blocks) refuse_month_twice(file, block);
    PagesRead seen;
    for (const auto& block : blocks) Arithmetic{source, block}.compare(seen);
    refuse_open(source, file, seen);
    Telling telling{source, blocks};
    consumer.head(telling.head());
    auto part = consumer.new_part();
    for (const auto& block : blocks) telling.rows(block, *part, seen);
    consumer.take(std::move(part), 1.0);
    return seen;
}

}  // namespace atalaya::intake
