#include "intake/quality/date_parts.hpp"

#include <charconv>
#include <utility>

#include "core/text.hpp"
#include "intake/cells.hpp"

namespace atalaya::intake::quality {
namespace {

constexpr std::int64_t no_part = -1;  // a number that no date has

std::optional<std::int64_t> number_in(std::string_view text) {
    std::int64_t n = 0;
    const auto whole = text.ends_with(".0") ? text.substr(0, text.size() - 2) : text;
    const auto read = std::from_chars(whole.data(), whole.data() + whole.size(), n);
    if (read.ec == std::errc::result_out_of_range) return no_part;
    if (read.ec != std::errc{} || read.ptr != whole.data() + whole.size()) return {};
    return n;
}

}  // namespace

std::optional<std::int64_t> parse_date_part(DatePart part, std::string_view text) {
    if (part == DatePart::month) {
        if (const auto month = parse_month_number(text)) return *month;
    }
    return number_in(text);
}

bool is_said(DatePart part, std::int64_t said, std::chrono::year_month_day date) {
    if (part == DatePart::month) return said == static_cast<unsigned>(date.month());
    if (part == DatePart::day) return said == static_cast<unsigned>(date.day());
    const int year = static_cast<int>(date.year());
    return said == year || (said >= 0 && said < 100 && said == year % 100);
}

DateParts::DateParts(const Source& source, const Layout& layout) {
    if (source.day_column.empty()) return;
    const auto& [year, month, day] = source.day_parts;
    for (const auto& [part, name] :
         {std::pair{DatePart::year, year}, {DatePart::month, month}, {DatePart::day, day}}) {
        if (layout.at(name) >= 0) columns_.push_back({part, name, layout.at(name)});
    }
}

void DateParts::see(Row row, const CellReader& cell, std::int32_t day, std::int64_t line) {
    if (columns_.empty()) return;
    if (day != last_ || !date_.ok()) {
        last_ = day;
        date_ = std::chrono::year_month_day{day_at(day)};
    }
    for (auto& column : columns_) {
        const auto said = column.said.of(
            cell(row, column.at), [&](std::string_view text) { return parse_date_part(column.part, text); });
        if (said && !is_said(column.part, *said, date_)) column.contradicts.at(line);
    }
}

void DateParts::add(const DateParts& later, std::int64_t offset) {
    for (std::size_t i = 0; i < columns_.size(); ++i)
        columns_[i].contradicts.add(later.columns_[i].contradicts, offset);
}

void DateParts::tell(std::vector<Finding>& findings) const {
    for (const auto& column : columns_) {
        report(findings, finding::date_contradicts, column.contradicts,
               [&](JsonWriter& json) { json.key("column").text(column.name); });
    }
}

}  // namespace atalaya::intake::quality
