#include "intake/incident_part.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/error.hpp"
#include "core/only_year.hpp"
#include "intake/coarse_day.hpp"
#include "intake/descriptor_time.hpp"
#include "intake/propose/columns.hpp"
#include "intake/quality/weekday.hpp"
#include "intake/row_key.hpp"
#include "intake/typed_day.hpp"

namespace atalaya::intake {

namespace {

constexpr std::uint32_t no_offence = 0xFFFFFFFF;
constexpr std::size_t rows_foreseen = 48'000;  // of a block of 4 MiB
constexpr std::int64_t most_units = 100'000;
constexpr Month first_month{std::chrono::year{1990}, std::chrono::January};

std::int32_t in_box_units(double degrees) {
    return static_cast<std::int32_t>(std::llround(degrees * 1e7));
}

bool within(const std::array<std::int32_t, 4>& box, std::int32_t lon, std::int32_t lat) {
    return lon >= box[0] && lon <= box[2] && lat >= box[1] && lat <= box[3];
}

// Degrees of a position written as x and y; none for what is no number, or no place of the system.
std::pair<std::optional<std::int32_t>, std::optional<std::int32_t>> unprojected(const geo::Projection& from,
                                                                                std::string_view x_text,
                                                                                std::string_view y_text,
                                                                                char decimal) {
    const auto x = parse_decimal(x_text, decimal), y = parse_decimal(y_text, decimal);
    if (!x || !y) return {};
    if (*x == 0 && *y == 0) return {0, 0};  // as unknown as 0, 0 in degrees
    const auto there = from.to_degrees(*x, *y);
    if (!there) return {};
    return {in_box_units(there->lon), in_box_units(there->lat)};
}

constexpr std::int32_t minutes_a_day = 24 * 60;
constexpr Day latest_end{std::chrono::year{6000} / 1 / 1};  // minutes of later days are no 32-bit numbers

// Since 1970-01-01 00:00; of the day alone where not both ends have a clock.
std::int32_t minute_of(const When& when, bool clock) {
    return since_epoch(when.day) * minutes_a_day + (clock ? when.hour * 60 + when.minute : 0);
}

bool says(const std::vector<std::string>& words, std::string_view text) {
    return std::find(words.begin(), words.end(), text) != words.end();
}

// Whether a step of a metre takes the point into the area: what is drawn and where a fact was are both rounded, and a
// corner house or the middle of an avenue contradicts neither of its sides.
bool on_border(const Gazetteer& gazetteer, LonLat point, std::size_t slot, std::int32_t area) {
    const double north = 1 / 111'320.0, east = north / std::cos(point.lat * std::numbers::pi / 180);
    for (const double angle : {0., .25, .5, .75, 1., 1.25, 1.5, 1.75}) {
        const double turn = angle * std::numbers::pi;
        const LonLat beside{point.lon + east * std::cos(turn), point.lat + north * std::sin(turn)};
        if (gazetteer.by_point(beside)[slot] == area) return true;
    }
    return false;
}

}  // namespace

IncidentPlan::IncidentPlan(const CheckAgainst& a, const Layout& l, const std::vector<std::string>& head)
    : against{a},
      layout{l},
      cell{a.source},
      labels{a.source},
      when{a.source, l, a.clock},
      span{a.source, l, a.clock},
      clock{a.source, a.clock} {
    const Source& source = a.source;
    for (const auto& column : source.key) key.push_back(l.at(column));
    day = l.at(source.day_column);
    weekday = l.at(source.weekday_column);
    hour = l.at(source.hour.column);
    from = l.at(source.interval.from);
    until = l.at(source.interval.until);
    registered = l.at(source.registered.column);
    const auto& labels_in = source.category.columns;
    offence_1 = labels_in.empty() ? -1 : l.at(labels_in[0]);
    offence_2 = labels_in.size() > 1 ? l.at(labels_in[1]) : -1;
    offence_3 = labels_in.size() > 2 ? l.at(labels_in[2]) : -1;
    channel = l.at(source.channel_column);
    units = l.at(source.count_column);
    lon = l.at(source.place.lon);
    lat = l.at(source.place.lat);
    blank_ends = l.at(source.format.ends_at_blank);
    std::transform(source.place.box.begin(), source.place.box.end(), box.begin(), in_box_units);
    names.resize(l.width());
    for (const auto& column : source.columns()) names[static_cast<std::size_t>(l.at(column))] = column;
    if (auto* cells = a.options.told) {
        cells->found.clear();
        for (const auto& column : cells->columns) {
            const auto at = std::ranges::find(head, folded(column), folded);
            const auto times = std::ranges::count(head, folded(column), folded);
            if (times > 1)
                throw Error{
                    Fault::bad_input,
                    message("{}: expected one column {}; found {} of that name. Take out or rename those "
                            "that are not meant.",
                            a.file, column, times)};
            cells->found.push_back(at != head.end());
            told.push_back(at == head.end() ? -1 : static_cast<int>(at - head.begin()));
        }
    }
    has_areas = false;
    for (int slot = 0; slot < slots; ++slot) {
        has_areas = has_areas || a.gazetteer.has_shapes(slot);
        for (std::int32_t area = 0; area < a.gazetteer.size(slot); ++area) {
            area_hash[static_cast<std::size_t>(slot)].push_back(hash_of(a.gazetteer.code(slot, area)));
        }
    }
}

void IncidentNotes::add(const IncidentNotes& later, std::int64_t offset) {
    for (std::size_t h = 0; h < by_hour.size(); ++h) by_hour[h] += later.by_hour[h];
    hour_unknown.add(later.hour_unknown, offset);
    hour_impossible.add(later.hour_impossible, offset);
    interval_missing.add(later.interval_missing, offset);
    interval_impossible.add(later.interval_impossible, offset);
    interval_months.add(later.interval_months, offset);
    registered_missing.add(later.registered_missing, offset);
    registered_impossible.add(later.registered_impossible, offset);
    registered_before.add(later.registered_before, offset);
    position_missing.add(later.position_missing, offset);
    position_impossible.add(later.position_impossible, offset);
    position_decimal.add(later.position_decimal, offset);
    position_zero.add(later.position_zero, offset);
    position_outside.add(later.position_outside, offset);
    position_nowhere.add(later.position_nowhere, offset);
    swapped.add(later.swapped, offset);
    area_missing.add(later.area_missing, offset);
    quote_within.add(later.quote_within, offset);
    month_unknown.add(later.month_unknown, offset);
    day_unknown.add(later.day_unknown, offset);
    moved.add(later.moved, offset);
    weekday_contradicts.add(later.weekday_contradicts, offset);
    units_missing.add(later.units_missing, offset);
    amounts.add(later.amounts, offset);
    days.add(later.days, offset);
    hours.add(later.hours, offset);
    registrations.add(later.registrations, offset);
    for (std::size_t slot = 0; slot < slots; ++slot) {
        area_disagrees[slot].add(later.area_disagrees[slot], offset);
        area_not_found[slot].add(later.area_not_found[slot], offset);
        for (const auto& [name, rows] : later.names_not_found[slot]) names_not_found[slot][name] += rows;
    }
    for (const auto& [month, rows] : later.months) months[month] += rows;
    addresses.add(later.addresses);
    zeros.add(later.zeros, offset);
    area_zeros.add(later.area_zeros, offset);
}

void IncidentColumns::reserve(std::size_t rows) {
    const auto grow = [&](auto&... column) { (column.reserve(rows), ...); };
    grow(key, line, day, units, lon, lat, hour, known, located, offence, content, rest);
    for (auto& slot : area) slot.reserve(rows);
}

IncidentPart::IncidentPart(const IncidentPlan& plan)
    : rules{plan.against.source, plan.layout},
      date_parts{plan.against.source, plan.layout},
      names{plan.against.source, plan.layout},
      plan_{plan},
      from_{plan.against.source.place.from},
      area_texts_{plan.against, plan.layout},
      addresses_{plan.against, plan.layout},
      wanted_{plan.against.source, plan.layout},
      is_key_(plan.layout.width()) {
    columns.reserve(rows_foreseen);
    if (plan.channel >= 0) columns.channel.reserve(rows_foreseen);
    if (plan.registered >= 0) columns.delay.reserve(rows_foreseen);
    for (const int column : plan.key) is_key_[static_cast<std::size_t>(column)] = true;
    if (plan.numbered && plan.key.empty()) is_key_.front() = true;
}

bool IncidentPart::reject(const char* why, int column, std::string_view found) {
    const auto& source = plan_.against.source;
    const std::string name = column < 0 ? "" : plan_.names[static_cast<std::size_t>(column)];
    const bool quoted = !says(source.sealed, name);
    rejects.push_back({lines, why, placed(name, place_), quoted ? quotable(found) : std::string{}});
    return false;
}

bool IncidentPart::doubtful(const std::string& column, std::string_view found, Row) {
    ++lines;
    ++read;
    const bool quoted = !says(plan_.against.source.sealed, column);
    rejects.push_back(
        {lines, reason::cell_doubtful, placed(column, place_), quoted ? std::string{found} : std::string{}});
    return true;
}

// The first thing wrong with a row is its reason: quotes, cells, key, day, offence, units.
bool IncidentPart::row(Row cells, Quotes quotes) {
    if (plan_.blank_ends >= 0 && plan_.cell(cells, plan_.blank_ends).empty()) return false;
    ++lines;
    const bool whole = quotes.after < 0 && fits(cells, plan_.layout.width());
    if (whole && !wanted_(cells, plan_.cell)) {
        ++elsewhere;
        return true;
    }
    ++read;
    if (quotes.after >= 0) {
        reject(reason::quote_broken, -1, cell_called(quotes.after));
        return true;
    }
    if (!whole) {
        reject(reason::row_broken, -1, std::to_string(cells.size()) + " cells");
        return true;
    }
    notes.days.see(plan_.cell(cells, plan_.day), lines);
    names.see(cells, plan_.cell);
    Time time{};
    std::uint32_t offence = no_offence;
    std::int32_t units = 1;
    if (!read_key(cells) || !read_day(cells, time) || !read_offence(cells, day_at(time.day), offence) ||
        !read_units(cells, units)) {
        return true;
    }
    if (quotes.within >= 0) notes.quote_within.at(lines);
    if (time.known != only_year) read_clock(cells, time);
    rules.see(cells, plan_.cell, lines);
    Place place{.day = time.day};
    if (read_position(cells, place)) {
        read_areas(cells, true, place);
    } else {
        look_up(cells, place);
    }
    if (place.located == Located::none && (plan_.has_areas || !plan_.against.source.areas.empty()))
        notes.area_missing.at(lines);
    keep(cells, time, offence, units, place);
    return true;
}

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

bool IncidentPart::read_key(Row cells) {
    key_text_.clear();
    for (const int column : plan_.key) {
        const auto text = plan_.cell(cells, column);
        if (text.empty()) return reject(reason::key_missing, column, text);
        add_to_key(key_text_, text);
    }
    return true;
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

std::uint32_t IncidentPart::read_channel(Row cells) {
    const auto text = plan_.cell(cells, plan_.channel);
    if (text.empty()) return 0;
    return channel_memo_.of(text, [&](std::string_view said) {
        auto& channel = channels.emplace_back(said);
        std::replace(channel.begin(), channel.end(), ';', ',');
        channel_hash_.push_back(hash_of(said));
        return static_cast<std::uint32_t>(channels.size() - 1);
    });
}

bool IncidentPart::read_offence(Row cells, Day day, std::uint32_t& offence) {
    const auto label_1 = plan_.cell(cells, plan_.offence_1), label_2 = plan_.cell(cells, plan_.offence_2),
               label_3 = plan_.cell(cells, plan_.offence_3);
    const bool said = !label_1.empty() || !label_2.empty() || !label_3.empty() || plan_.offence_1 < 0;
    if (!said) return reject(reason::offence_missing, plan_.offence_1, label_1);
    offence_text_.assign(label_1).append(1, '\x1F').append(label_2).append(1, '\x1F').append(label_3);
    if (const auto version = plan_.labels.version_on(day); version > 0)
        offence_text_.append(1, '\x1F').append(std::to_string(version));
    offence = offence_memo_.of(offence_text_, [&](std::string_view) {
        const std::string code = plan_.labels.code_of(day, label_1, label_2, label_3);
        if (code.empty()) return no_offence;
        const auto known = std::find(offences.begin(), offences.end(), code);
        if (known != offences.end()) return static_cast<std::uint32_t>(known - offences.begin());
        offences.push_back(code);
        offence_hash_.push_back(hash_of(code));
        return static_cast<std::uint32_t>(offences.size() - 1);
    });
    if (offence != no_offence) return true;
    std::string all{label_1};
    for (const auto label : {label_2, label_3}) {
        if (!label.empty()) all.append(" / ").append(label);
    }
    if (const auto listed = plan_.labels.zeros().before(label_1, label_2, label_3))
        notes.zeros.see(all, *listed, lines);
    return reject(reason::offence_unknown, plan_.offence_1, all);
}

bool IncidentPart::read_units(Row cells, std::int32_t& units) {
    const auto text = plan_.cell(cells, plan_.units);
    if (text.empty()) {  // one, as when the source has no such column
        if (plan_.units >= 0) notes.units_missing.at(lines);
        return true;
    }
    notes.amounts.see(text, lines);
    const auto count = parse_count(text, plan_.against.source.format.decimal);
    if (!count || *count < 1 || *count > most_units)
        return reject(reason::units_impossible, plan_.units, text);
    units = static_cast<std::int32_t>(*count);
    return true;
}

// Whether the row has a usable point.
bool IncidentPart::read_position(Row cells, Place& place) {
    if (plan_.lon < 0) return false;
    const auto lon_text = plan_.cell(cells, plan_.lon), lat_text = plan_.cell(cells, plan_.lat);
    const auto refused = [&](Seen& seen) {
        seen.at(lines);
        return false;
    };
    if (lon_text.empty() || lat_text.empty()) return refused(notes.position_missing);
    const char decimal = plan_.against.source.format.decimal;
    const auto read = [&](char sign) {
        return from_ ? unprojected(*from_, lon_text, lat_text, sign)
                     : std::pair{parse_degrees(lon_text, sign), parse_degrees(lat_text, sign)};
    };
    const auto [lon, lat] = read(decimal);
    if (!lon || !lat) {
        const auto [other_lon, other_lat] = read(decimal == ',' ? '.' : ',');
        return refused(other_lon && other_lat ? notes.position_decimal : notes.position_impossible);
    }
    if (*lon == 0 && *lat == 0) return refused(notes.position_zero);
    if (!within(plan_.box, *lon, *lat)) {
        return refused(within(plan_.box, *lat, *lon) ? notes.swapped : notes.position_outside);
    }
    place.lon = *lon;
    place.lat = *lat;
    return true;
}

void IncidentPart::read_areas(Row cells, bool point, Place& place) {
    const Gazetteer& gazetteer = plan_.against.gazetteer;
    const LonLat where{static_cast<double>(place.lon) * 1e-7, static_cast<double>(place.lat) * 1e-7};
    auto by_point = place.area;
    if (point && plan_.has_areas) {
        by_point = gazetteer.by_point(where);
        for (int slot = 0; slot < slots; ++slot) {
            auto& area = by_point[static_cast<std::size_t>(slot)];
            area = gazetteer.on_day(slot, area, day_at(place.day));
        }
        const bool somewhere =
            std::any_of(by_point.begin(), by_point.end(), [](auto a) { return a != Gazetteer::unknown; });
        if (!somewhere) notes.position_nowhere.at(lines);
    }
    bool written = false, agree = false, clash = false;
    const auto all_named = area_texts_.read(cells, plan_.cell);
    names.see_areas(all_named);
    for (const auto& named : all_named) {
        const auto slot = static_cast<std::size_t>(named.slot);
        if (named.area == Gazetteer::unknown) {
            if (named.text.empty()) continue;
            notes.area_not_found[slot].at(lines);
            ++notes.names_not_found[slot][std::string{named.text}];
            continue;
        }
        written = true;
        notes.area_zeros.see(gazetteer, named.slot, named.area, named.text, lines);
        const auto computed = by_point[slot];
        const bool other = computed != Gazetteer::unknown && computed != named.area;
        const bool disagrees = other && !on_border(gazetteer, where, slot, named.area);
        agree = agree || (computed != Gazetteer::unknown && !disagrees);
        clash = clash || disagrees;
        if (disagrees) notes.area_disagrees[slot].at(lines);
        place.area[slot] = other && named.prefer == Prefer::point ? computed : named.area;
    }
    fill_parents(gazetteer, place.area);
    bool computed_any = false;
    for (std::size_t slot = 0; slot < slots; ++slot) {
        computed_any = computed_any || by_point[slot] != Gazetteer::unknown;
        if (place.area[slot] == Gazetteer::unknown) place.area[slot] = by_point[slot];
    }
    place.located = clash          ? Located::clash
                    : agree        ? Located::both
                    : written      ? Located::text
                    : computed_any ? Located::point
                                   : Located::none;
}

// The place of a row without a point is where its address is. How well that was found takes the place of what
// is told of its areas; that they disagree with what is written is noticed all the same.
void IncidentPart::look_up(Row cells, Place& place) {
    const auto found = addresses_.find(cells, plan_.cell, notes.addresses);
    const bool placed = found && is_hit(found->precision);
    if (placed) {
        place.lon = in_box_units(found->at.lon);
        place.lat = in_box_units(found->at.lat);
    }
    read_areas(cells, placed, place);
    if (!found || found->precision == geocode::Precision::none) return;
    if (found->precision == geocode::Precision::area && place.located == Located::none) {
        const Gazetteer& gazetteer = plan_.against.gazetteer;
        for (int slot = 0; slot < slots; ++slot) {
            const auto area = gazetteer.by_text(slot, found->name);
            place.area[static_cast<std::size_t>(slot)] = area;
            if (area != Gazetteer::unknown) break;
        }
        fill_parents(gazetteer, place.area);
    }
    place.located = located_by(found->precision);
}

// Of a source without keys every row is told, and which are wanted is asked when their keys are known.
void IncidentPart::tell(Row cells) {
    const auto* wanted = plan_.against.options.told;
    CellsTold::Row row{.key = columns.key.back(), .cells = {}};
    if (!plan_.key.empty() && !wanted->wants(row.key)) return;
    for (const int column : plan_.told) row.cells.emplace_back(plan_.cell(cells, column));
    told.emplace_back(static_cast<std::int32_t>(lines), std::move(row));
}

// Months since 1990-01; rows of one month tend to come together.
void IncidentPart::count_month(std::int32_t day) {
    if (day < month_first_ || day >= month_past_) {
        const Month month = month_of(day_at(day));
        month_rows_ = &notes.months[months_between(first_month, month)];
        month_first_ = since_epoch(first_day(month));
        month_past_ = since_epoch(first_day(plus_months(month, 1)));
    }
    ++*month_rows_;
}

void IncidentPart::keep(Row cells, const Time& time, std::uint32_t offence, std::int32_t units,
                        const Place& place) {
    IncidentColumns& c = columns;
    c.key.push_back(plan_.key.empty() ? IncidentKey{} : incident_key(plan_.against.source.id, key_text_));
    c.line.push_back(static_cast<std::int32_t>(lines));
    if (plan_.against.options.told) tell(cells);
    c.day.push_back(time.day);
    c.hour.push_back(time.hour);
    c.known.push_back(static_cast<std::int8_t>(time.known));
    c.offence.push_back(offence);
    c.units.push_back(units);
    c.lon.push_back(place.lon);
    c.lat.push_back(place.lat);
    c.located.push_back(static_cast<std::int8_t>(place.located));
    c.rest.push_back(row_rest(cells, is_key_));
    const std::uint32_t channel = plan_.channel < 0 ? 0 : read_channel(cells);
    const std::int32_t delay = read_delay(cells, time);
    if (plan_.channel >= 0) c.channel.push_back(channel);
    if (plan_.registered >= 0) c.delay.push_back(delay);
    if (plan_.from >= 0 || time.from != no_interval || !c.from.empty()) {
        c.from.resize(c.day.size() - 1, no_interval);  // of the rows before the first range of hours
        c.past.resize(c.day.size() - 1, no_interval);
        c.ends_known.resize(c.day.size() - 1, static_cast<std::int8_t>(TimeKnown::day));
        c.from.push_back(time.from);
        c.past.push_back(time.past);
        c.ends_known.push_back(static_cast<std::int8_t>(time.ends_known));
    }

    std::uint64_t content = combined(offence_hash_[offence], static_cast<std::uint64_t>(time.day));
    content = combined(content,
                       static_cast<std::uint64_t>(time.hour + 1) << 32 | static_cast<std::uint64_t>(units));
    content = combined(content, static_cast<std::uint64_t>(static_cast<std::uint32_t>(place.lon)) << 32 |
                                    static_cast<std::uint32_t>(place.lat));
    content = combined(
        content, static_cast<std::uint64_t>(time.known) << 8 | static_cast<std::uint64_t>(place.located));
    content = combined(content, channel_hash_[channel]);
    content = combined(content, static_cast<std::uint64_t>(delay + 1));
    if (time.from != no_interval) {
        content = combined(
            content, static_cast<std::uint64_t>(time.from) << 32 | static_cast<std::uint32_t>(time.past));
    }
    for (std::size_t slot = 0; slot < slots; ++slot) {
        const auto area = place.area[slot];
        c.area[slot].push_back(area);
        content = combined(
            content, area == Gazetteer::unknown ? 0 : plan_.area_hash[slot][static_cast<std::size_t>(area)]);
    }
    c.content.push_back(content);
    if (time.known != only_year) count_month(time.day);
}

}  // namespace atalaya::intake
