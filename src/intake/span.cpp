#include "intake/span.hpp"

#include <algorithm>
#include <array>

namespace atalaya::intake {

std::optional<int> parse_quarter(std::string_view text) {
    static constexpr std::array<std::string_view, 4> roman{"i", "ii", "iii", "iv"};
    const std::string said = folded(text);
    std::string_view word{said};
    word = word.substr(0, word.find_first_of(" ."));
    if (word.size() == 2 && (word.front() == 't' || word.front() == 'q')) word.remove_prefix(1);
    if (word.size() == 2 && (word.back() == 't' || word.back() == 'q')) word.remove_suffix(1);
    for (std::size_t quarter = 0; quarter < roman.size(); ++quarter) {
        if (word == roman[quarter] || word == std::to_string(quarter + 1))
            return static_cast<int>(quarter) + 1;
    }
    return {};
}

std::optional<MonthsNamed> parse_months_named(std::string_view text) {
    std::vector<int> months;
    const std::string said = folded(text);
    for (const auto piece : split(said, ' ')) {
        for (const auto word : split(piece, '-')) {
            if (word.empty() || word == "a" || word == "al" || word == "to") continue;
            const auto month = parse_month_number(word);
            if (!month) return {};
            months.push_back(*month);
        }
    }
    if (months.empty() || months.size() > 2 || months.front() > months.back()) return {};
    return MonthsNamed{months.front(), months.back()};
}

bool has_unknown_months(const Source& source) {
    return source.span.kind == SpanRule::Kind::month && !source.span.part.empty();
}

SpanReader::SpanReader(const Source& source, const Layout& layout, const Zone* clock)
    : when_{source, layout, clock},
      rule_{source.span},
      year_{layout.at(source.span.year)},
      part_{source.span.kind == SpanRule::Kind::month ? -1 : layout.at(source.span.part)},
      month_{layout.at(source.day_parts.month)},
      year_of_month_{layout.at(source.day_parts.year)},
      no_month_{} {
    if (!has_unknown_months(source)) return;
    for (const auto mark : split(source.span.part, between_marks)) no_month_.push_back(folded(mark));
}

std::optional<MonthSpan> SpanReader::part_of_year(std::string_view text) const {
    if (rule_.kind == SpanRule::Kind::quarter) {
        const auto quarter = parse_quarter(text);
        if (!quarter) return {};
        return MonthSpan{
            Month{std::chrono::year{0}, std::chrono::month{static_cast<unsigned>(*quarter * 3 - 2)}}, 3};
    }
    const auto named = parse_months_named(text);
    if (!named) return {};
    return MonthSpan{Month{std::chrono::year{0}, std::chrono::month{static_cast<unsigned>(named->first)}},
                     named->last - named->first + 1};
}

// All twelve months of the year that the column says.
SpanReader::Found SpanReader::of_year(Row row, const CellReader& cell, int column,
                                      const std::optional<Day>& latest) const {
    Found found{.span = {}, .column = column, .text = std::string{cell(row, column)}};
    const auto january = day_of(found.text, "1", {});
    if (found.text.empty())
        found.reason = reason::day_missing;
    else if (!january)
        found.reason = reason::day_impossible;
    else if (january->day < earliest_day)
        found.reason = reason::day_too_early;
    else if (latest && january->day > *latest)
        found.reason = reason::day_future;
    else
        found.span = {month_of(january->day), 12};
    return found;
}

std::optional<SpanReader::Found> SpanReader::read_unknown(Row row, const CellReader& cell,
                                                          const std::optional<Day>& latest) const {
    if (no_month_.empty() || std::ranges::find(no_month_, folded(cell(row, month_))) == no_month_.end())
        return {};
    return of_year(row, cell, year_of_month_, latest);
}

SpanReader::Found SpanReader::read(Row row, const CellReader& cell, const std::optional<Day>& latest) const {
    if (auto unknown = read_unknown(row, cell, latest)) return *std::move(unknown);
    Found found;
    if (rule_.kind == SpanRule::Kind::month) {
        auto of_month = when_.read(row, cell, latest);
        if (of_month.written && !of_month.reason) found.moved.emplace(*of_month.written, *of_month.when);
        if (!of_month.reason) {
            found.span.first = month_of(of_month.when->day);
            found.day = since_epoch(of_month.when->day);
        }
        found.reason = of_month.reason;
        found.column = of_month.column;
        found.text = std::move(of_month.text);
        return found;
    }
    const auto reject = [&](const char* reason, int column, std::string_view text) {
        found.reason = reason;
        found.column = column;
        found.text = text;
        return found;
    };
    const std::string always = rule_.always == 0 ? "" : std::to_string(rule_.always);
    const std::string_view year_text = always.empty() ? cell(row, year_) : std::string_view{always};
    if (year_text.empty()) return reject(reason::day_missing, year_, year_text);
    const auto january = day_of(year_text, "1", {});
    if (!january) return reject(reason::day_impossible, year_, year_text);
    found.span = {month_of(january->day), 12};
    if (part_ >= 0) {
        const auto text = cell(row, part_);
        if (text.empty()) return reject(reason::day_missing, part_, text);
        const auto part = part_of_year(text);
        if (!part) return reject(reason::day_impossible, part_, text);
        found.span = {Month{found.span.first.year(), part->first.month()}, part->months};
    }
    const Day first = first_day(found.span.first);
    if (first < earliest_day) return reject(reason::day_too_early, year_, year_text);
    if (latest && first > *latest) return reject(reason::day_future, year_, year_text);
    return found;
}

}  // namespace atalaya::intake
