#include "intake/pdf_lines.hpp"

#include <algorithm>
#include <cmath>

#include "core/text.hpp"
#include "intake/cells.hpp"

namespace atalaya::intake {

namespace {

constexpr double in_one_cell = 0.45, step = 0.5, least_gap = 1.0;
constexpr double widest_page = 14'400;  // points, as PDF allows

bool says_number(const Source& source, const std::string& text) {
    if (parse_count(text, source.format.decimal)) return true;
    std::string bare = text;
    if (bare.ends_with('%')) bare.pop_back();
    if (parse_decimal(bare, source.format.decimal)) return true;
    return std::find(source.format.missing.begin(), source.format.missing.end(), text) !=
           source.format.missing.end();
}

void add_word(const Source& source, PdfLine& line, const PdfWord& word) {
    const bool number = says_number(source, word.text);
    if (!line.cells.empty()) {
        PdfCell& last = line.cells.back();
        const bool near = word.left - last.right <= in_one_cell * line.height;
        if (near && !(number && last.number)) {
            last.text += " " + word.text;
            last.right = std::max(last.right, word.right);
            last.number = says_number(source, last.text);
            return;
        }
    }
    line.cells.push_back({word.left, word.right, word.text, number});
}

// Partition of columns [first, size) into runs, one a cell; `fits(run's left, right, cell)` is how far off it is.
template <class Off>
std::vector<std::size_t> partition(std::span<const PdfCell> cells, std::span<const PdfColumn> columns,
                                   std::size_t first, const Off& off) {
    std::vector<std::size_t> starts;
    std::size_t begin = first;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const std::size_t still = cells.size() - i - 1;
        if (begin + still >= columns.size()) return {};
        starts.push_back(begin);
        std::size_t best = columns.size() - 1;
        if (still > 0) {
            best = begin;
            for (std::size_t last = begin; last + still < columns.size(); ++last) {
                if (off(begin, last, i) < off(begin, best, i)) best = last;
            }
        }
        const double width = columns[begin].right - columns[begin].left;
        if (off(begin, best, i) > std::max(width, 6.0)) return {};
        begin = best + 1;
    }
    return starts;
}

}  // namespace

std::string PdfLine::text() const {
    std::string all;
    for (const auto& cell : cells) all += (all.empty() ? "" : " ") + cell.text;
    return all;
}

std::vector<PdfLine> lines_of(const Source& source, std::vector<PdfWord> words) {
    const auto middle = [](const PdfWord& word) { return (word.top + word.bottom) / 2; };
    std::stable_sort(words.begin(), words.end(),
                     [&](const PdfWord& a, const PdfWord& b) { return middle(a) < middle(b); });
    std::vector<PdfLine> lines;
    std::size_t at = 0;
    while (at < words.size()) {
        PdfLine line;
        line.number = lines.size() + 1;
        line.middle = middle(words[at]);
        line.height = words[at].bottom - words[at].top;
        std::size_t past = at;
        while (past < words.size() && middle(words[past]) - line.middle <= line.height / 2) ++past;
        std::stable_sort(words.begin() + static_cast<std::ptrdiff_t>(at),
                         words.begin() + static_cast<std::ptrdiff_t>(past),
                         [](const PdfWord& a, const PdfWord& b) { return a.left < b.left; });
        for (; at < past; ++at) add_word(source, line, words[at]);
        lines.push_back(std::move(line));
    }
    return lines;
}

std::vector<PdfColumn> columns_of(std::span<const PdfLine* const> rows, const PdfLine* head) {
    std::vector<std::size_t> covered;
    const auto bin = [](double x) {
        return static_cast<std::size_t>(std::clamp(x, 0.0, widest_page) / step);
    };
    const auto cover = [&](const PdfCell& cell, std::size_t lines) {
        const std::size_t last = bin(cell.right);
        if (covered.size() <= last) covered.resize(last + 1);
        for (std::size_t x = bin(cell.left); x <= last; ++x) covered[x] += lines;
    };
    const std::size_t tolerated = std::max<std::size_t>(rows.size() / 20, rows.size() >= 4);
    for (const auto* row : rows) {
        for (const auto& cell : row->cells) cover(cell, 1);
    }
    if (head) {
        for (const auto& cell : head->cells) cover(cell, tolerated + 1);
    }
    std::vector<PdfColumn> columns;
    for (std::size_t x = 0; x < covered.size(); ++x) {
        if (covered[x] <= tolerated) continue;
        const double left = static_cast<double>(x) * step, right = left + step;
        if (!columns.empty() && left - columns.back().right < least_gap)
            columns.back().right = right;
        else
            columns.push_back({left, right, false});
    }
    std::vector<int> votes(columns.size());
    for (const auto* row : rows) {
        for (const auto& cell : row->cells) {
            const Lies lies = where(cell, columns);
            if (lies.past == lies.first + 1) votes[lies.first] += cell.number ? 1 : -1;
        }
    }
    for (std::size_t c = 0; c < columns.size(); ++c) columns[c].of_numbers = votes[c] > 0;
    return columns;
}

Lies where(const PdfCell& cell, std::span<const PdfColumn> columns) {
    Lies lies{columns.size(), 0, false};
    std::size_t nearest = 0;
    double distance = widest_page;
    for (std::size_t c = 0; c < columns.size(); ++c) {
        const double off = std::max(columns[c].left - cell.right, cell.left - columns[c].right);
        if (off < distance) {
            distance = off;
            nearest = c;
        }
        if (off > 0) continue;
        lies.first = std::min(lies.first, c);
        lies.past = c + 1;
    }
    if (lies.past == 0) return {nearest, std::min(nearest + 1, columns.size()), true};
    return lies;
}

std::vector<std::size_t> shared_out(std::span<const PdfCell> cells, std::span<const PdfColumn> columns,
                                    std::size_t first) {
    const auto off_middle = [&](std::size_t begin, std::size_t last, std::size_t cell) {
        return std::abs((columns[begin].left + columns[last].right) / 2 -
                        (cells[cell].left + cells[cell].right) / 2);
    };
    // At their beginning: the next cell's beginning says where a run ends.
    const auto off_beginning = [&](std::size_t begin, std::size_t last, std::size_t cell) {
        const double here = std::abs(columns[begin].left - cells[cell].left);
        if (cell + 1 == cells.size()) return here;
        return here + std::abs(columns[last + 1].left - cells[cell + 1].left);
    };
    const auto middle = partition(cells, columns, first, off_middle);
    const auto beginning = partition(cells, columns, first, off_beginning);
    if (middle.empty()) return beginning;
    if (beginning.empty() || beginning == middle) return middle;
    return {};
}

std::vector<Lies> middles_over(std::span<const PdfCell> cells, std::span<const PdfColumn> columns,
                               std::size_t first) {
    std::vector<Lies> all;
    double narrowest = widest_page;
    for (std::size_t c = first; c < columns.size(); ++c)
        narrowest = std::min(narrowest, columns[c].right - columns[c].left);
    const double tolerated = std::max(narrowest / 2, 6.0);
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const Lies lies = where(cells[i], columns);
        if (lies.first < first) return {};
        const std::size_t from = i == 0 ? first : where(cells[i - 1], columns).past,
                          to = i + 1 == cells.size() ? columns.size() : where(cells[i + 1], columns).first;
        std::vector<Lies> fits;
        for (std::size_t begin = from; begin <= lies.first; ++begin) {
            for (std::size_t past = lies.past; past <= to; ++past) {
                const double middle = (columns[begin].left + columns[past - 1].right) / 2;
                if (std::abs(middle - (cells[i].left + cells[i].right) / 2) <= tolerated)
                    fits.push_back({begin, past, false});
            }
        }
        if (fits.size() != 1 || (!all.empty() && fits.front().first < all.back().past)) return {};
        all.push_back(fits.front());
    }
    return all;
}

}  // namespace atalaya::intake
