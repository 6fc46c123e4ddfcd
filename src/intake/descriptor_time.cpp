#include "intake/descriptor_time.hpp"

#include <algorithm>
#include <array>

#include "core/text.hpp"
#include "intake/number_between.hpp"
#include "intake/span.hpp"

namespace atalaya::intake {

namespace {

using Texts = std::vector<std::string>;

// In the order of DayFormat.
constexpr std::array<std::string_view, 10> day_formats{
    "YYYY-MM-DD", "DD/MM/YYYY",    "MM/DD/YYYY", "YYYY/MM/DD", "YYYYMMDD",
    "DD/MM/YY",   "DD MONTH YYYY", "YYYYMM",     "MONTH YYYY", "MM/DD/YY"};

bool says_days(DayFormat format) {
    return format != DayFormat::year_month && format != DayFormat::month_name;
}

}  // namespace

bool knows_days(const Source& source) {
    if (source.kind != Kind::incidents) return false;
    return source.day_column.empty() ? !source.day_parts.day.empty() : says_days(source.day_format);
}

DayFormat day_format(TomlTable& table, Known which) {
    Texts known;
    for (std::size_t format = 0; format < day_formats.size(); ++format)
        if (which == Known::days_or_months || says_days(static_cast<DayFormat>(format)))
            known.emplace_back(day_formats[format]);
    const std::string found = table.one_of("format", known, "YYYY-MM-DD");
    return static_cast<DayFormat>(std::find(day_formats.begin(), day_formats.end(), found) -
                                  day_formats.begin());
}

namespace {

// A column with its format, beside which others may say its year, month and day again, or these columns in its place.
void read_day(Source& source, TomlTable day) {
    if (day.has("column") || !day.has("year")) {
        source.day_column = day.text("column");
        source.day_format = day_format(day);
        source.day_parts = {day.text("year", ""), day.text("month", ""), day.text("day", "")};
    } else {
        source.day_parts = {day.text("year"), day.text("month"), day.text("day", "")};
        source.span.part = day.text("unknown", "");
        if (source.kind == Kind::exposures && !source.span.part.empty())
            day.refuse("unknown", message("expected it of facts or counts: what a rate divides by is of a "
                                          "month or of a year."));
        const auto marks = split(source.span.part, between_marks);
        if (!source.span.part.empty() &&
            std::any_of(marks.begin(), marks.end(), [](auto mark) { return trimmed(mark).empty(); }))
            day.refuse("unknown",
                       message("expected what the source writes for a month that nobody knows, "
                               "several with \"|\" between them; found one that is blank. A blank cell "
                               "is no month, and its row is rejected."));
        if (source.kind == Kind::tallies && source.covers != Covers::months && !source.span.part.empty())
            day.refuse("unknown", message("counts of no month of their year need covers = \"months\" in "
                                          "[delivery]."));
    }
    const bool months = source.kind == Kind::tallies || source.kind == Kind::exposures;
    if (months && !source.day_parts.day.empty())
        day.refuse("day", message("counts are of months: \"year\" and \"month\" are enough."));
    day.done();
}

// Of counts of more than a month. Only a delivery that says all of its months can be put in the place of another
// that counted some of them together with others.
bool read_span(Source& source, TomlTable& time) {
    const bool quarters = time.has("quarter");
    if (source.kind != Kind::tallies || (!quarters && !time.has("year"))) return false;
    const char* key = quarters ? "quarter" : "year";
    TomlTable span = time.table(key);
    source.span.kind = quarters ? SpanRule::Kind::quarter : SpanRule::Kind::year;
    if (!quarters && span.has("always"))
        source.span.always = number_between(span, "always", 0, 1900, 2200);
    else
        source.span.year = span.text(quarters ? "year" : "column");
    source.span.part = quarters ? span.text("quarter") : span.text("months", "");
    span.done();
    if (source.covers != Covers::months)
        time.refuse(key, message("counts of more than a month need covers = \"months\" in [delivery]."));
    return true;
}

// The delay counts days from the fact, so both days have to be known as days.
void read_registered(Source& source, TomlTable& time) {
    auto registered = time.optional_table("registered");
    if (!registered) return;
    if (source.basis != "fact" || !knows_days(source)) {
        time.refuse(
            "registered",
            message("\"registered\" should stand beside the day of the fact (basis = \"fact\", a format with "
                    "days); without it there is no delay to count."));
    }
    source.registered.column = registered->text("column");
    source.registered.format = day_format(*registered, Known::days);
    registered->done();
}

}  // namespace

void read_time(Source& source, TomlTable table) {
    static const Texts bases{"fact", "report"};
    source.basis = table.one_of("basis", bases, "fact");
    if (source.kind != Kind::exposures) {
        static const Texts offsets{"moved", "ignored"};
        source.offsets =
            table.one_of("offsets", offsets, "moved") == "moved" ? Offsets::moved : Offsets::ignored;
    }
    if (!read_span(source, table))
        read_day(source, table.table(source.kind == Kind::tallies ? "month" : "day"));
    if (auto hour = table.optional_table("hour"); hour && source.kind == Kind::incidents) {
        source.hour.column = hour->text("column");
        source.hour.unknown = hour->optional_texts("unknown");
        source.hour.unknown_until = hour->optional_day("unknown_until");
        hour->done();
    }
    if (auto interval = table.optional_table("interval"); interval && source.kind == Kind::incidents) {
        source.interval.from = interval->text("from");
        source.interval.until = interval->text("until");
        source.interval.format = day_format(*interval, Known::days);
        interval->done();
    }
    if (source.kind == Kind::incidents) {
        source.weekday_column = table.text("weekday", "");
        read_registered(source, table);
    }
    table.done();
}

std::string_view name_of(DayFormat format) {
    return day_formats[static_cast<std::size_t>(format)];
}

}  // namespace atalaya::intake
