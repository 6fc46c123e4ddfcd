#include "service/contrast_reading.hpp"

#include <algorithm>

#include "service/redrawn.hpp"
#include "service/uncounted.hpp"
#include "stats/rates.hpp"

namespace atalaya::service {

namespace {

std::optional<std::uint16_t> number_of(const std::vector<std::string>& known, const std::string& name) {
    const auto found = std::find(known.begin(), known.end(), name);
    if (found == known.end()) return {};
    return static_cast<std::uint16_t>(found - known.begin());
}

// The source that a way counts alone, by its name or by its labels; "" where it counts others too.
std::string_view only_source(const Way& way) {
    if (!way.source.empty() || way.offences.empty()) return way.source;
    const auto source_of = [](std::string_view label) { return label.substr(0, label.find(':')); };
    const auto first = source_of(way.offences.front());
    return std::ranges::all_of(way.offences, [&](const auto& label) { return source_of(label) == first; })
               ? first
               : std::string_view{};
}

// Of months that a source counts together only some are in the period: what is in it is not known, and no zero.
bool is_cut(const Way& way, Period period) {
    return std::ranges::any_of(way.counted, [&](const std::string& counted) {
        return !counted.empty() && way.world->cuts(counted, period);
    });
}

// Its territory was there, and was one land, in all of the months.
bool is_of_one_land(const Way& way, Period period) {
    return refused_land(*way.world, *way.territory, period).empty();
}

}  // namespace

std::optional<ClaimReading> Readings::read(const Way& way, std::vector<Departure> departures) {
    ClaimReading reading{.indicator = indicator_,
                         .departures = std::move(departures),
                         .period = way.period(claim_),
                         .against = {}};
    if (!holds(way, reading.period) || !is_told(way, reading.period) || is_cut(way, reading.period) ||
        !is_of_one_land(way, reading.period))
        return {};
    std::vector<Gap> left_out;
    if (claim_.number.kind == ClaimKind::change) {
        reading.against = way.period_against(claim_);
        if (!holds(way, reading.against) || is_cut(way, reading.against) ||
            !is_of_one_land(way, reading.against))
            return {};
        if (!way.uncovered) left_out = gaps(way, reading.period, reading.against);
        reading.before = sum(way, reading.against, left_out);
    } else if (claim_.number.kind == ClaimKind::share) {
        if (is_all_there_is(way)) return {};
        Way whole = way;
        whole.counted = {indicator_};
        whole.offences.clear();
        // "El 40 % de los robos del Centro es con arma" is of the Centro's; the Centro's own share is of the city's.
        const bool of_the_place = !claim_.part_indicator.empty() || !claim_.part_label.empty();
        if (!claim_.part_indicator.empty())
            whole.units = way.world->catalogue().indicator(indicator_).counts_units;
        if (!of_the_place) whole.territory = &way.world->territory({});
        if (!holds(whole, reading.period)) return {};
        reading.before = sum(whole, reading.period, left_out);
    }
    reading.now = sum(way, reading.period, left_out);
    reading.value = reading.now;
    if (claim_.number.kind == ClaimKind::rate) {
        if (!set_rate(way, reading)) return {};
        return reading;
    }
    if (claim_.number.kind == ClaimKind::count) return reading;
    if (reading.before == 0) return {};
    const bool change = claim_.number.kind == ClaimKind::change;
    reading.value = 100 * (reading.now - (change ? reading.before : 0)) / reading.before;
    return reading;
}

// Of each indicator that is summed, or of the other list.
bool Readings::holds(const Way& way, Period period) const {
    const auto within = [&](std::optional<Period> known) {
        return known && known->first <= period.first && period.past_end <= known->past_end;
    };
    if (way.another_list) return within(way.world->known_months_of_source(way.source));
    return std::ranges::all_of(
        way.counted, [&](const std::string& counted) { return within(way.world->known_months(counted)); });
}

// What the rate would be of the same months, whose days are as many as they are.
bool Readings::set_rate(const Way& way, ClaimReading& reading) const {
    auto of = reading.period;
    if (way.exposure_year != 0)
        of = months_ending(std::chrono::year{way.exposure_year} / std::chrono::December, 12);
    const auto exposure =
        way.exposure_sum ? way.exposure_sum : way.world->exposure(*way.territory, way.exposure, of);
    if (!exposure) return false;
    const int months = months_between(month_of(reading.period.first), month_of(reading.period.past_end));
    reading.before = static_cast<double>(exposure->value);
    reading.exposure = way.exposure;
    reading.exposure_year = exposure->year;
    reading.exposure_source = exposure->source;
    const double scale = claim_.number.per / reading.before * (way.yearly ? 12.0 / months : 1);
    const auto limits = stats::poisson_interval(reading.now);
    reading.value = reading.now * scale;
    reading.low = limits.low * scale;
    reading.high = limits.high * scale;
    return true;
}

std::vector<Gap> Readings::gaps(const Way& way, Period period, Period against) const {
    std::vector<Gap> all;
    for (const auto& counted : way.counted)
        for (const auto& gap : way.world->gaps(counted, *way.territory, period, against)) all.push_back(gap);
    return all;
}

// Neither an area that no source ever named nor a month that one did not tell of is a zero. A change leaves
// what was absent out of both its periods; a count cannot.
bool Readings::is_told(const Way& way, Period period) const {
    const auto tells_of_it = [&](const std::string& counted) {
        return way.world->tells_of(counted, *way.territory);
    };
    if (!std::ranges::all_of(way.counted, tells_of_it)) return false;
    if (claim_.number.kind == ClaimKind::change) return true;
    const auto is_silent = [&](const std::string& counted) {
        return is_source_absent(*way.world, counted, *way.territory, period, only_source(way));
    };
    // Of months in which its own sources are silent another indicator does not speak in its place.
    if (!way.another_list && !indicator_.empty() && is_silent(indicator_)) return false;
    return std::ranges::none_of(way.counted, is_silent);
}

bool Readings::is_all_there_is(const Way& way) const {
    return way.territory->territory.is_city() && way.offences.empty() &&
           way.counted == std::vector{indicator_};
}

double Readings::sum(const Way& way, Period period, const std::vector<Gap>& gaps) {
    const auto slot = static_cast<std::size_t>(way.territory->slot);
    std::optional<std::uint16_t> source;
    std::vector<std::uint16_t> areas;
    for (const auto& code : way.territory->extent.codes) {
        if (const auto area = number_of(way.world->area_codes(way.territory->slot), code))
            areas.push_back(*area);
    }
    const auto elsewhere = [&](const MonthCell& cell) {
        return slot != 0 && std::find(areas.begin(), areas.end(), cell.area[slot]) == areas.end();
    };
    std::vector<bool> wanted(way.world->offences().size(), way.offences.empty());
    for (const auto& label : way.offences)
        if (const auto offence = number_of(way.world->offences(), label)) wanted[*offence] = true;
    if (!way.source.empty()) source = number_of(way.world->sources(), way.source);
    if (!way.source.empty() && !source) return 0;

    const int first = month_index(month_of(period.first)), past = month_index(month_of(period.past_end));
    std::int64_t total = 0;
    std::vector<bool> counted_before(wanted.size()), counted_now(wanted.size());
    const auto add = [&](const MonthCell& cell, bool units) {
        counted_now[cell.offence] = true;
        if (!way.added_up && counted_before[cell.offence]) return;
        if (cell.month < first || cell.month + cell.months > past || elsewhere(cell) ||
            !wanted[cell.offence] || (source && cell.source != *source))
            return;
        const bool absent = std::any_of(gaps.begin(), gaps.end(), [&](const Gap& gap) {
            return gap.source == cell.source &&
                   (gap.slot == 0 || cell.area[static_cast<std::size_t>(gap.slot)] == gap.area);
        });
        if (!absent) total += units ? cell.units : cell.rows;
    };
    for (std::size_t i = 0; i < way.counted.size(); ++i) {
        // Each in its own unit; that of the first is what the way says.
        const auto* other = i == 0 ? nullptr : way.world->catalogue().find_indicator(way.counted[i]);
        const bool units = other ? other->counts_units : way.units;
        for (const auto& cell :
             way.registered ? registered(way.counted[i]) : way.world->cells(way.counted[i]))
            add(cell, units);
        counted_before = counted_now;
    }
    if (!way.besides.empty()) {
        wanted.assign(wanted.size(), false);
        for (const auto& label : way.besides)
            if (const auto offence = number_of(way.world->offences(), label)) wanted[*offence] = true;
        for (const auto of : {std::string_view{}, uncounted_tallies})
            for (const auto& cell : way.world->cells(of)) add(cell, way.units);
    }
    return static_cast<double>(total);
}

const std::vector<MonthCell>& Readings::registered(const std::string& indicator) {
    if (!registered_counts_)
        registered_counts_ =
            store::registered_counts(store_.analytics(), {world_.catalogue().city.id, world_.vintage_no()});
    const auto [place, fresh] = registered_.try_emplace(indicator);
    if (!fresh) return place->second;
    const auto& all = *registered_counts_;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto source = number_of(world_.sources(), all.source[i]);
        const auto offence = number_of(world_.offences(), all.offence[i]);
        if (!source || !offence || !world_.catalogue().counts_in(all.offence[i], indicator)) continue;
        MonthCell cell{.month = month_index(month_of(day_at(all.month.since_epoch[i]))),
                       .source = *source,
                       .offence = *offence,
                       .rows = all.rows[i],
                       .units = all.units[i]};
        const Coded* areas[] = {&all.area_2, &all.area_3, &all.area_4};
        for (std::size_t slot = 2; slot <= 4; ++slot)
            cell.area[slot] =
                number_of(world_.area_codes(static_cast<int>(slot)), (*areas[slot - 2])[i]).value_or(0);
        place->second.push_back(cell);
    }
    return place->second;
}

}  // namespace atalaya::service
