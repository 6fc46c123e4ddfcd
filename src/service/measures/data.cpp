// The data themselves: rows, places, hours, sources, revisions, denominators.
#include <algorithm>
#include <functional>
#include <set>

#include "core/error.hpp"
#include "service/facts.hpp"
#include "service/holes.hpp"
#include "service/measures/asked.hpp"
#include "stats/rates.hpp"

namespace atalaya::service {

namespace {

// Share, in percent, of rows of quality cells that have a property, of the sources that can have it.
Figure quality_share(const Asked& asked, const std::function<bool(const intake::Source&)>& can,
                     const std::function<bool(const QualityCell&)>& has) {
    const auto& [worlds, world, spec, territory, indicator] = asked;
    Figure figure = start(asked, "percent");
    const std::string source = part_of(spec.part, "source");
    const int first = month_index(month_of(spec.period.first)),
              past = month_index(month_of(spec.period.past_end));
    std::int64_t all = 0, with = 0;
    figure.sources.clear();
    std::vector<bool> counts;
    for (const auto& name : world.sources())
        counts.push_back(!name.empty() && can(world.catalogue().source(name)));
    for (const auto& cell : world.quality()) {
        if (cell.month < first || cell.month >= past || !counts[cell.source]) continue;
        if (!source.empty() && world.sources()[cell.source] != source) continue;
        all += cell.rows;
        with += has(cell) ? cell.rows : 0;
        const auto& name = world.sources()[cell.source];
        if (std::find(figure.sources.begin(), figure.sources.end(), name) == figure.sources.end())
            figure.sources.push_back(name);
    }
    std::sort(figure.sources.begin(), figure.sources.end());
    figure.records_in = all;
    // Facts of which nobody knows the month are in no such cell.
    for (const auto& cell : world.cells("")) {
        const bool asked_for = cell.month >= first && cell.month + cell.months <= past &&
                               counts[cell.source] &&
                               (source.empty() || world.sources()[cell.source] == source);
        if (cell.months > 1 && asked_for) figure.records_out += cell.rows;
    }
    if (all == 0) return cannot(std::move(figure), "no_data");
    figure.numerator = static_cast<double>(with);
    figure.denominator = static_cast<double>(all);
    const auto share = stats::proportion(static_cast<double>(with), static_cast<double>(all));
    figure.value = 100 * share->value;
    figure.low = 100 * share->low;
    figure.high = 100 * share->high;
    return figure;
}

// Whether its rows are facts of their own: not areas, denominators or places, nor another reading of rows that count.
bool has_facts(const World& world, const std::string& id) {
    const auto& sources = world.catalogue().sources;
    const auto of = std::ranges::find(sources, id, &intake::Source::id);
    return of == sources.end() || has_facts_of_its_own(*of);
}

}  // namespace

// Of the sources that have a column for the hour, or hours within the day's: where none can be written, none
// is unknown.
Figure measure_unknown_hours(const Asked& asked) {
    const auto& world = asked.world;
    std::set<std::string_view> with_hours;
    for (const auto& cell : world.quality())
        if (cell.hour_known) with_hours.insert(world.sources()[cell.source]);
    return quality_share(
        asked,
        [&](const intake::Source& source) {
            return !source.hour.column.empty() || with_hours.contains(source.id);
        },
        [](const QualityCell& cell) { return !cell.hour_known; });
}

// A row is placed when a shape holds its position. Without shapes none is, whatever positions the rows have, and of a
// source none of whose rows ever was, 0 % would say that positions were lost: both are said in words.
Figure measure_located(const Asked& asked) {
    const auto& world = asked.world;
    const auto placed = [](const QualityCell& cell) { return is_placed(static_cast<Located>(cell.located)); };
    std::set<std::string_view> ever_placed;
    for (const auto& cell : world.quality())
        if (placed(cell)) ever_placed.insert(world.sources()[cell.source]);
    const auto has_column = [](const intake::Source& source) { return !source.place.lon.empty(); };
    Figure figure = quality_share(
        asked,
        [&](const intake::Source& source) { return has_column(source) && ever_placed.contains(source.id); },
        placed);
    if (figure.value) return figure;
    Figure of_all = quality_share(asked, has_column, placed);
    if (!of_all.value) return figure;
    const auto& layers = world.catalogue().city.layers;
    const bool drawn = std::any_of(layers.begin(), layers.end(), [&](const auto& layer) {
        const auto areas = world.layer(layer.id);
        return std::any_of(areas.begin(), areas.end(),
                           [](const auto* area) { return !area->geometry.empty(); });
    });
    of_all.value = of_all.low = of_all.high = {};
    return cannot(std::move(of_all), drawn ? "none_placed" : "no_shapes");
}

Figure measure_rows(const Asked& asked) {
    const auto& [worlds, world, spec, territory, indicator] = asked;
    Figure figure = start(asked, "row");
    const std::string state = part_of(spec.part, "state"), source = part_of(spec.part, "source"),
                      reason = part_of(spec.part, "reason");
    const bool only_vintage = part_of(spec.part, "deliveries") == "new";
    std::int64_t rows = 0;
    bool any = false;
    figure.sources.clear();
    for (const auto& receipt : world.receipts()) {
        if (source.empty() ? !has_facts(world, receipt.source) : receipt.source != source) continue;
        if (only_vintage && receipt.vintage_no != world.vintage_no()) continue;
        any = true;
        figure.records_in += receipt.read;
        if (std::find(figure.sources.begin(), figure.sources.end(), receipt.source) == figure.sources.end())
            figure.sources.push_back(receipt.source);
        if (!reason.empty()) {
            for (const auto& one : receipt.reasons) rows += one.reason == reason ? one.rows : 0;
        } else if (state == "read") {
            rows += receipt.read;
        } else if (state == "accepted") {
            rows += receipt.accepted;
        } else if (state == "rejected") {
            rows += receipt.rejected;
        } else if (state == "duplicate") {
            rows += receipt.duplicate;
        } else {
            throw Error{
                Fault::usage,
                message("figure: rows: expected state=read, accepted, rejected or duplicate, found \"{}\"",
                        spec.part)};
        }
    }
    if (!any) return cannot(std::move(figure), "no_data");
    figure.value = static_cast<double>(rows);
    return figure;
}

Figure measure_on_time(const Asked& asked) {
    const auto& [worlds, world, spec, territory, indicator] = asked;
    Figure figure = start(asked, "source");
    figure.sources.clear();
    int expected = 0, there = 0;
    for (const auto& source : world.catalogue().sources) {
        if (!has_facts_of_its_own(source)) continue;
        const auto months = world.known_months_of_source(source.id);
        const bool here = months && months->past_end >= spec.period.past_end &&
                          holes(world, source.id, spec.period).empty();
        // A yearly source that sent August before the year is due is here; one that is not late does not count.
        const bool counts =
            here ? world.due(source, spec.period) || world.catalogue().city.expectation(source.id)
                 : world.late(source, spec.period);
        if (!counts) continue;
        ++expected;
        if (here) {
            ++there;
            figure.sources.push_back(source.id);
        }
    }
    if (expected == 0) return cannot(std::move(figure), "no_data");
    figure.value = there;
    figure.denominator = expected;
    return figure;
}

Figure measure_resolved(const Asked& asked) {
    const auto& [worlds, world, spec, territory, indicator] = asked;
    const Indicator& of = needed(asked);
    Figure figure = start(asked, "percent");
    // Cases entered 90 to 120 days before the end of the period: the third month before it.
    const Period entered = whole(plus_months(month_of(spec.period.past_end), -4));
    if (!within(entered, world.known_months(spec.indicator)) || silent(asked, entered))
        return cannot(std::move(figure), "no_data");
    const Sum all = world.sum(spec.indicator, territory, entered);
    const std::string in_term = of.id + "_en_termino";
    const Sum resolved = world.sum(in_term, territory, entered);
    figure.records_in = all.rows;
    figure.numerator = static_cast<double>(resolved.rows);
    figure.denominator = static_cast<double>(all.rows);
    if (all.rows == 0) return cannot(std::move(figure), "no_events");
    if (all.rows < 20) return cannot(std::move(figure), "small_base");
    const auto share = stats::proportion(*figure.numerator, *figure.denominator);
    figure.value = 100 * share->value;
    figure.low = 100 * share->low;
    figure.high = 100 * share->high;
    return figure;
}

// The vintage that a revision is since: "since=V", else the one before.
const World* earlier_of(const Asked& asked) {
    std::string since = part_of(asked.spec.part, "since");
    if (since.empty()) since = asked.world.previous_vintage();
    if (since.empty()) return nullptr;
    const World& earlier = asked.worlds.at(since);
    if (earlier.vintage_no() > asked.world.vintage_no())
        throw Error{Fault::usage, message("figure: expected a vintage up to {} after since=, found {}",
                                          asked.world.vintage(), since)};
    return &earlier;
}

Figure measure_revision(const Asked& asked) {
    const auto& [worlds, world, spec, territory, indicator] = asked;
    Figure figure = start(asked, needed(asked).unit);
    const World* then = earlier_of(asked);
    if (!then) return cannot(std::move(figure), "first_vintage");
    const World& earlier = *then;
    if (!within(spec.period, earlier.known_months(spec.indicator)) ||
        !within(spec.period, world.known_months(spec.indicator)) ||
        earlier.cuts(spec.indicator, spec.period)) {
        return cannot(std::move(figure), "no_data");
    }
    const TerritoryInfo& here_then =
        earlier.has(territory.territory) ? earlier.territory(territory.territory) : territory;
    if (silent(asked, spec.period) || silent({worlds, earlier, spec, here_then, indicator}, spec.period))
        return cannot(std::move(figure), "no_data");
    const Sum now = world.sum(spec.indicator, territory, spec.period);
    const Sum before = earlier.sum(spec.indicator, here_then, spec.period);
    figure.numerator = static_cast<double>(counted(indicator, now));
    figure.denominator = static_cast<double>(counted(indicator, before));
    figure.denominator_note = earlier.vintage();
    figure.value = *figure.numerator - *figure.denominator;
    figure.records_in = now.rows + before.rows;
    return figure;
}

Figure measure_residents(const Asked& asked) {
    const auto& [worlds, world, spec, territory, indicator] = asked;
    Figure figure = start(asked, "person");
    const auto people = world.exposure(
        territory, indicator && !indicator->exposure.empty() ? indicator->exposure : "residents",
        spec.period);
    if (!people) return cannot(std::move(figure), "no_exposure");
    figure.value = static_cast<double>(people->value);
    figure.sources = {people->source};
    figure.denominator_note = std::to_string(people->year);
    if (people->old) figure.notes.push_back("exposure_old");
    if (people->interpolated) figure.notes.push_back("exposure_interpolated");
    return figure;
}

}  // namespace atalaya::service
