#include "intake/cell_fate.hpp"

#include <algorithm>

#include "core/text.hpp"
#include "intake/cells.hpp"
#include "intake/propose/columns.hpp"
#include "intake/quality/weekday.hpp"
#include "intake/row_reader.hpp"
#include "store/quoted_texts.hpp"

namespace atalaya::intake {
namespace {

using Texts = std::vector<std::string>;

bool names(const Texts& columns, const std::string& folded_word, std::size_t place) {
    return std::ranges::any_of(columns, [&](const std::string& column) {
        return folded(column) == folded_word ||
               (folded_word.empty() && column == "#" + std::to_string(place + 1));
    });
}

Texts columns_of_time(const Source& source) {
    Texts columns{source.day_column,       source.weekday_column, source.day_parts.year,
                  source.day_parts.month,  source.day_parts.day,  source.span.year,
                  source.hour.column,      source.interval.from,  source.interval.until,
                  source.registered.column};
    std::erase(columns, "");
    return columns;
}

}  // namespace

CellFates::CellFates(std::span<const Source* const> readers, const ToRedact& what, const Texts& head)
    : readers_{readers}, what_{what}, columns_(head.size()) {
    for (std::size_t i = 0; i < head.size(); ++i) {
        const std::string word = folded(head[i]);
        columns_[i].needed = is_needed(word, i);
        columns_[i].everywhere = names(what.columns, word, i);
        say(columns_[i], word, i);
    }
}

bool CellFates::is_needed(const std::string& word, std::size_t place) const {
    const auto any = [&](auto of) {
        return std::ranges::any_of(readers_, [&](const Source* reader) {
            return (of == &needed && reader->wide.any()) || names(of(*reader), word, place);
        });
    };
    return any(&needed) && !any(&locating);
}

// As far as it says whether a text in the column may be taken out.
void CellFates::say(Column& column, const std::string& word, std::size_t place) const {
    for (const Source* reader : readers_) {
        Texts chosen = reader->key;
        chosen.push_back(reader->only.column);
        std::erase(chosen, "");
        column.chosen = column.chosen || names(chosen, word, place);
        column.time = column.time || names(columns_of_time(*reader), word, place);
        Texts words = reader->category.columns;
        words.push_back(reader->channel_column);
        for (const auto& [attribute, each] : reader->category.each) words.push_back(each);
        for (const auto& area : reader->areas) {
            words.push_back(area.column);
            words.push_back(area.within);
            if (!area.pattern.empty() && names({area.column}, word, place))
                column.patterns.emplace_back(area.pattern);
        }
        std::erase(words, "");
        column.words = column.words || names(words, word, place);
    }
}

Fate CellFates::of(std::size_t column, std::string_view cell, bool erased) const {
    if (column >= columns_.size()) return erased ? Fate::goes : Fate::stays;
    const Column& of = columns_[column];
    if (of.everywhere || (erased && !of.needed)) return Fate::goes;
    if (!erased || !any_told_in(what_.texts, cell)) return Fate::stays;
    return may_be_replaced(cell, of) ? Fate::replaced : Fate::tells;
}

bool CellFates::is_bare(std::span<const std::string_view> cells) const {
    bool any = false;
    for (std::size_t i = 0; i < std::min(cells.size(), columns_.size()); ++i) {
        if (columns_[i].needed) continue;
        if (!cells[i].empty()) return false;
        any = true;
    }
    return any;
}

bool CellFates::may_be_replaced(std::string_view cell, const Column& column) const {
    if (column.chosen || what_.known.contains(folded(cell))) return false;
    const std::string text{cell};
    if (std::ranges::any_of(column.patterns,
                            [&](const std::regex& pattern) { return std::regex_search(text, pattern); }))
        return false;
    if (column.time) return says_no_time(cell);
    return column.words || std::ranges::any_of(folded(cell), [](char c) { return c >= 'a' && c <= 'z'; });
}

// A text where a day or an hour should be: it is refused, or told as impossible, whatever it says.
bool CellFates::says_no_time(std::string_view cell) const {
    const std::string text = folded(cell);
    const auto says_unknown = [&](const Source* reader) {
        const auto marks = split(reader->span.part, '|');  // of months that nobody knows
        const auto is_text = [&](std::string_view mark) { return folded(mark) == text; };
        return std::ranges::any_of(reader->hour.unknown, is_text) ||
               std::ranges::any_of(reader->format.missing, is_text) || std::ranges::any_of(marks, is_text);
    };
    return std::ranges::none_of(text, [](char c) { return c >= '0' && c <= '9'; }) &&
           !is_missing_mark(text) && !parse_month_number(cell) && !quality::parse_weekday(cell) &&
           !parse_hour(cell) && std::ranges::none_of(readers_, says_unknown);
}

void QuotesSeen::see(std::string_view cell, Fate fate, bool erased) {
    if (quoted_.empty() || cell.empty()) return;
    auto text = store::quote_compared(quotable(cell));
    if (!quoted_.contains(text)) return;
    const bool blanked = fate == Fate::goes || fate == Fate::replaced;
    (blanked ? blanked_ : erased ? left_ : elsewhere_).insert(std::move(text));
}

std::set<std::string> QuotesSeen::gone() const {
    std::set<std::string> out = blanked_;
    std::ranges::copy_if(left_, std::inserter(out, out.end()),
                         [&](const auto& text) { return !elsewhere_.contains(text); });
    return out;
}

}  // namespace atalaya::intake
