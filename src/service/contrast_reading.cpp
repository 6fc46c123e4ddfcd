#include "service/contrast_reading.hpp"

#include <algorithm>
#include <functional>

#include "service/contrast_cuts.hpp"
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

// Whether a cell lies in the territory of a way.
std::function<bool(const MonthCell&)> here(const Way& way) {
    const auto slot = static_cast<std::size_t>(way.territory->slot);
    std::vector<std::uint16_t> areas;
    for (const auto& code : way.territory->extent.codes)
        if (const auto area = number_of(way.world->area_codes(way.territory->slot), code))
            areas.push_back(*area);
    return [slot, areas](const MonthCell& cell) {
        return slot == 0 || std::find(areas.begin(), areas.end(), cell.area[slot]) != areas.end();
    };
}

// A cut is of the hour of each row, of columns of the newest rows, or of persons of the whole city: of nothing else can it be
// told.
bool can_be_cut(const Way& way, const World& newest, const std::string& indicator) {
    if (way.cut.empty()) return true;
    const bool plain = !way.another_list && !way.registered && way.besides.empty();
    if (!plain || way.counted != std::vector{indicator}) return false;
    if (way.cut.starts_with("column:")) return way.world == &newest;
    if (way.cut.starts_with("attribute:"))
        return way.territory->territory.is_city() && way.offences.empty() && way.source.empty();
    return way.territory->slot != 1 && way.territory->slot != 4;  // hours are not kept by these
}

}  // namespace

std::optional<ClaimReading> Readings::read(const Way& way, std::vector<Departure> departures) {
    ClaimReading reading{.indicator = indicator_,
                         .departures = std::move(departures),
                         .period = way.period(claim_),
                         .against = {}};
    if (!can_be_cut(way, world_, indicator_) || !holds(way, reading.period) ||
        !is_told(way, reading.period) || is_cut(way, reading.period) || !is_of_one_land(way, reading.period))
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
        const bool of_the_place =
            !claim_.part_indicator.empty() || !claim_.part_label.empty() || !way.cut.empty();
        whole.cut.clear();
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
bool Readings::is_told(const Way& way, Period period) {
    const auto tells_of_it = [&](const std::string& counted) {
        const auto [known, fresh] = tells_.try_emplace({way.world, counted, way.territory});
        if (fresh) known->second = way.world->tells_of(counted, *way.territory);
        return known->second;
    };
    if (!std::ranges::all_of(way.counted, tells_of_it)) return false;
    if (claim_.number.kind == ClaimKind::change) return true;
    const auto is_silent = [&](const std::string& counted) { return is_absent(way, counted, period); };
    // Of months in which its own sources are silent another indicator does not speak in its place.
    if (!way.another_list && !indicator_.empty() && is_silent(indicator_)) return false;
    return std::ranges::none_of(way.counted, is_silent);
}

bool Readings::is_absent(const Way& way, const std::string& counted, Period period) {
    const std::string asked{only_source(way)};
    const auto [known, fresh] =
        absent_.try_emplace({way.world, counted, asked, way.territory, period.first, period.past_end});
    if (fresh) known->second = is_source_absent(*way.world, counted, *way.territory, period, asked);
    return known->second;
}

bool Readings::is_all_there_is(const Way& way) const {
    return way.cut.empty() && way.territory->territory.is_city() && way.offences.empty() &&
           way.counted == std::vector{indicator_};
}

double Readings::sum(const Way& way, Period period, const std::vector<Gap>& gaps) {
    std::optional<std::uint16_t> source;
    const auto& names = way.world->offences();
    auto& numbers = numbers_[way.world];
    if (numbers.empty())
        for (std::size_t i = 0; i < names.size(); ++i)
            numbers.emplace(names[i], static_cast<std::uint16_t>(i));
    std::vector<bool> wanted(names.size(), way.offences.empty());
    const auto want = [&](const std::vector<std::string>& labels) {
        for (const auto& label : labels)
            if (const auto offence = numbers.find(label); offence != numbers.end())
                wanted[offence->second] = true;
    };
    want(way.offences);
    if (!way.source.empty()) source = number_of(way.world->sources(), way.source);
    if (!way.source.empty() && !source) return 0;

    const int first = month_index(month_of(period.first)), past = month_index(month_of(period.past_end));
    const bool by_area = std::ranges::any_of(gaps, [](const Gap& gap) { return gap.slot != 0; });
    const auto is_here = by_area ? here(way) : nullptr;
    std::int64_t total = 0;
    std::vector<bool> counted_before(wanted.size()), counted_now(wanted.size());
    const auto add = [&](const MonthCell& cell, bool units) {
        counted_now[cell.offence] = true;
        if (!way.added_up && counted_before[cell.offence]) return;
        if (cell.month < first || cell.month + cell.months > past || (by_area && !is_here(cell)) ||
            !wanted[cell.offence] || (source && cell.source != *source))
            return;
        const bool absent = std::any_of(gaps.begin(), gaps.end(), [&](const Gap& gap) {
            return gap.source == cell.source &&
                   (gap.slot == 0 || cell.area[static_cast<std::size_t>(gap.slot)] == gap.area);
        });
        if (!absent) total += units ? cell.units : cell.rows;
    };
    // What is absent of an area alone is told by the areas of each cell; else those of the territory are added up once.
    const auto add_all = [&](const std::vector<MonthCell>& all, bool units) {
        for (const auto& cell : by_area ? all : by_place_.in(*way.world, all, *way.territory))
            add(cell, units);
    };
    for (std::size_t i = 0; i < way.counted.size(); ++i) {
        // Each in its own unit; that of the first is what the way says.
        const auto* other = i == 0 ? nullptr : way.world->catalogue().find_indicator(way.counted[i]);
        add_all(cells(way, way.counted[i]), other ? other->counts_units : way.units);
        counted_before = counted_now;
    }
    if (!way.besides.empty()) {
        wanted.assign(wanted.size(), false);
        want(way.besides);
        for (const auto of : {std::string_view{}, uncounted_tallies})
            add_all(way.world->cells(of), way.units);
    }
    return static_cast<double>(total);
}

const std::vector<MonthCell>& Readings::cells(const Way& way, const std::string& counted) {
    if (way.registered) return registered(counted);
    if (way.cut.empty()) return way.world->cells(counted);
    const auto [known, fresh] = cut_.try_emplace({way.world, way.cut, counted});
    if (fresh) known->second = cut_cells(way, counted);
    return known->second;
}

std::vector<MonthCell> Readings::cut_cells(const Way& way, const std::string& counted) {
    const std::string_view cut{way.cut};
    const auto kind = cut.find(':');
    if (cut.starts_with("attribute:")) return cells_of_attributes(*way.world, counted, cut.substr(kind + 1));
    if (!cut.starts_with("column:")) return cells_of_times(*way.world, counted, parse_time_parts(cut));
    const auto head = cut.find(':', kind + 1);
    const auto values = cut.find('=', head + 1);
    const auto& told = columns_.of(counted, std::string{cut.substr(kind + 1, head - kind - 1)},
                                   std::string{cut.substr(head + 1, values - head - 1)});
    return told ? cells_of_values(*told, cut.substr(values + 1)) : std::vector<MonthCell>{};
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
