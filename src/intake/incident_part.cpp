#include "intake/incident_part.hpp"

#include <algorithm>

#include "core/only_year.hpp"
#include "intake/row_key.hpp"

namespace atalaya::intake {

namespace {

constexpr std::uint32_t no_offence = 0xFFFFFFFF;
constexpr std::size_t rows_foreseen = 48'000;  // of a block of 4 MiB
constexpr std::int64_t most_units = 100'000;
constexpr Month first_month{std::chrono::year{1990}, std::chrono::January};

}  // namespace

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

bool IncidentPart::read_key(Row cells) {
    key_text_.clear();
    for (const int column : plan_.key) {
        const auto text = plan_.cell(cells, column);
        if (text.empty()) return reject(reason::key_missing, column, text);
        add_to_key(key_text_, text);
    }
    return true;
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
