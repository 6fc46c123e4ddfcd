#include "intake/propose/hour.hpp"

#include <set>

#include "intake/cells.hpp"
#include "intake/hour_range.hpp"

namespace atalaya::intake {

namespace {

// All 24 hours of the day and nothing else, late ones as often as hours are; counts get rarer the higher they are.
bool holds_hours(const Facts& column) {
    if (column.distinct != 24 || column.hours != column.said || column.said < 500) return false;
    std::int64_t late = 0, least = column.said;
    for (const auto& [text, times] : column.values) {
        const auto hour = parse_hour(text);
        if (hour && hour->hour >= 18) late += times;
        least = std::min(least, times);
    }
    return column.share(late) > 0.12 && column.share(least) > 0.002;
}

// "14.30" all day long: two digits below 60 after the point in nearly every cell, and not halves alone, are no decimals.
bool holds_dotted_clocks(const Facts& column) {
    constexpr std::size_t fewest_texts = 24, fewest_minutes = 4;
    std::int64_t clocks = 0;
    bool early = false, late = false;
    std::set<std::string_view> minutes;
    for (const auto& [text, times] : column.values) {
        const auto point = text.find('.');
        const bool shape = point != std::string::npos && point + 3 == text.size() && text[point + 1] < '6';
        const auto hour = shape ? parse_hour(text) : std::nullopt;
        if (!hour) continue;
        clocks += times;
        minutes.insert(std::string_view{text}.substr(point + 1));
        early = early || hour->hour < 6;
        late = late || hour->hour >= 20;
    }
    return column.values.size() >= fewest_texts && minutes.size() >= fewest_minutes && early && late &&
           column.share(clocks) > 0.95;
}

// 0 where it is none.
int hour_score(const Facts& column, bool by_report) {
    const int named = hint_of(column.tokens, Role::hour);
    if (!mostly(column, column.hours, least_share(named, 0.9))) return 0;
    const bool clock = mostly(column, column.clocks, 0.95);
    const int hint = named + (clock || holds_hours(column) || holds_dotted_clocks(column) ? 6 : 0) -
                     hint_of(column.tokens, Role::other) -
                     (by_report ? 0 : hint_of(column.tokens, Role::registered));
    const bool says_something = column.distinct > (hint >= 8 ? 1 : 2);
    return hint >= 6 && says_something ? hint : 0;
}

// Of the two hours that stand for any where none is known.
void ask_about_heap(Choosing& choosing, const Facts& hour) {
    if (hour.values.empty()) return;
    const auto& [text, times] = hour.values.front();
    const auto at = parse_hour(text);
    const bool stands_for_any = at && (at->hour == 0 || at->hour == 12);
    if (!stands_for_any || hour.share(times) < 3.0 / 24) return;
    choosing.add(
        "time.hour.unknown", {text}, 60,
        message("{} % of the facts are at \"{}\"", static_cast<int>(hour.share(times) * 100), text),
        at->hour == 0
            ? message("Does \"{}\" mean midnight, or that the hour is not known? So many facts at one hour "
                      "say the "
                      "second.",
                      text)
            : message(
                  "Does \"{}\" mean noon, or that the hour is not known? So many facts at one hour say the "
                  "second.",
                  text));
}

// Clocks without their sign that lost their zeros, or parts of a day: some of them read as another hour.
Message doubt_of_numbers(const Facts& hour) {
    std::int64_t clocks = 0, parts = 0;
    std::string small, cut;
    for (const auto& [text, times] : hour.values) {
        const bool number = text.find_first_not_of("0123456789.,") == std::string::npos;
        const bool part = number && (text.starts_with("0.") || text.starts_with("0,"));
        if (number && text.size() == 4 && !part) clocks += times;
        if (part && text.size() >= 5) parts += times;
        if (number && text.size() < 3 && small.empty()) small = text;
        if (part && text.size() < 5 && cut.empty()) cut = text;
    }
    if (hour.share(clocks) > 0.3 && !small.empty())
        return message(
            "\"{}\" is read as an hour. Beside clocks such as \"2358\" it may be minutes after midnight, "
            "whose "
            "zeros were lost: then have the hours written with four digits.",
            small);
    if (hour.share(parts) > 0.3 && !cut.empty())
        return message(
            "\"{}\" is read as a clock, and others as parts of a day (\"0.604\" is 14:30). Have the hours "
            "written "
            "as hours.",
            cut);
    return {};
}

}  // namespace

void take_hour(Choosing& choosing, const TimeColumns& when, bool by_report) {
    if (choosing.kind() != Kind::incidents || !when.knows_days()) return;
    const bool in_day = when.day && when.day->with_hour * 2 > when.day->said &&
                        when.day->midnights * 10 < when.day->with_hour * 9;
    if (in_day) return;
    const Facts* hour = nullptr;
    int best = 0;
    for (const auto& column : choosing.columns()) {
        const int score = choosing.is_free(column) ? hour_score(column, by_report) : 0;
        if (score > best) best = score, hour = &column;
    }
    if (!hour) return;
    const auto percent = static_cast<int>(hour->share(hour->hours) * 100);
    const bool ranges = !hour->values.empty() && parse_hour_range(hour->values.front().first);
    const Message doubt = doubt_of_numbers(*hour);
    choosing.add(
        "time.hour.column", {hour->name},
        !doubt.empty() ? 70
        : best >= 8    ? 97
                       : 92,
        ranges ? message("{} % of its cells are parts of the day, each kept as the interval of its fact",
                         percent)
               : message("{} % of its cells are hours", percent),
        doubt);
    choosing.use(hour);
    ask_about_heap(choosing, *hour);
}

}  // namespace atalaya::intake
