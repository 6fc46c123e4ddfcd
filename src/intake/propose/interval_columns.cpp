#include "intake/propose/interval_columns.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include "core/text.hpp"
#include "intake/typed_day.hpp"

namespace atalaya::intake {

namespace {

template <std::size_t n>
bool is_called(const Facts& column, const std::array<std::string_view, n>& words) {
    return std::ranges::any_of(words, [&](std::string_view word) { return column.has(word); });
}

bool says_beginning(const Facts& column) {
    static constexpr std::array<std::string_view, 14> words{
        "desde",    "inicio", "inicial", "start",   "started",  "from",  "begin",
        "comienzo", "primer", "primero", "primera", "primeiro", "first", "earliest"};
    return is_called(column, words);
}

bool says_end(const Facts& column) {
    static constexpr std::array<std::string_view, 13> words{"hasta",  "fin",    "fim",   "final", "end",
                                                            "ended",  "to",     "until", "ate",   "ultimo",
                                                            "ultima", "latest", "last"};
    return is_called(column, words);
}

bool has_instants(const Facts& column) {
    return column.said > 0 && day_format_of(column).share > 0.6 && column.with_hour * 2 > column.said;
}

std::int64_t minutes_of(const When& when) {
    return std::int64_t{when.day.time_since_epoch().count()} * 1440 + when.hour * 60 +
           std::max<int>(when.minute, 0);
}

struct Ends {
    const Facts *from = nullptr, *until = nullptr;
    bool named = false;
};

// Of rows in which all of `columns` are instants: whether nine of ten, and one at least, are as `holds` says.
template <class Holds>
bool holds_mostly(const Choosing& choosing, const std::vector<const Facts*>& columns, const Holds& holds) {
    std::vector<DayFormat> formats;
    for (const auto* column : columns) formats.push_back(day_format_of(*column).format);
    std::int64_t all = 0, held = 0;
    for (std::size_t row = 0; row < choosing.look().sample.rows(); ++row) {
        std::vector<std::int64_t> minutes;
        for (std::size_t i = 0; i < columns.size(); ++i)
            if (const auto read = parse_typed_day(trimmed(choosing.cell(row, *columns[i])), formats[i]))
                minutes.push_back(minutes_of(*read));
        if (minutes.size() < columns.size()) continue;
        ++all;
        held += holds(minutes);
    }
    return all > 0 && held * 10 >= all * 9;
}

bool are_in_order(const std::vector<std::int64_t>& minutes) {
    return std::ranges::is_sorted(minutes);
}

// The second of three, and the three are not all one.
bool is_the_middle(const std::vector<std::int64_t>& minutes) {
    const auto off = 2 * minutes[1] - minutes[0] - minutes[2];
    return minutes[0] <= minutes[2] && off >= -2 && off <= 2;
}

std::vector<const Facts*> instants(const Choosing& choosing, const TimeColumns& when) {
    std::vector<const Facts*> found;
    for (const auto& column : choosing.columns())
        if ((choosing.is_free(column) || &column == when.day) && has_instants(column))
            found.push_back(&column);
    return found;
}

Ends named_ends(const Choosing& choosing, const std::vector<const Facts*>& instants,
                const TimeColumns& when) {
    for (const auto* from : instants) {
        if (!says_beginning(*from) || says_end(*from)) continue;
        for (const auto* until : instants)
            if (says_end(*until) && until != from && until != when.day &&
                holds_mostly(choosing, {from, until}, are_in_order))
                return {from, until, true};
    }
    return {};
}

// Programs that know the ends alone write their middle beside them.
Ends ends_around_a_middle(const Choosing& choosing, const std::vector<const Facts*>& instants) {
    for (const auto* middle : instants)
        for (const auto* from : instants)
            for (const auto* until : instants)
                if (middle != from && middle != until && from != until &&
                    holds_mostly(choosing, {from, middle, until}, is_the_middle) &&
                    !holds_mostly(choosing, {from, until}, [](const auto& m) { return m[0] == m[1]; }))
                    return {from, until, false};
    return {};
}

Ends find_ends(const Choosing& choosing, const TimeColumns& when) {
    const auto all = instants(choosing, when);
    if (all.size() < 2) return {};
    const Ends named = named_ends(choosing, all, when);
    return named.from ? named : ends_around_a_middle(choosing, all);
}

}  // namespace

TimeColumns with_day_inside(const Choosing& choosing, TimeColumns when) {
    if (!when.day || !when.knows_days()) return when;
    TimeColumns open = when;
    open.day = nullptr;  // as the end of an interval a day counts too
    const Ends ends = find_ends(choosing, open);
    if (!ends.from || (when.day != ends.from && when.day != ends.until)) return when;
    for (const auto* inside : instants(choosing, when)) {
        if (inside == ends.from || inside == ends.until ||
            !holds_mostly(choosing, {ends.from, inside, ends.until}, are_in_order))
            continue;
        when.day = inside;
        when.found = day_format_of(*inside);
        return when;
    }
    return when;
}

void take_interval(Choosing& choosing, const TimeColumns& when) {
    if (choosing.kind() != Kind::incidents || !when.knows_days()) return;
    const Ends ends = find_ends(choosing, when);
    if (!ends.from) return;
    const Facts &from = *ends.from, &until = *ends.until;
    const DayFormat format = &from == when.day ? when.found.format : day_format_of(from).format;
    choosing.add("time.interval.from", {from.name}, 80,
                 message("\"{}\" is never before it, or hardly ever", until.name),
                 message("Was the fact at some time between \"{}\" and \"{}\"? If they are of something else "
                         "(a shift, a procedure), take the interval out.",
                         from.name, until.name));
    choosing.add("time.interval.until", {until.name}, 92,
                 ends.named ? message("so it is called") : message("another column is the middle of both"));
    choosing.add("time.interval.format", {std::string{name_of(format)}}, 95,
                 message("all of its cells read so"));
    choosing.use(&from);
    choosing.use(&until);
}

}  // namespace atalaya::intake
