#include "intake/propose/dialect.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>

#include "core/text.hpp"
#include "intake/cells.hpp"
#include "intake/csv.hpp"

namespace atalaya::intake {

namespace {

constexpr std::size_t records_looked_at = 1000;

bool says(std::string_view cell) {
    return !trimmed(cell).empty();
}

std::size_t cells_said(const std::vector<std::string>& record) {
    return static_cast<std::size_t>(std::count_if(record.begin(), record.end(), says));
}

struct Cut {
    char separator = ',';
    double even = 0;         // share of records of the commonest width
    std::size_t width = 1;   // the commonest
    bool first_too = false;  // the first record has it
    double score() const {
        return width < 2 ? 0 : even * even * (1 + 0.1 * std::log2(static_cast<double>(width)));
    }
};

Cut cut_by(std::string_view text, char separator) {
    std::map<std::size_t, int> widths;
    CsvRecord record{separator};
    int seen = 0;
    std::size_t first = 0;
    for (std::size_t at = 0; at < text.size() && seen < static_cast<int>(records_looked_at);) {
        at = record.read(text, at);
        if (record.blank()) continue;
        if (seen++ == 0) first = record.cells().size();
        ++widths[record.cells().size()];
    }
    Cut cut{.separator = separator};
    int most = 0;
    for (const auto& [width, times] : widths) {
        if (times < most || (times == most && width < cut.width)) continue;
        most = times;
        cut.width = width;
    }
    cut.first_too = first == cut.width;
    cut.even = seen == 0 ? 0 : static_cast<double>(most) / seen;
    return cut;
}

// A head of years or of numbers of months (a column for each) looks like figures, but runs on by ones.
bool counts_on(const std::vector<std::string>& record, const std::set<std::size_t>& columns) {
    std::vector<std::int64_t> numbers;
    for (const auto column : columns) {
        if (column >= record.size()) return false;
        const auto number = whole_number(trimmed(record[column]));
        if (!number) return false;
        numbers.push_back(*number);
    }
    if (numbers.size() < 3) return false;
    for (std::size_t i = 1; i < numbers.size(); ++i)
        if (numbers[i] != numbers[i - 1] + 1) return false;
    return numbers.front() == 1 || (numbers.front() >= 1900 && numbers.back() <= 2100);
}

std::set<std::string> words_of(const std::vector<std::string>& record) {
    std::set<std::string> words;
    for (const auto& cell : record)
        if (says(cell)) words.insert(folded(cell));
    return words;
}

// Whether a row above is needed to tell the columns of this one apart.
bool needs_more(const std::vector<std::string>& above, const std::vector<std::string>& row) {
    if (words_of(row).size() < cells_said(row)) return true;
    for (std::size_t i = 0; i < above.size(); ++i)
        if (says(above[i]) && (i >= row.size() || !says(row[i]))) return true;
    return false;
}

std::set<std::size_t> columns_said(const std::vector<std::string>& record) {
    std::set<std::size_t> columns;
    for (std::size_t i = 0; i < record.size(); ++i)
        if (says(record[i])) columns.insert(i);
    return columns;
}

// The first row of the head whose last is before `past`: where rows of merged cells leave columns without a word,
// as far up as every column of the data has one.
std::size_t first_of_head(const Records& records, std::size_t past, std::size_t data) {
    constexpr std::size_t most_rows = 5;
    const auto needed = columns_said(records[data]);
    std::set<std::size_t> named;
    for (std::size_t row = past; row > 0 && past - row < most_rows; --row) {
        named.merge(columns_said(records[row - 1]));
        const bool all = std::includes(named.begin(), named.end(), needed.begin(), needed.end());
        if (all && cells_said(records[row - 1]) >= 2) {
            past = row;
            break;
        }
    }
    std::size_t first = past - 1;
    while (first > 0 && past - first < most_rows && cells_said(records[first - 1]) >= 2 &&
           needs_more(records[first - 1], records[first]))
        --first;
    return first;
}

std::set<std::size_t> columns_of_figures(const Records& records, std::size_t from) {
    std::map<std::size_t, std::array<int, 2>> seen;  // said, figures
    for (std::size_t i = from; i < records.size(); ++i) {
        if (cells_said(records[i]) < 2) continue;
        for (std::size_t k = 0; k < records[i].size(); ++k) {
            if (!says(records[i][k])) continue;
            ++seen[k][0];
            seen[k][1] += is_figure(records[i][k]);
        }
    }
    std::set<std::size_t> columns;
    for (const auto& [column, counts] : seen)
        if (counts[0] >= 2 && counts[1] * 10 >= counts[0] * 7) columns.insert(column);
    return columns;
}

Head first_full_row(const Records& records) {
    std::size_t most = 0;
    for (const auto& record : records) most = std::max(most, cells_said(record));
    for (std::size_t i = 0; i < records.size(); ++i)
        if (cells_said(records[i]) * 10 >= most * 6 && most > 0) return {static_cast<int>(i) + 1, 1};
    return {};
}

// A list: where no line has a sign that could cut it there is no doubt; else one that none has leaves the lines whole.
Judged<char> of_one_column(std::string_view text) {
    constexpr std::string_view signs = ",;\t|";
    if (text.find_first_of(signs) == std::string_view::npos)
        return {',', 95, message("no line has a sign that separates cells: a list of one column")};
    const auto unused = std::find_if(signs.begin(), signs.end(),
                                     [&](char sign) { return text.find(sign) == std::string_view::npos; });
    return {unused == signs.end() ? ',' : *unused, 30,
            message("no sign cuts the lines into cells; there is one column"),
            message("Which sign separates the cells? None of , ; tab | cuts the lines evenly.")};
}

}  // namespace

bool is_figure(std::string_view cell) {
    std::string_view text = trimmed(cell);
    if (text.ends_with('%')) text = trimmed(text.substr(0, text.size() - 1));
    if (text.empty()) return false;
    const bool marks = text.find_first_not_of("0123456789.,:/-+ eET") == std::string_view::npos;
    return marks && text.find_first_of("0123456789") != std::string_view::npos;
}

Judged<char> find_separator(std::string_view text) {
    std::array<Cut, 4> cuts{cut_by(text, ','), cut_by(text, ';'), cut_by(text, '\t'), cut_by(text, '|')};
    std::stable_sort(cuts.begin(), cuts.end(),
                     [](const Cut& a, const Cut& b) { return a.score() > b.score(); });
    const auto name = [](char c) { return c == '\t' ? message("tab") : message("\"{}\"", c); };
    const Cut& best = cuts[0];
    if (best.width < 2) return of_one_column(text);
    const auto percent = static_cast<int>(best.even * 100);
    // Decimal commas cut every line evenly too, but not the head.
    const bool close = cuts[1].score() * 1.25 > best.score() && (cuts[1].first_too || !best.first_too);
    const int confidence = close ? 60 : best.even > 0.9 ? 99 : best.even > 0.5 ? 90 : 70;
    return {best.separator, confidence,
            message("{} cuts {} % of the lines into {} cells", name(best.separator), percent, best.width),
            confidence < 90 ? message("Is the separator {} or {}? Count the cells of a line by hand.",
                                      name(best.separator), name(cuts[1].separator))
                            : Message{}};
}

Judged<Head> find_head(const Records& records) {
    const std::size_t tail = records.size() < 8 ? std::min<std::size_t>(records.size() / 2, 1)
                                                : std::min<std::size_t>(records.size() / 4, 20);
    const auto figures = columns_of_figures(records, tail);
    if (figures.empty()) {
        const Head head = first_full_row(records);
        return {head, head.row == 1 ? 92 : 80,
                message("no column holds numbers or days; row {} is the first that is full", head.row),
                head.row == 1 ? Message{}
                              : message("Is row {} the head? The rows above say less cells than those below.",
                                        head.row)};
    }
    std::size_t data = 0;
    for (; data < records.size(); ++data) {
        std::size_t said = 0, of_figures = 0;
        for (const auto column : figures) {
            if (column >= records[data].size() || !says(records[data][column])) continue;
            ++said;
            of_figures += is_figure(records[data][column]);
        }
        if (said == 0 || of_figures * 2 < said || said * 3 < figures.size()) continue;
        if (counts_on(records[data], figures)) continue;
        break;
    }
    std::size_t last = data;  // the head's last row, past it
    while (last > 0 && cells_said(records[last - 1]) < std::min<std::size_t>(2, cells_said(records[data])))
        --last;
    if (last == 0 || data >= records.size()) {
        return {
            {},
            30,
            message("the first row already looks like the rows below"),
            message(
                "Has the file a head? Its first row has numbers where the others have; write one above.")};
    }
    const std::size_t first = first_of_head(records, last, data);
    const Head head{static_cast<int>(first) + 1, static_cast<int>(last - first)};
    const int confidence = head.row == 1 && head.rows == 1 ? 98 : head.rows == 1 ? 92 : 80;
    return {head, confidence,
            head.rows == 1
                ? message("below row {} the columns turn to numbers and days", head.row)
                : message("rows {} to {} are words; below them the columns turn to numbers and days",
                          head.row, head.row + head.rows - 1),
            confidence < 90
                ? message("Does the head have {} rows or one? Each column should have a name of its own.",
                          head.rows)
                : Message{}};
}

}  // namespace atalaya::intake
