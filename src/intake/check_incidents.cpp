// Parts of incidents put together in the file's order, repeated keys settled, findings told.
#include <algorithm>
#include <set>
#include <span>

#include "core/error.hpp"
#include "intake/check.hpp"
#include "intake/coarse_day.hpp"
#include "intake/incident_part.hpp"
#include "intake/names_not_found.hpp"
#include "intake/quality/months_silent.hpp"
#include "intake/quality/tell.hpp"
#include "intake/repeats.hpp"
#include "intake/row_key.hpp"
#include "intake/units_of_key.hpp"

namespace atalaya::intake {

namespace {

constexpr std::size_t most_rejects = 1'000'000;
constexpr Month first_month{std::chrono::year{1990}, std::chrono::January};

template <class T>
void append(std::vector<T>& to, const std::vector<T>& from) {
    to.insert(to.end(), from.begin(), from.end());
}

// After the rows themselves. Parts without any interval have no columns of them.
void append_intervals(Incidents& all, const IncidentColumns& rows) {
    if (all.from.empty() && rows.from.empty()) return;
    const auto add = [&](auto& to, const auto& more, auto none) {
        to.resize(all.size() - rows.day.size(), none);
        append(to, more);
        to.resize(all.size(), none);
    };
    add(all.from, rows.from, no_interval);
    add(all.past, rows.past, no_interval);
    add(all.ends_known, rows.ends_known, static_cast<std::int8_t>(TimeKnown::day));
}

template <class T>
void remove_rows(std::vector<T>& column, const std::vector<bool>& gone) {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < column.size(); ++i) {
        if (!gone[i]) column[kept++] = column[i];
    }
    column.resize(kept);
}

class IncidentChecker final : public Checker {
  public:
    IncidentChecker(const CheckAgainst& against, Batch& batch) : against_{against}, batch_{batch} {
        for (std::size_t slot = 0; slot < slots; ++slot) {
            auto& words = batch_.incidents.area[slot].words;
            const int s = static_cast<int>(slot);
            for (std::int32_t area = 0; area < against_.gazetteer.size(s); ++area)
                words.push_back(against_.gazetteer.code(s, area));
        }
    }

    void head(const std::vector<std::string>& columns) override {
        layout_ = Layout{against_.source, columns, against_.file};
        plan_.emplace(against_, layout_, columns);
        plan_->numbered = !columns.empty() && trimmed(columns.front()).empty();
        rules_.emplace(against_.source, layout_);
        date_parts_.emplace(against_.source, layout_);
        names_.emplace(against_.source, layout_);
    }
    std::unique_ptr<Part> new_part() override { return std::make_unique<IncidentPart>(*plan_); }
    void take(std::unique_ptr<Part> part, double share) override;
    void finish() override;

  private:
    void reserve(std::size_t more, double share);
    bool same_fact(std::uint32_t a, std::uint32_t b) const;
    void settle_key(std::span<const std::uint32_t> rows, std::vector<bool>& gone, Seen& replaced);
    void settle_repeated_keys();
    void number_equal_rows();
    void find_same_but_key();
    void find_heaped_points();
    void tell();
    void tell_hours();
    void tell_areas();
    void tell_missing_months();
    void tidy();
    void tell_cells();

    CheckAgainst against_;
    Batch& batch_;
    Layout layout_;
    std::optional<IncidentPlan> plan_;
    std::vector<std::uint64_t> rest_;
    std::vector<std::pair<std::int32_t, CellsTold::Row>> told_;  // by line
    IncidentNotes notes_;
    std::optional<quality::RowRules> rules_;
    std::optional<quality::DateParts> date_parts_;
    std::optional<quality::WrittenNames> names_;
    std::int64_t lines_ = 0, elsewhere_ = 0;  // of the file, in the parts so far
};

// Grows every column once, to what the share of the file read so far foretells.
void IncidentChecker::reserve(std::size_t more, double share) {
    Incidents& all = batch_.incidents;
    const std::size_t needed = all.size() + more;
    if (needed <= all.key.capacity()) return;
    const double foretold = static_cast<double>(needed) / std::clamp(share, 0.05, 1.0) * 1.03;
    const std::size_t rows = std::max(static_cast<std::size_t>(foretold), needed) + 64;
    const auto grow = [&](auto& column) { column.reserve(rows); };
    grow(all.key), grow(all.line), grow(all.day.since_epoch), grow(all.hour), grow(all.known),
        grow(all.offence.codes);
    if (plan_->channel >= 0) grow(all.channel.codes);
    if (plan_->registered >= 0) grow(all.delay);
    if (plan_->from >= 0) grow(all.from), grow(all.past), grow(all.ends_known);
    grow(all.units), grow(all.lon), grow(all.lat), grow(all.located), grow(all.content), grow(rest_);
    for (auto& area : all.area) grow(area.codes);
}

void IncidentChecker::take(std::unique_ptr<Part> taken, double share) {
    const auto& part = static_cast<const IncidentPart&>(*taken);
    const IncidentColumns& rows = part.columns;
    Incidents& all = batch_.incidents;
    reserve(rows.key.size(), share);
    append(all.key, rows.key);
    for (const auto line : rows.line) all.line.push_back(line + static_cast<std::int32_t>(lines_));
    append(all.day.since_epoch, rows.day);
    append(all.hour, rows.hour);
    append(all.known, rows.known);
    std::vector<std::uint32_t> number;
    for (const auto& offence : part.offences) number.push_back(all.offence.code_of(offence));
    for (const auto offence : rows.offence) all.offence.codes.push_back(number[offence]);
    number.clear();
    for (const auto& channel : part.channels) number.push_back(all.channel.code_of(channel));
    for (const auto channel : rows.channel) all.channel.codes.push_back(number[channel]);
    append(all.delay, rows.delay);
    append_intervals(all, rows);
    for (std::size_t slot = 0; slot < slots; ++slot) {
        for (const auto area : rows.area[slot])
            all.area[slot].codes.push_back(static_cast<std::uint32_t>(area + 1));
    }
    append(all.units, rows.units);
    append(all.lon, rows.lon);
    append(all.lat, rows.lat);
    append(all.located, rows.located);
    append(all.content, rows.content);
    append(rest_, rows.rest);
    for (const auto& [line, row] : part.told)
        told_.emplace_back(line + static_cast<std::int32_t>(lines_), row);
    for (auto reject : part.rejects) {
        reject.line += lines_;
        batch_.rejects.push_back(std::move(reject));
    }
    notes_.add(part.notes, lines_);
    rules_->add(part.rules, lines_);
    date_parts_->add(part.date_parts, lines_);
    names_->add(part.names);
    lines_ += part.lines;
    elsewhere_ += part.elsewhere;
    batch_.read += part.read;
    if (batch_.rejects.size() > most_rejects) {
        const Reject& first = batch_.rejects.front();
        throw Error{Fault::bad_input,
                    message("{}: more than a million rows cannot be used; the first is row {} ({}: \"{}\"). "
                            "Does source.toml of {} describe this file?",
                            against_.file, first.line, first.reason, first.found, against_.source.id)};
    }
}

// Whether the rows tell one fact, as a key promises and a mistyped number breaks.
bool IncidentChecker::same_fact(std::uint32_t a, std::uint32_t b) const {
    const Incidents& all = batch_.incidents;
    return all.day.since_epoch[a] == all.day.since_epoch[b] && all.offence.codes[a] == all.offence.codes[b];
}

// The row of a key that stays: of rows that differ the last. The others are gone, and told unless they say the same or
// are units of the same fact, which it then has.
void IncidentChecker::settle_key(std::span<const std::uint32_t> rows, std::vector<bool>& gone,
                                 Seen& replaced) {
    constexpr std::int32_t most_units = 100'000;
    Incidents& all = batch_.incidents;
    const bool units = against_.source.count_column == rows_of_key;
    std::uint32_t stays = rows.front();
    for (const auto row : rows.subspan(1)) {
        const bool same = rest_[row] == rest_[stays];
        gone[same ? row : stays] = true;
        if (same) continue;
        if (!units || !same_fact(row, stays)) replaced.at(all.line[stays]);
        stays = row;
    }
    if (!units) return;
    const auto of_it =
        std::count_if(rows.begin(), rows.end(), [&](auto row) { return same_fact(row, stays); });
    if (of_it == 1) return;
    all.units[stays] = std::min(static_cast<std::int32_t>(of_it), most_units);
    all.content[stays] = combined(all.content[stays], static_cast<std::uint64_t>(of_it));
}

// A key again: the same row is a duplicate, another row replaces the earlier one; or both are units of one fact.
void IncidentChecker::settle_repeated_keys() {
    const Incidents& all = batch_.incidents;
    const auto n = static_cast<std::uint32_t>(all.size());
    std::vector<bool> gone(n, false);
    Seen replaced;
    for_each_repeat(
        n, 2, [&](std::uint32_t i) { return all.key[i].high; },
        [&](std::uint64_t, std::vector<std::uint32_t> rows) {
            // Equal halves are not yet equal keys.
            std::stable_sort(rows.begin(), rows.end(),
                             [&](auto a, auto b) { return all.key[a].low < all.key[b].low; });
            for (std::size_t i = 0, end = 0; i < rows.size(); i = end) {
                end = i + 1;
                while (end < rows.size() && all.key[rows[end]].low == all.key[rows[i]].low) ++end;
                settle_key(std::span{rows}.subspan(i, end - i), gone, replaced);
            }
        });
    batch_.duplicate = std::count(gone.begin(), gone.end(), true);
    std::sort(replaced.lines.begin(), replaced.lines.end());
    report(batch_.findings, finding::key_repeated, replaced);
    if (batch_.duplicate == 0) return;
    Incidents& rows = batch_.incidents;
    remove_rows(rows.key, gone), remove_rows(rows.line, gone), remove_rows(rows.day.since_epoch, gone);
    remove_rows(rows.hour, gone), remove_rows(rows.known, gone), remove_rows(rows.offence.codes, gone);
    remove_rows(rows.units, gone), remove_rows(rows.lon, gone), remove_rows(rows.lat, gone);
    remove_rows(rows.located, gone), remove_rows(rows.content, gone), remove_rows(rest_, gone);
    if (!rows.channel.codes.empty()) remove_rows(rows.channel.codes, gone);
    if (!rows.delay.empty()) remove_rows(rows.delay, gone);
    if (!rows.from.empty())
        remove_rows(rows.from, gone), remove_rows(rows.past, gone), remove_rows(rows.ends_known, gone);
    for (auto& area : rows.area) remove_rows(area.codes, gone);
}

void IncidentChecker::number_equal_rows() {
    Incidents& all = batch_.incidents;
    const auto n = static_cast<std::uint32_t>(all.size());
    const auto key_of = [&](std::uint32_t row, std::size_t turn) {
        return key_of_rest(against_.source.id, rest_[row], turn);
    };
    for (std::uint32_t i = 0; i < n; ++i) all.key[i] = key_of(i, 1);
    for_each_repeat(
        n, 2, [&](std::uint32_t i) { return rest_[i]; },
        [&](std::uint64_t, const std::vector<std::uint32_t>& rows) {
            for (std::size_t k = 1; k < rows.size(); ++k) all.key[rows[k]] = key_of(rows[k], k + 1);
        });
}

void IncidentChecker::find_same_but_key() {
    Seen same;
    std::vector<std::int64_t> lines;
    for_each_repeat(
        static_cast<std::uint32_t>(rest_.size()), 2, [&](std::uint32_t i) { return rest_[i]; },
        [&](std::uint64_t, const std::vector<std::uint32_t>& rows) {
            // The same key is the same row come twice: that is a duplicate, and told as one.
            std::set<std::pair<std::uint64_t, std::uint64_t>> keys;
            for (const auto row : rows) {
                const auto& key = batch_.incidents.key[row];
                const bool new_key = keys.insert({key.high, key.low}).second;
                if (row != rows.front() && (new_key || against_.source.key.empty()))
                    lines.push_back(batch_.incidents.line[row]);
            }
        });
    std::sort(lines.begin(), lines.end());
    for (const auto line : lines) same.at(line);
    report(batch_.findings, finding::same_but_key, same);
}

void IncidentChecker::find_heaped_points() {
    const Incidents& all = batch_.incidents;
    std::int64_t rows_on_heaps = 0, points = 0, most = 0;
    std::uint64_t highest = 0;
    const auto point = [&](std::uint32_t i) {
        return static_cast<std::uint64_t>(static_cast<std::uint32_t>(all.lon[i])) << 32 |
               static_cast<std::uint32_t>(all.lat[i]);
    };
    for_each_repeat(static_cast<std::uint32_t>(all.size()), heap_of_points, point,
                    [&](std::uint64_t where, const std::vector<std::uint32_t>& rows) {
                        if (all.lon[rows.front()] == no_position) return;
                        const auto n = static_cast<std::int64_t>(rows.size());
                        rows_on_heaps += n;
                        ++points;
                        if (n > most) highest = where;
                        most = std::max(most, n);
                    });
    if (points == 0) return;
    JsonWriter json;
    json.object().key("points").integer(points).key("most").integer(most);
    json.key("lon").number(static_cast<double>(static_cast<std::int32_t>(highest >> 32)) * 1e-7);
    json.key("lat").number(static_cast<double>(static_cast<std::int32_t>(highest)) * 1e-7).end();
    batch_.findings.push_back({finding::point_heaped, rows_on_heaps, json.str()});
}

// Hour 0 well above the hours on either side: unknown hours were written as midnight.
void IncidentChecker::tell_hours() {
    const auto& h = notes_.by_hour;
    std::int64_t with_hour = 0;
    for (const auto rows : h) with_hour += rows;
    const bool heaped = h[0] >= 50 && 2 * h[0] > 3 * std::max(h[23], h[1]);
    if (heaped) {
        const auto share = [&](std::int64_t rows) {
            return static_cast<double>(rows) / static_cast<double>(with_hour);
        };
        JsonWriter json;
        json.object().key("share").number(share(h[0])).key("before").number(share(h[23]));
        json.key("after").number(share(h[1])).end();
        batch_.findings.push_back({finding::hour_zero_heaped, h[0], json.str()});
    }
    report(batch_.findings, finding::hour_unknown, notes_.hour_unknown);
    report(batch_.findings, finding::hour_impossible, notes_.hour_impossible);
}

void IncidentChecker::tell_areas() {
    for (std::size_t slot = 0; slot < slots; ++slot) {
        const std::string layer{against_.gazetteer.layer(static_cast<int>(slot))};
        report(batch_.findings, finding::area_disagrees, notes_.area_disagrees[slot],
               [&](JsonWriter& json) { json.key("layer").text(layer); });
        report(batch_.findings, finding::area_not_found, notes_.area_not_found[slot], [&](JsonWriter& json) {
            tell_names_not_found(json, notes_.names_not_found[slot], against_.gazetteer,
                                 static_cast<int>(slot));
        });
    }
    report(batch_.findings, finding::area_missing, notes_.area_missing);
}

void IncidentChecker::tell_missing_months() {
    quality::MonthRows rows;
    for (const auto& [month, n] : notes_.months)
        rows[plus_months(first_month, month)] = static_cast<double>(n);
    quality::tell_months(rows, batch_.findings);
}

void IncidentChecker::tell() {
    tell_hours();
    report(batch_.findings, finding::interval_missing, notes_.interval_missing);
    report(batch_.findings, finding::interval_impossible, notes_.interval_impossible);
    report(batch_.findings, finding::interval_months, notes_.interval_months);
    report(batch_.findings, finding::registered_missing, notes_.registered_missing);
    report(batch_.findings, finding::registered_impossible, notes_.registered_impossible);
    report(batch_.findings, finding::registered_before, notes_.registered_before);
    report(batch_.findings, finding::position_missing, notes_.position_missing);
    report(batch_.findings, finding::position_impossible, notes_.position_impossible);
    report(batch_.findings, finding::position_decimal, notes_.position_decimal);
    report(batch_.findings, finding::position_zero, notes_.position_zero);
    report(batch_.findings, finding::position_outside, notes_.position_outside);
    report(batch_.findings, finding::coordinates_swapped, notes_.swapped);
    report(batch_.findings, finding::position_nowhere, notes_.position_nowhere);
    tell_areas();
    notes_.addresses.tell(batch_.findings);
    notes_.zeros.tell(against_.source, batch_.findings);
    notes_.area_zeros.tell(against_.gazetteer, against_.source, batch_.findings);
    for (const auto& [text, rows] : notes_.addresses.unplaced)
        batch_.unplaced.push_back({text.first, text.second, rows});
    report(batch_.findings, finding::quote_within, notes_.quote_within);
    report_elsewhere(batch_, against_.source, elsewhere_);
    tell_missing_months();
    report(batch_.findings, finding::month_unknown, notes_.month_unknown);
    report(batch_.findings, finding::day_unknown, notes_.day_unknown);
    notes_.moved.tell(against_.clock, batch_.findings);
    report(batch_.findings, finding::weekday_contradicts, notes_.weekday_contradicts);
    date_parts_->tell(batch_.findings);
    report(batch_.findings, finding::units_missing, notes_.units_missing);
    notes_.amounts.tell(against_.source.count_column, batch_.findings);
    quality::tell_drift(against_.source.day_column, notes_.days, batch_.findings);
    quality::tell_drift(against_.source.hour.column, notes_.hours, batch_.findings);
    quality::tell_drift(against_.source.registered.column, notes_.registrations, batch_.findings);
    quality::tell_row_rules(*rules_, batch_.findings);
    names_->tell(batch_.findings);
}

void IncidentChecker::tidy() {
    Incidents& all = batch_.incidents;
    all.offence = canonical(all.offence);
    all.channel = canonical(all.channel);
    for (auto& area : all.area) area = canonical(area);
}

// Of a key that comes again the row that stays tells.
void IncidentChecker::tell_cells() {
    CellsTold& told = *against_.options.told;
    const Incidents& all = batch_.incidents;
    auto cells = told_.begin();
    for (std::size_t row = 0; row < all.size(); ++row) {
        while (cells != told_.end() && cells->first < all.line[row]) ++cells;
        if (cells == told_.end() || cells->first != all.line[row] || !told.wants(all.key[row])) continue;
        told.rows.push_back({all.key[row], std::move(cells->second.cells)});
    }
}

void IncidentChecker::finish() {
    tell();
    find_same_but_key();
    if (against_.source.key.empty()) {
        number_equal_rows();
    } else {
        settle_repeated_keys();
    }
    rest_ = {};
    if (against_.options.told) tell_cells();
    find_heaped_points();
    quality::tell_incidents(batch_.incidents, notes_.by_hour, told_of(against_), batch_.findings);
    tidy();
    batch_.accepted = static_cast<std::int64_t>(batch_.incidents.size());
    batch_.rejected = static_cast<std::int64_t>(batch_.rejects.size());
    expects(batch_.read == batch_.accepted + batch_.rejected + batch_.duplicate,
            "every row read has one fate");
}

}  // namespace

std::unique_ptr<Checker> incident_checker(const CheckAgainst& against, Batch& batch) {
    return std::make_unique<IncidentChecker>(against, batch);
}

}  // namespace atalaya::intake
