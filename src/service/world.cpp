// What a world holds, by name: cells, sources, months and territories.
#include "service/world.hpp"

#include <algorithm>

#include "core/error.hpp"
#include "core/name_order.hpp"
#include "core/text.hpp"
#include "intake/names_not_found.hpp"
#include "intake/nearest.hpp"
#include "service/due.hpp"
#include "service/holes.hpp"

namespace atalaya::service {

int month_index(Month month) {
    return static_cast<int>(month.year()) * 12 + static_cast<int>(static_cast<unsigned>(month.month())) - 1;
}

Month month_at(int index) {
    return Month{std::chrono::year{index / 12}, std::chrono::month{static_cast<unsigned>(index % 12 + 1)}};
}

namespace {

// What a map of cells by indicator has of one; nothing when no source fills it.
template <class Cell>
const std::vector<Cell>& of(const std::map<std::string, std::vector<Cell>, std::less<>>& cells,
                            std::string_view indicator) {
    static const std::vector<Cell> none;
    const auto found = cells.find(indicator);
    return found == cells.end() ? none : found->second;
}

}  // namespace

const std::vector<MonthCell>& World::cells(std::string_view indicator) const {
    return of(cells_, indicator);
}

const std::vector<HourCell>& World::hour_cells(std::string_view indicator) const {
    return of(hours_, indicator);
}

const std::vector<ChannelCell>& World::channel_cells(std::string_view indicator) const {
    return of(by_channel_, indicator);
}

const std::vector<DelayCell>& World::delay_cells(std::string_view indicator) const {
    return of(delays_, indicator);
}

const std::vector<AttributeCell>& World::attributes(std::string_view indicator) const {
    return of(attributes_, indicator);
}

std::vector<std::uint16_t> World::sources_of(std::string_view indicator) const {
    const auto found = fills_.find(indicator);
    return found == fills_.end() ? std::vector<std::uint16_t>{} : found->second;
}

std::optional<Period> World::known_months_of_source(std::string_view id) const {
    const auto found = std::find(sources_.begin(), sources_.end(), id);
    if (found == sources_.end()) return {};
    return known_months_of_source(static_cast<std::uint16_t>(found - sources_.begin()));
}

std::optional<Period> World::known_months_of_source(std::uint16_t source) const {
    const auto found = source_months_.find(source);
    if (found == source_months_.end()) return {};
    return found->second;
}

const std::map<int, std::int64_t>& World::months_told(std::string_view source) const {
    static const std::map<int, std::int64_t> none;
    const auto number = std::find(sources_.begin(), sources_.end(), source);
    const auto told = months_told_.find(static_cast<std::uint16_t>(number - sources_.begin()));
    return number == sources_.end() || told == months_told_.end() ? none : told->second;
}

namespace {

std::optional<Period> span_of(const std::vector<std::optional<Period>>& spans) {
    std::optional<Period> all;
    for (const auto& one : spans) {
        if (!one) continue;
        if (!all) {
            all = one;
        } else {
            all->first = std::min(all->first, one->first);
            all->past_end = std::max(all->past_end, one->past_end);
        }
    }
    return all;
}

}  // namespace

std::optional<Period> World::known_months(std::string_view indicator) const {
    std::vector<std::optional<Period>> spans;
    for (const auto source : sources_of(indicator)) spans.push_back(known_months_of_source(source));
    return span_of(spans);
}

namespace {

bool cut_by(const std::vector<Period>& spans, Period period) {
    return std::any_of(spans.begin(), spans.end(), [&](Period span) {
        const bool apart = span.past_end <= period.first || period.past_end <= span.first;
        return !apart && !(period.first <= span.first && span.past_end <= period.past_end);
    });
}

}  // namespace

bool World::cuts(std::string_view indicator, Period period) const {
    const auto filled = sources_of(indicator);
    return std::any_of(filled.begin(), filled.end(), [&](auto source) {
        const auto spans = source_spans_.find(source);
        return spans != source_spans_.end() && cut_by(spans->second, period);
    });
}

bool World::source_cuts(std::string_view id, Period period) const {
    return std::any_of(source_spans_.begin(), source_spans_.end(),
                       [&](const auto& of) { return sources_[of.first] == id && cut_by(of.second, period); });
}

std::vector<const intake::Break*> World::breaks() const {
    std::vector<const intake::Break*> known;
    for (const auto& declared : catalogue_->city.breaks) {
        if (declared.day <= published_on_) known.push_back(&declared);
    }
    return known;
}

std::vector<const intake::Event*> World::events() const {
    std::vector<const intake::Event*> known;
    for (const auto& declared : catalogue_->city.events) {
        if (declared.first <= published_on_) known.push_back(&declared);
    }
    return known;
}

std::vector<const intake::Gap*> World::coverage() const {
    std::vector<const intake::Gap*> known;
    for (const auto& declared : catalogue_->city.coverage) {
        if (declared.on_no_day()) continue;
        if (!declared.first || *declared.first <= published_on_) known.push_back(&declared);
    }
    for (const auto& noticed : noticed_) known.push_back(&noticed);
    return known;
}

bool World::due(const intake::Source& source, Period period) const {
    if (const auto* expected = catalogue_->city.expectation(source.id)) {
        const Month last = plus_months(month_of(period.past_end), -1);
        if (!closes(cadence_of(source, *expected), last) || (expected->from && last < *expected->from))
            return false;
    } else if (source.cadence == "once") {
        return false;
    }
    for (const auto* gap : coverage()) {
        const bool ended = gap->source == source.id && gap->layer.empty() && !gap->last;
        if (ended && (!gap->first || *gap->first <= period.first)) return false;
    }
    return true;
}

std::optional<Day> World::due_on(const intake::Source& source, Period period) const {
    const auto* expected = catalogue_->city.expectation(source.id);
    if (!expected || !due(source, period)) return {};
    const std::string cadence = cadence_of(source, *expected);
    Day of = period.past_end - std::chrono::days{1};
    if (by_days(cadence)) {  // of the first of its weeks or days that lacks
        for (const auto* gap : holes(*this, source.id, period)) {
            if (gap->noticed()) of = std::min(of, std::max(*gap->first, period.first));
        }
    }
    return due_day(catalogue_->city, *expected, period_of(cadence, of));
}

bool World::late(const intake::Source& source, Period period) const {
    if (!due(source, period)) return false;
    const auto months = known_months_of_source(source.id);
    if (months && months->past_end >= period.past_end && holes(*this, source.id, period).empty())
        return false;
    const auto by = due_on(source, period);
    return !by || *by < published_on_;
}

std::optional<Month> World::last_month() const {
    std::optional<Month> last;
    for (const auto& [source, span] : source_months_) {
        const Month end = plus_months(month_of(span.past_end), -1);
        if (!last || end > *last) last = end;
    }
    // What comes by the week reaches into a month that is not over.
    const Month over = plus_months(month_of(published_on()), -1);
    const bool is_any_over = std::any_of(source_months_.begin(), source_months_.end(),
                                         [&](const auto& one) { return month_of(one.second.first) <= over; });
    return last && is_any_over ? std::min(*last, over) : last;
}

bool World::has(const Territory& wanted) const {
    const Territory today{wanted.layer, wanted.code.substr(0, wanted.code.find('@'))};
    return std::any_of(territories_.begin(), territories_.end(),
                       [&](const auto& t) { return t.territory == today; });
}

namespace {

// In its layer by the one rule of names of areas; where there is no such layer, by what was typed.
std::string territory_near(const std::vector<TerritoryInfo>& territories, const Territory& wanted) {
    std::vector<intake::CodeAndName> of_layer;
    std::vector<std::string> all;
    for (const auto& known : territories) {
        if (known.territory.layer == wanted.layer) of_layer.emplace_back(known.territory.code, known.name);
        all.push_back(known.territory.text());
    }
    if (of_layer.empty()) return intake::nearest(wanted.text(), all);
    const std::string code = intake::area_near(of_layer, wanted.code);
    return code.empty() ? code : Territory{wanted.layer, code}.text();
}

}  // namespace

const TerritoryInfo& World::territory(const Territory& wanted) const {
    const auto found = std::find_if(territories_.begin(), territories_.end(),
                                    [&](const auto& t) { return t.territory == wanted; });
    if (found != territories_.end()) return *found;
    if (wanted.code.find('@') != std::string::npos) return as_of_a_map(wanted);
    const std::string near = territory_near(territories_, wanted);
    throw Error{
        Fault::missing,
        message("territory: {} is not known at vintage {}{} `atalaya territories` lists them.", wanted.text(),
                vintage_, near.empty() ? verbatim(".") : message("; did you mean {}?", near))};
}

namespace {

// "2013", "2013-12" or "2013-12-01": the first day of it.
std::optional<Day> day_of_map(std::string_view text) {
    if (const auto day = parse_day(text)) return day;
    const auto period = parse_period(text);
    if (!period || text.find('/') != std::string_view::npos) return {};
    return period->first;
}

}  // namespace

const TerritoryInfo& World::as_of_a_map(const Territory& wanted) const {
    const std::lock_guard lock{asked_of_maps_};
    if (const auto known = of_maps_.find(wanted); known != of_maps_.end()) return known->second;
    const auto at = wanted.code.find('@');
    const std::string map = wanted.code.substr(at + 1);
    const auto day = day_of_map(map);
    if (!day)
        throw Error{
            Fault::usage,
            message("territory: expected a year, a month or a day after \"@\", such as 2013; found \"{}\"",
                    map)};
    const TerritoryInfo& today = territory({wanted.layer, wanted.code.substr(0, at)});
    auto extent = extent_on(area_changes(wanted.layer), today.territory.code, *day);
    if (!extent)
        throw Error{
            Fault::missing,
            message("territory: there was no {} on {}; `atalaya territories changes` says what became of "
                    "areas",
                    today.territory.text(), iso(*day))};
    TerritoryInfo of_map = today;
    of_map.territory = wanted;
    of_map.name += " (" + map + ")";
    if (extent->codes.size() > 1) of_map.geometry.clear();
    of_map.extent = std::move(*extent);
    return of_maps_.emplace(wanted, std::move(of_map)).first->second;
}

std::vector<const intake::AreaChange*> World::area_changes(std::string_view layer) const {
    std::vector<const intake::AreaChange*> known;
    for (const auto& declared : catalogue_->city.area_changes) {
        if (declared.layer == layer && declared.day <= published_on_) known.push_back(&declared);
    }
    return known;
}

std::vector<const TerritoryInfo*> World::layer(std::string_view layer, Period period) const {
    auto found = this->layer(layer);
    std::erase_if(found, [&](const auto* territory) { return !territory->extent.covers(period); });
    return found;
}

std::vector<const TerritoryInfo*> World::layer(std::string_view layer) const {
    std::vector<const TerritoryInfo*> found;
    for (const auto& known : territories_) {
        if (known.territory.layer == layer && !known.extent.replaced) found.push_back(&known);
    }
    std::sort(found.begin(), found.end(),
              [](const auto* a, const auto* b) { return name_less(a->territory.code, b->territory.code); });
    return found;
}

}  // namespace atalaya::service
