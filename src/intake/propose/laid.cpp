#include "intake/propose/laid.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "core/text.hpp"
#include "intake/bytes.hpp"
#include "intake/cells.hpp"
#include "intake/pages.hpp"
#include "intake/propose/columns.hpp"
#include "intake/propose/covered.hpp"
#include "intake/propose/hints.hpp"
#include "intake/propose/look_workbook.hpp"
#include "intake/propose/summed_rows.hpp"
#include "intake/totals.hpp"
#include "intake/workbook.hpp"

namespace atalaya::intake {

namespace {

using Texts = std::vector<std::string>;

constexpr std::uint64_t most_by_hand = 4 << 20;  // bytes, packed
constexpr std::size_t least_months = 6, most_missing = 5, most_labels = 2000;

bool blank(const std::string& cell) {
    return trimmed(cell).empty();
}

// The longest run of months that follow each other; counts may look like months, but hardly do. Of bare numbers only
// one from 1 on.
std::size_t months_in(const Texts& cells) {
    std::size_t longest = 0, run = 0;
    int before = 0;
    for (const auto& cell : cells) {
        const auto said = month_of_head(cell);
        if (!said) continue;
        const bool follows = run > 0 && said->month == before % 12 + 1;
        const bool begins = !whole_number(trimmed(cell)) || said->month == 1;
        run = follows ? run + 1 : begins ? 1 : 0;
        before = said->month;
        longest = std::max(longest, run);
    }
    return longest;
}

// A table under a head of months.
struct Table {
    const Page* page = nullptr;
    std::size_t head = 0, past = 0;  // rows of the page; `head` is the one with the months
    std::size_t above = 0;           // rows of the head over the months: years, quarters
    bool years_above = false;
    std::string title;

    const Texts& months() const { return page->rows[head].cells; }
    std::size_t first_row() const { return head - above; }
    // The word of a column, which may stand in a row above the months.
    std::string word(std::size_t column) const {
        for (std::size_t row = first_row(); row <= head; ++row) {
            const Texts& cells = page->rows[row].cells;
            if (column < cells.size() && !blank(cells[column])) return std::string{trimmed(cells[column])};
        }
        return {};
    }
    std::size_t first_month() const {
        const auto at = std::find_if(months().begin(), months().end(),
                                     [](const auto& cell) { return month_of_head(cell).has_value(); });
        return static_cast<std::size_t>(at - months().begin());
    }
    bool has_numbers(const Texts& cells) const {
        for (std::size_t c = first_month(); c < std::min(cells.size(), months().size()); ++c)
            if (month_of_head(months()[c]) && !blank(cells[c])) return true;
        return false;
    }
    bool is_merged(std::size_t row, std::size_t column) const {
        return std::any_of(page->spreads.begin(), page->spreads.end(), [&](const Spread& spread) {
            return spread.column == column && spread.row < row && row <= spread.last_row;
        });
    }
    // Whether a word of a row above is merged down to the months.
    bool is_joined(std::size_t row) const {
        return std::any_of(page->spreads.begin(), page->spreads.end(), [&](const Spread& spread) {
            return spread.row == row && spread.last_row >= head;
        });
    }
    // Whether over the months a row says years and quarters alone.
    bool has_only_parts(std::size_t row) const {
        const Texts& cells = page->rows[row].cells;
        for (std::size_t c = 0; c < std::min(cells.size(), months().size()); ++c) {
            const bool over_month = month_of_head(months()[c]).has_value() && !blank(cells[c]);
            if (over_month && year_said(cells[c]) == 0 && !says_part_of_year(cells[c])) return false;
        }
        return true;
    }
};

// Rows right above the months with several years, or quarters, each over its months; also one of which a word is merged down
// to the months, where all that stands over these is such a year or quarter. `says`: the months say their years themselves.
void look_above(Table& table, bool says) {
    constexpr std::size_t most = 3;
    const auto says_year = [](const std::string& cell) { return year_said(cell) != 0; };
    while (table.above < std::min(most, table.head)) {
        const std::size_t row = table.head - table.above - 1;
        const Texts& cells = table.page->rows[row].cells;
        const auto years = says ? 0 : std::count_if(cells.begin(), cells.end(), says_year);
        const bool parts = std::count_if(cells.begin(), cells.end(), says_part_of_year) >= 2;
        if (years < 2 && !parts && !(table.is_joined(row) && table.has_only_parts(row))) return;
        table.years_above = table.years_above || years > 0;
        ++table.above;
    }
}

std::vector<Table> tables_in(const std::vector<Page>& pages) {
    std::vector<Table> tables;
    for (const auto& page : pages) {
        std::string title;
        for (std::size_t row = 0; row < page.rows.size(); ++row) {
            const Texts& cells = page.rows[row].cells;
            if (months_in(cells) >= least_months) {
                Table table{.page = &page, .head = row, .past = page.rows.size(), .title = title};
                const bool says = std::any_of(cells.begin(), cells.end(), [](const auto& cell) {
                    const auto month = month_of_head(cell);
                    return month && month->year != 0;
                });
                look_above(table, says);
                if (!tables.empty() && tables.back().page == &page) tables.back().past = row;
                tables.push_back(table);
            } else if (std::count_if(cells.begin(), cells.end(), blank) + 1 ==
                       static_cast<std::ptrdiff_t>(cells.size())) {
                title = trimmed(*std::find_if_not(cells.begin(), cells.end(), blank));
            }
        }
    }
    return tables;
}

// What the rows of all tables show.
struct Signs {
    std::vector<std::size_t> labels;                  // columns before the months
    std::map<std::size_t, std::set<std::string>> of;  // what is written in each
    std::set<std::size_t> merged, said_once;
    std::map<std::string, int> no_numbers;
    std::map<std::string, std::int64_t> groups;
    Texts words = TotalsRule{}.words;  // of totals
    Texts sums;  // what rows are called that are sums by their numbers, and by no such word
    std::int64_t rows = 0, totals = 0, unnamed_sums = 0;
};

constexpr std::size_t most_summed = 5000;  // rows of a table in which sums are looked for

class Looking {
  public:
    explicit Looking(const std::vector<Table>& tables) : tables_{tables} {
        for (std::size_t column = 0; column < tables.front().first_month(); ++column)
            if (!tables.front().word(column).empty()) signs_.labels.push_back(column);
        find_sums();
        for (const auto& table : tables) look(table);
    }
    const Signs& signs() const { return signs_; }

  private:
    std::string_view cell_of(const Texts& cells, std::size_t column) const {
        return column < cells.size() ? trimmed(cells[column]) : std::string_view{};
    }
    bool is_total(const Texts& cells) const {
        return std::any_of(signs_.labels.begin(), signs_.labels.end(), [&](auto column) {
            return total_of(cell_of(cells, column), signs_.words).has_value();
        });
    }
    // A sum is told by a text that only sums have, or none is.
    void find_sums() {
        std::map<std::string, std::pair<int, int>> called;  // rows that are sums, rows
        std::vector<std::set<std::string>> sums;
        for (const auto& table : tables_) {
            const auto rows = rows_with_numbers(table);
            const auto are = sums_among(table, rows);
            for (std::size_t row = 0; row < rows.size(); ++row) {
                std::set<std::string> texts;
                for (const auto column : signs_.labels) texts.emplace(cell_of(*rows[row], column));
                texts.erase("");
                for (const auto& text : texts) called[text].first += are[row], ++called[text].second;
                if (are[row]) sums.push_back(std::move(texts));
            }
        }
        const auto only_of_sums = [&](const std::string& text) {
            return called[text].first == called[text].second;
        };
        signs_.unnamed_sums = std::count_if(sums.begin(), sums.end(), [&](const auto& texts) {
            return std::none_of(texts.begin(), texts.end(), only_of_sums);
        });
        for (const auto& [text, rows] : called)
            if (rows.first > 0 && rows.first == rows.second) signs_.sums.push_back(text);
        signs_.words.insert(signs_.words.end(), signs_.sums.begin(), signs_.sums.end());
    }
    std::vector<const Texts*> rows_with_numbers(const Table& table) const {
        std::vector<const Texts*> rows;
        for (std::size_t row = table.head + 1; row < table.past && rows.size() < most_summed; ++row)
            if (const Texts& cells = table.page->rows[row].cells; table.has_numbers(cells))
                rows.push_back(&cells);
        return rows;
    }
    std::vector<bool> sums_among(const Table& table, const std::vector<const Texts*>& rows) const {
        std::vector<Numbers> numbers;
        std::vector<bool> totals;
        for (const auto* cells : rows) {
            Numbers& of = numbers.emplace_back();
            for (std::size_t c = table.first_month(); c < table.months().size(); ++c)
                if (month_of_head(table.months()[c])) of.push_back(parse_count(cell_of(*cells, c), '.'));
            totals.push_back(is_total(*cells));
        }
        return summed_rows(numbers, totals);
    }
    void look(const Table& table) {
        std::string alone;
        for (std::size_t row = table.head + 1; row < table.past; ++row) {
            const Texts& cells = table.page->rows[row].cells;
            if (!table.has_numbers(cells)) {
                const auto text = std::find_if_not(cells.begin(), cells.end(), blank);
                alone = text == cells.end() ? "" : std::string{trimmed(*text)};
                continue;
            }
            ++signs_.rows;
            if (!alone.empty()) ++signs_.groups[alone];
            alone.clear();
            labels(table, row, cells);
            numbers(table, cells);
        }
    }
    void labels(const Table& table, std::size_t row, const Texts& cells) {
        if (is_total(cells)) return void(++signs_.totals);
        for (const auto column : signs_.labels) {
            const std::string text{cell_of(cells, column)};
            if (!text.empty())
                signs_.of[column].insert(text);
            else if (table.is_merged(row, column))
                signs_.merged.insert(column);
            else
                signs_.said_once.insert(column);
        }
    }
    void numbers(const Table& table, const Texts& cells) {
        for (std::size_t c = table.first_month(); c < std::min(cells.size(), table.months().size()); ++c) {
            const std::string text{trimmed(cells[c])};
            if (!text.empty() && month_of_head(table.months()[c]) && !parse_count(text, '.'))
                ++signs_.no_numbers[text];
        }
    }

    const std::vector<Table>& tables_;
    Signs signs_;
};

class Writing {
  public:
    Writing(const OpenFile& file, const std::vector<Table>& tables, const Signs& signs)
        : tables_{tables}, signs_{signs}, hidden_{Workbook{file}.hidden_sheets()} {
        out_.file = file.name();
        out_.kind = Kind::tallies;
        out_.type = FileType::xlsx;
        out_.rows = out_.looked_at = signs.rows;
    }

    Proposal run() {
        add("kind", {"tallies"}, 95, message("each row has a number for each month"));
        add("format.type", {"xlsx"}, 99, message("known by its first bytes"));
        format();
        const bool year = time();
        labels();
        add("count.column", {"hechos"}, 99, message("so the numbers are called from here on"));
        add("count.covered", {}, 50, message("no file says what is missing in it"), asked_of_cover());
        add("wide.months", {"true"}, 95,
            message("the columns of {} months stand beside each other", months_in(tables_.front().months())));
        if (!year_.empty())
            add("wide.year", {year_}, year ? 95 : 60, message("the year is said there"),
                year ? Message{}
                     : message("Where is the year of each table said: in the name of its sheet (@sheet), or "
                               "above its head (@title)?"));
        add("wide.name", {"mes"}, 99, message("so the months are called from here on"));
        add("wide.value", {"hechos"}, 99, message("so the numbers are called from here on"));
        add("totals.closes", {"told"}, signs_.unnamed_sums > 0 ? 60 : 90,
            signs_.totals > 0
                ? message("{} rows are totals: they are compared and not counted", signs_.totals)
                : message("no row says that it is a total; one that does is compared and not counted"),
            signs_.unnamed_sums > 0
                ? message("{} rows are sums of those above, and no text of their own says so: they would be "
                          "counted again. Write \"Total\" into them, or take them out of the file.",
                          signs_.unnamed_sums)
                : Message{});
        if (!signs_.sums.empty())
            add("totals.words", signs_.words, 75,
                message("rows called \"{}\" are sums of those above", join(signs_.sums, ", ")),
                message("Are the rows called \"{}\" totals? They are compared and not counted; if they are "
                        "none, take the words out.",
                        join(signs_.sums, ", ")));
        return std::move(out_);
    }

  private:
    void add(const std::string& key, Texts values, int confidence, Message why, Message question = {}) {
        out_.choices.push_back({key, std::move(values), confidence, std::move(why), std::move(question)});
    }
    void format() {
        if (const Texts sheets = sheets_read(); !sheets.empty())
            add("format.sheets", sheets, hidden_.empty() ? 92 : 80,
                message("these sheets have a head of months"),
                hidden_.empty()
                    ? Message{}
                    : message("The workbook hides {}, which are not read. Should one be? Then name it whole.",
                              join(hidden_, ", ")));
        const Table& first = tables_.front();
        const Texts& row = first.page->rows[first.first_row()].cells;
        const auto at = std::find_if_not(row.begin(), row.end(), blank);
        const bool same = std::all_of(tables_.begin(), tables_.end(), [&](const Table& table) {
            const Texts& cells = table.page->rows[table.first_row()].cells;
            return std::find(cells.begin(), cells.end(), *at) != cells.end();
        });
        if (same && !month_of_head(*at))
            add("format.header_at", {std::string{trimmed(*at)}}, 95,
                message("each head begins with this cell"));
        else
            add("format.header_row", {std::to_string(first.page->rows[first.first_row()].number)}, 91,
                message("the months stand in this row"));
        if (first.above > 0)
            add("format.header_rows", {std::to_string(first.above + 1)}, 93,
                first.years_above ? message("the years stand above the months")
                                  : message("parts of the year stand above the months"));
        Texts fill;
        for (const auto column : signs_.said_once) fill.push_back(first.word(column));
        if (!fill.empty())
            add("format.fill", fill, 91, message("its blank cells stand below one that says something"));
        Texts missing;
        for (const auto& [text, times] : signs_.no_numbers)
            if (missing.size() < most_missing) missing.push_back(text);
        if (!missing.empty())
            add("format.missing", missing, 80, message("these stand where numbers should"),
                message("Do all of these mean that nothing is known? Take out those that do not; a zero is "
                        "written 0."));
    }
    // Globs of the sheets with months; none when it is the only sheet.
    Texts sheets_read() const {
        Texts names;
        std::set<std::string> forms;
        for (const auto& table : tables_) {
            if (std::find(names.begin(), names.end(), table.page->name) != names.end()) continue;
            names.push_back(table.page->name);
            const int year = year_said(names.back());
            const std::string said = std::to_string(year);
            forms.insert(year == 0 ? names.back() : replaced(names.back(), said, said.substr(0, 2) + "*"));
        }
        if (names.size() < 2) return names;
        return forms.size() < names.size() ? Texts{forms.begin(), forms.end()} : names;
    }
    // Whether it is sure where the year is said.
    bool time() {
        add("time.month.column", {"mes"}, 99, message("so the months are called from here on"));
        add("time.month.format", {"YYYYMM"}, 99, message("so months are written from here on"));
        const Table& first = tables_.front();
        const auto head = month_of_head(first.months()[first.first_month()]);
        if (first.years_above || (head && head->year != 0)) return true;
        const auto all = [&](const auto& says) { return std::all_of(tables_.begin(), tables_.end(), says); };
        const bool sheet = all([](const Table& table) { return year_said(table.page->name) != 0; });
        const bool title = all([](const Table& table) { return year_said(table.title) != 0; });
        year_ = sheet || !title ? "@sheet" : "@title";
        return sheet || title;
    }
    void labels() {
        const auto& columns = signs_.labels;
        const bool groups = signs_.groups.size() > 1 && columns.size() == 1;
        std::size_t offence = columns.empty() ? 0 : columns.front();
        int best = -1;
        for (const auto column : columns) {
            const int hint = hint_of(tokens_of(tables_.front().word(column)), Role::offence) * 10 +
                             share_of_offences(column);
            if (hint > best) {
                best = hint;
                offence = column;
            }
        }
        const std::string category = groups ? "@group" : tables_.front().word(offence);
        add("category.columns", {category}, 92,
            groups ? message("a text alone stands above the rows that it is of")
                   : message("\"{}\" says what each row counts", category));
        add("category.unlisted", {"keep"}, 92, message("a label missing from codes.csv keeps its own text"));
        if (groups)
            for (const auto& [text, rows] : signs_.groups) label(text, rows);
        else if (const auto found = signs_.of.find(offence); found != signs_.of.end())
            for (const auto& text : found->second) label(text, 0);
        for (const auto column : columns) {
            if (!groups && column == offence) continue;
            const std::string word = tables_.front().word(column);
            const auto* layer = layer_of(tokens_of(word));
            const std::string name = layer ? std::string{layer->layer} : replaced(folded(word), " ", "_");
            add("area." + name + ".column", {word}, layer ? 92 : 75,
                message("the city says which layer this is"),
                layer ? Message{} : message("Which layer of the city is \"{}\"?", word));
        }
    }
    int share_of_offences(std::size_t column) const {
        const auto found = signs_.of.find(column);
        if (found == signs_.of.end() || found->second.empty()) return 0;
        const auto said = std::count_if(found->second.begin(), found->second.end(),
                                        [](const auto& text) { return says_offence(folded(text)); });
        return static_cast<int>(said * 100 / static_cast<std::ptrdiff_t>(found->second.size()));
    }
    void label(const std::string& text, std::int64_t rows) {
        if (out_.labels.size() < most_labels) out_.labels.push_back({text, "", rows, ""});
    }

    const std::vector<Table>& tables_;
    const Signs& signs_;
    const Texts hidden_;  // sheets
    std::string year_;
    Proposal out_;
};

// Whether the months are of a year that only the sheet's name or the text above says, as in a grid that was typed.
bool says_year_outside(const Table& table, const std::vector<std::size_t>& labels) {
    const auto head = month_of_head(table.months()[table.first_month()]);
    if (table.years_above || !head || head->year != 0) return false;
    const bool in_column = std::any_of(labels.begin(), labels.end(), [&](std::size_t column) {
        return hint_of(tokens_of(table.word(column)), Role::year) >= 5;
    });
    return !in_column && (year_said(table.page->name) != 0 || year_said(table.title) != 0);
}

}  // namespace

std::optional<Proposal> propose_laid(const OpenFile& file, Progress& progress) {
    if (file.size() > most_by_hand || !is_workbook(file)) return {};
    Source source;
    source.format.type = FileType::xlsx;
    source.format.sheets = {"*"};
    const std::vector<Page> pages = read_xlsx_pages(source, file, progress);
    const std::vector<Table> tables = tables_in(pages);
    if (tables.empty() || tables.front().first_month() == 0) return {};
    const Looking looking{tables};
    const Signs& signs = looking.signs();
    const bool by_hand = tables.size() > 1 || !signs.merged.empty() || signs.totals > 1 ||
                         signs.groups.size() > 1 || says_year_outside(tables.front(), signs.labels);
    if (!by_hand || signs.rows == 0 || signs.labels.empty()) return {};
    return Writing{file, tables, signs}.run();
}

}  // namespace atalaya::intake
