#include "intake/propose/interval_columns.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "core/text.hpp"
#include "intake/typed_day.hpp"

namespace atalaya::intake {

namespace {

template <std::size_t n>
bool is_called(const Facts& column, const std::array<std::string_view, n>& words) {
    return std::ranges::any_of(words, [&](std::string_view word) { return column.has(word); });
}

bool says_beginning(const Facts& column) {
    static constexpr std::array<std::string_view, 8> words{"desde",   "inicio", "inicial", "start",
                                                           "started", "from",   "begin",   "comienzo"};
    return is_called(column, words);
}

bool says_end(const Facts& column) {
    static constexpr std::array<std::string_view, 9> words{"hasta", "fin", "fim",   "final", "end",
                                                           "ended", "to",  "until", "ate"};
    return is_called(column, words);
}

bool has_instants(const Facts& column) {
    return column.said > 0 && day_format_of(column).share > 0.6 && column.with_hour * 2 > column.said;
}

std::int64_t minutes_of(const When& when) {
    return std::int64_t{when.day.time_since_epoch().count()} * 1440 + when.hour * 60 +
           std::max<int>(when.minute, 0);
}

bool is_in_order(const Choosing& choosing, const Facts& from, const Facts& until, DayFormat format) {
    std::int64_t both = 0, ordered = 0;
    for (std::size_t row = 0; row < choosing.look().sample.rows(); ++row) {
        const auto first = parse_typed_day(trimmed(choosing.cell(row, from)), format),
                   last = parse_typed_day(trimmed(choosing.cell(row, until)), format);
        if (!first || !last) continue;
        ++both;
        ordered += minutes_of(*first) <= minutes_of(*last);
    }
    return both > 0 && ordered * 10 >= both * 9;
}

}  // namespace

void take_interval(Choosing& choosing, const TimeColumns& when) {
    if (choosing.kind() != Kind::incidents || !when.knows_days()) return;
    for (const auto& from : choosing.columns()) {
        if (!says_beginning(from) || says_end(from) || !has_instants(from)) continue;
        if (!choosing.is_free(from) && &from != when.day) continue;
        const DayFormat format = &from == when.day ? when.found.format : day_format_of(from).format;
        for (const auto& until : choosing.columns()) {
            if (!says_end(until) || !choosing.is_free(until) || &until == &from || !has_instants(until) ||
                !is_in_order(choosing, from, until, format))
                continue;
            choosing.add(
                "time.interval.from", {from.name}, 80,
                message("\"{}\" is never before it, or hardly ever", until.name),
                message("Was the fact at some time between \"{}\" and \"{}\"? If they are of something else "
                        "(a shift, a procedure), take the interval out.",
                        from.name, until.name));
            choosing.add("time.interval.until", {until.name}, 92, message("so it is called"));
            choosing.add("time.interval.format", {std::string{name_of(format)}}, 95,
                         message("all of its cells read so"));
            choosing.use(&from);
            choosing.use(&until);
            return;
        }
    }
}

}  // namespace atalaya::intake
