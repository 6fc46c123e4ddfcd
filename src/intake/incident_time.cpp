// When a fact was: its day, its hour, the interval it is known to lie in, and how late it was registered.
#include <algorithm>

#include "core/only_year.hpp"
#include "intake/descriptor_time.hpp"
#include "intake/incident_part.hpp"
#include "intake/propose/columns.hpp"
#include "intake/quality/weekday.hpp"
#include "intake/typed_day.hpp"

namespace atalaya::intake {

namespace {

constexpr std::int32_t minutes_a_day = 24 * 60;
constexpr Day latest_end{std::chrono::year{6000} / 1 / 1};  // minutes of later days are no 32-bit numbers

// Since 1970-01-01 00:00; of the day alone where not both ends have a clock.
std::int32_t minute_of(const When& when, bool clock) {
    return since_epoch(when.day) * minutes_a_day + (clock ? when.hour * 60 + when.minute : 0);
}

}  // namespace

void IncidentPart::read_clock(Row cells, Time& time) {
    if (time.of_month) {
        notes.day_unknown.at(lines);
        if (plan_.from >= 0) read_interval(cells, time);
        return;
    }
    read_weekday(cells, time.day);
    date_parts.see(cells, plan_.cell, time.day, lines);
    if (plan_.from < 0 || !read_interval(cells, time)) read_hour(cells, time);
}

bool IncidentPart::read_day(Row cells, Time& time) {
    if (const auto unknown = plan_.span.read_unknown(cells, plan_.cell, plan_.against.options.latest)) {
        if (unknown->reason) return reject(unknown->reason, unknown->column, unknown->text);
        time = {since_epoch(day_of_only_year(unknown->span.first.year())), -1, only_year};
        notes.month_unknown.at(lines);
        return true;
    }
    const auto found = plan_.when.read(cells, plan_.cell, plan_.against.options.latest);
    if (found.reason) return reject(found.reason, found.column, found.text);
    if (found.written) notes.moved.see(*found.written, *found.when, lines);
    time = {since_epoch(found.when->day), found.when->hour, found.when->known};
    time.of_month = time.known == TimeKnown::month && knows_days(plan_.against.source);
    if (time.known == only_year) notes.month_unknown.at(lines);
    return true;
}

void IncidentPart::read_weekday(Row cells, std::int32_t day) {
    if (plan_.weekday < 0) return;
    const auto said = weekday_memo_.of(plan_.cell(cells, plan_.weekday), quality::parse_weekday);
    if (said && *said != quality::weekday_of(day)) notes.weekday_contradicts.at(lines);
}

void IncidentPart::read_hour(Row cells, Time& time) {
    if (plan_.hour >= 0) {
        const auto& rule = plan_.against.source.hour;
        const auto text = plan_.cell(cells, plan_.hour);
        notes.hours.see(text, lines);
        if (const auto range = parse_hour_range(text); range && !says(rule.unknown, text))
            return read_range(*range, time);
        const auto hour = parse_hour(text);
        const bool marks_hold = !rule.unknown_until || time.day <= since_epoch(*rule.unknown_until);
        if (hour) ++notes.by_hour[static_cast<std::size_t>(hour->hour)];
        if (hour && !(marks_hold && says(rule.unknown, text))) {
            time.hour = hour->hour;
            if (time.known == TimeKnown::day) time.known = hour->known;
        } else if (says(rule.unknown, text)) {
            if (marks_hold) time = {time.day, -1, TimeKnown::day};  // whatever clock the day's cell has
        } else if (!text.empty() && !is_missing_mark(folded(text))) {
            notes.hour_impossible.at(lines);
            return;
        }
    } else if (time.hour >= 0) {
        ++notes.by_hour[static_cast<std::size_t>(time.hour)];
    } else {
        return;  // the source says no hours at all: nothing is missing
    }
    if (time.hour < 0) notes.hour_unknown.at(lines);
}

// A part of the day is kept as the interval of the fact; the hour is known where it lies within one, the day where it
// does not end on the next. The fact is counted on the day that the source writes.
void IncidentPart::read_range(HourRange range, Time& time) {
    if (time.known > TimeKnown::day) return;  // of a month, no hour is of any day
    time.from = time.day * minutes_a_day + range.from;
    time.past = time.day * minutes_a_day + range.past;
    time.ends_known = TimeKnown::minute;
    if (range.from / 60 != (range.past - 1) / 60) {
        time.hour = -1;
        time.known = range.past > minutes_a_day ? TimeKnown::month : TimeKnown::day;
        notes.hour_unknown.at(lines);
        const Day last = day_at((time.past - 1) / minutes_a_day);
        if (month_of(last) != month_of(day_at(time.day))) notes.interval_months.at(lines);
        return;
    }
    time.hour = static_cast<std::int8_t>(range.from / 60);
    time.known = TimeKnown::hour;
    ++notes.by_hour[static_cast<std::size_t>(time.hour)];
}

std::optional<When> IncidentPart::on_city_clock(const std::optional<When>& written) {
    if (!written || !written->ahead) return written;
    const When shown = plan_.clock.shown(*written);
    notes.moved.see(*written, shown, lines);
    return shown;
}

// The instants between which it happened. Hour, day and month are then known only where both lie in one; the
// day stays the one that the source writes, which places the row in a month. False when the source gives none.
bool IncidentPart::read_interval(Row cells, Time& time) {
    const auto format = plan_.against.source.interval.format;
    const auto from_text = plan_.cell(cells, plan_.from), until_text = plan_.cell(cells, plan_.until);
    const auto without = [&](Seen& seen) {
        seen.at(lines);
        return false;
    };
    if (from_text.empty() || until_text.empty()) return without(notes.interval_missing);
    const auto from = on_city_clock(parse_when(from_text, format));
    const auto until = on_city_clock(parse_when(until_text, format));
    if (!from || !until || from->day < earliest_day || until->day > latest_end)
        return without(notes.interval_impossible);
    const bool clocks = from->hour >= 0 && until->hour >= 0;
    const std::int32_t first = minute_of(*from, clocks);
    const std::int32_t last_said = minute_of(*until, clocks);
    const bool holds_day = since_epoch(from->day) <= time.day && time.day <= since_epoch(until->day);
    if (last_said < first || !holds_day) return without(notes.interval_impossible);
    const std::int32_t past = last_said + (clocks ? 0 : minutes_a_day);
    time.from = first;
    time.past = past;
    time.ends_known = clocks ? std::max(from->known, until->known) : TimeKnown::day;

    const std::int32_t last = std::max(first, past - 1);
    const auto in_one = [&](std::int32_t minutes) { return first / minutes == last / minutes; };
    if (in_one(60)) {
        time.hour = from->hour;
        time.known = TimeKnown::hour;
        ++notes.by_hour[static_cast<std::size_t>(time.hour)];
    } else {
        notes.hour_unknown.at(lines);
        time.hour = -1;
        time.known = in_one(minutes_a_day) ? TimeKnown::day : TimeKnown::month;
    }
    const Month begun = month_of(from->day), ended = month_of(day_at(last / minutes_a_day));
    if (begun != ended) notes.interval_months.at(lines);
    return true;
}

// Days from the fact to its registration; -1 when the source does not say, or says what cannot be.
std::int32_t IncidentPart::read_delay(Row cells, const Time& time) {
    const auto unknown = [&](Seen& seen) {
        seen.at(lines);
        return -1;
    };
    if (plan_.registered < 0 || time.known == only_year || time.of_month) return -1;
    const auto text = plan_.cell(cells, plan_.registered);
    if (text.empty()) return unknown(notes.registered_missing);
    notes.registrations.see(text, lines);
    const auto when = on_city_clock(parse_typed_day(text, plan_.against.source.registered.format));
    const auto& options = plan_.against.options;
    const bool future = options.latest && !options.latest_of_facts && when && when->day > *options.latest;
    if (!when || when->day < earliest_day || future) return unknown(notes.registered_impossible);
    const std::int32_t delay = since_epoch(when->day) - time.day;
    return delay < 0 ? unknown(notes.registered_before) : delay;
}

}  // namespace atalaya::intake
