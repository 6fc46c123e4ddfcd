#include "service/contrast_reading.hpp"

#include <algorithm>

namespace atalaya::service {

namespace {

std::optional<std::uint16_t> number_of(const std::vector<std::string>& known, const std::string& name) {
    const auto found = std::find(known.begin(), known.end(), name);
    if (found == known.end()) return {};
    return static_cast<std::uint16_t>(found - known.begin());
}

}  // namespace

std::optional<ClaimReading> Readings::read(const Way& way, std::vector<Departure> departures) {
    const auto known = way.world->known_months(indicator_.id);
    const auto holds = [&](Period period) {
        return known && known->first <= period.first && period.past_end <= known->past_end;
    };
    ClaimReading reading{.indicator = indicator_.id,
                         .departures = std::move(departures),
                         .period = way.period(claim_),
                         .against = {}};
    if (!holds(reading.period) || !is_told(way, reading.period)) return {};
    std::vector<Gap> gaps;
    if (claim_.number.kind == ClaimKind::change) {
        reading.against = way.period_against(claim_);
        if (!holds(reading.against)) return {};
        if (!way.uncovered)
            gaps = way.world->gaps(indicator_.id, *way.territory, reading.period, reading.against);
        reading.before = sum(way, reading.against, gaps);
    } else if (claim_.number.kind == ClaimKind::share) {
        if (is_all_there_is(way)) return {};
        if (!claim_.part_indicator.empty() && !holds_part(way, reading.period)) return {};
        Way whole = way;
        whole.cells = indicator_.id;
        whole.offence.clear();
        // "El 40 % de los robos del Centro es con arma" is of the Centro's; the Centro's own share is of the city's.
        const bool of_the_place = !claim_.part_indicator.empty() || !claim_.part_label.empty();
        if (!claim_.part_indicator.empty()) whole.units = indicator_.counts_units;
        if (!of_the_place) whole.territory = &way.world->territory({});
        reading.before = sum(whole, reading.period, gaps);
    }
    reading.now = sum(way, reading.period, gaps);
    reading.value = reading.now;
    if (claim_.number.kind == ClaimKind::count) return reading;
    if (reading.before == 0) return {};
    const bool change = claim_.number.kind == ClaimKind::change;
    reading.value = 100 * (reading.now - (change ? reading.before : 0)) / reading.before;
    return reading;
}

bool Readings::holds_part(const Way& way, Period period) const {
    const auto known = way.world->known_months(way.cells);
    return known && known->first <= period.first && period.past_end <= known->past_end;
}

// Neither an area that no source ever named nor a month that one did not tell of is a zero. A change leaves
// what was absent out of both its periods; a count cannot.
bool Readings::is_told(const Way& way, Period period) const {
    if (!way.world->tells_of(indicator_.id, *way.territory)) return false;
    if (claim_.number.kind == ClaimKind::change) return true;
    const auto gaps = way.world->gaps(indicator_.id, *way.territory, period, period);
    return std::none_of(gaps.begin(), gaps.end(), [](const Gap& gap) { return gap.slot == 0; });
}

bool Readings::is_all_there_is(const Way& way) const {
    return way.territory->territory.is_city() && way.offence.empty() && way.cells == indicator_.id;
}

double Readings::sum(const Way& way, Period period, const std::vector<Gap>& gaps) {
    const auto slot = static_cast<std::size_t>(way.territory->slot);
    std::optional<std::uint16_t> offence, source;
    std::vector<std::uint16_t> areas;
    for (const auto& code : way.territory->extent.codes) {
        if (const auto area = number_of(way.world->area_codes(way.territory->slot), code))
            areas.push_back(*area);
    }
    const auto elsewhere = [&](const MonthCell& cell) {
        return slot != 0 && std::find(areas.begin(), areas.end(), cell.area[slot]) == areas.end();
    };
    if (!way.offence.empty()) offence = number_of(way.world->offences(), way.offence);
    if (!way.source.empty()) source = number_of(way.world->sources(), way.source);
    if ((!way.offence.empty() && !offence) || (!way.source.empty() && !source)) return 0;

    const int first = month_index(month_of(period.first)), past = month_index(month_of(period.past_end));
    std::int64_t total = 0;
    for (const auto& cell : way.registered ? registered(way.cells) : way.world->cells(way.cells)) {
        if (cell.month < first || cell.month >= past || elsewhere(cell) ||
            (offence && cell.offence != *offence) || (source && cell.source != *source))
            continue;
        const bool absent = std::any_of(gaps.begin(), gaps.end(), [&](const Gap& gap) {
            return gap.source == cell.source &&
                   (gap.slot == 0 || cell.area[static_cast<std::size_t>(gap.slot)] == gap.area);
        });
        if (!absent) total += way.units ? cell.units : cell.rows;
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
