#include "service/measures.hpp"
#include "service/erasure.hpp"

#include <algorithm>

#include "core/error.hpp"
#include "core/text.hpp"
#include "service/declared_about.hpp"
#include "service/findings.hpp"
#include "service/measures/asked.hpp"
#include "service/measures/tags.hpp"
#include "service/places.hpp"
#include "service/redrawn.hpp"
#include "service/weeks.hpp"
#include "store/questions.hpp"

namespace atalaya::service {

Worlds::Worlds(store::Store& store, const Catalogue& catalogue) : store_{store}, catalogue_{catalogue} {}
Worlds::~Worlds() = default;

const World& Worlds::at(const std::string& wanted) {
    const std::string vintage = wanted.empty() ? store_.vintage("").id : wanted;
    auto& world = known_[vintage];
    if (!world) world = World::load(store_, catalogue_, vintage);
    return *world;
}

std::vector<store::Vintage> Worlds::vintages() {
    return store_.vintages();
}

std::vector<store::BulletinIssue> Worlds::issues() {
    return store_.records().issues(store_.city());
}

std::vector<KnownFinding> Worlds::findings(const World& world) {
    return findings_at(store_, world.vintage_no(), {.source = "", .check = "", .state = "", .run = ""});
}

const World* Worlds::eve_of(Month month, const World& world) {
    auto& known = eves_[{world.vintage_no(), month_index(month)}];
    if (known) return *known;
    known = nullptr;
    const auto vintages = store_.vintages();
    for (auto vintage = vintages.rbegin(); vintage != vintages.rend(); ++vintage) {
        if (vintage->no > world.vintage_no()) continue;
        const World& then = at(vintage->id);
        const auto last = then.last_month();
        if (!last || *last < plus_months(month, -1)) break;
        if (*last == plus_months(month, -1)) return *(known = &then);
    }
    return *known;
}

const store::RevisedIncidents& Worlds::revised(const World& earlier, const World& world) {
    auto& known = revised_[{earlier.vintage_no(), world.vintage_no()}];
    if (!known) {
        known = std::make_shared<const store::RevisedIncidents>(store::revised_incidents(
            store_.analytics(), earlier.vintage_no(), {store_.city(), world.vintage_no()}));
    }
    return *known;
}

Places& Worlds::places(const World& world) {
    auto& places = places_[world.vintage()];
    if (!places) places = std::make_unique<Places>(store_, world);
    return *places;
}

Weeks& Worlds::weeks(const World& world) {
    auto& weeks = weeks_[world.vintage()];
    if (!weeks) weeks = std::make_unique<Weeks>(store_, world);
    return *weeks;
}

store::LiveSpans Worlds::spans(const World& world, Period period) {
    return store::live_spans(store_.analytics(), {store_.city(), world.vintage_no()}, period);
}

std::string Worlds::erasure_of(const FigureSpec& spec) {
    const auto erasure = service::erasure_of(store_, catalogue_, spec);
    return erasure ? erasure->id : "";
}

namespace {

bool whole_months(Period period) {
    return period.first < period.past_end && first_day(month_of(period.first)) == period.first &&
           first_day(month_of(period.past_end)) == period.past_end;
}

struct Measure {
    Figure (*compute)(const Asked&);
    std::vector<std::string_view> parts = {};  // the keys that its part may have
    bool leaves_out = false;                   // a series: what it cannot tell is absent from it
    bool of_rows = false;                      // how rows lie: of a silent period it tells nothing
    bool adds_up = false;                      // over the period: of two lands it would be the sum
    bool divides = false;  // what it adds up over the period: none across a declared break of it
};
const std::map<std::string_view, Measure>& table() {
    static const std::map<std::string_view, Measure> measures{
        {"aoristic", {.compute = measure_aoristic, .of_rows = true}},
        {"causes", {measure_causes, {"since"}}},
        {"by_attribute", {measure_by_attribute, {"attribute"}}},
        {"by_tag", {measure_by_tag, {"tag"}}},
        {"bridge", {measure_bridge}},
        {"bridged", {measure_bridged}},
        {"busiest", {.compute = measure_busiest, .parts = {"layer"}, .of_rows = true}},
        {"change", {measure_change}},
        {"comparable", {measure_comparable}},
        {"compared", {measure_compared}},
        {"count",
         {.compute = measure_count, .parts = {"offence", "label", "without", "channel"}, .adds_up = true}},
        {"delay", {.compute = measure_delay, .parts = {"source"}, .adds_up = true}},
        {"delay_curve", {measure_delay_curve, {"source"}}},
        {"expected", {measure_expected, {"level", "told"}}},
        {"expected_monthly", {measure_expected_monthly, {"level"}, true}},
        {"expected_weekly", {measure_expected_weekly, {"level"}, true}},
        {"hits", {measure_hits, {"level"}, true}},
        {"hot", {.compute = measure_hot, .parts = {"level"}, .of_rows = true}},
        {"hours", {.compute = measure_hours, .of_rows = true}},
        {"located", {.compute = measure_located, .parts = {"source"}, .adds_up = true}},
        {"monthly", {measure_monthly, {}, true}},
        {"on_time", {measure_on_time}},
        {"parts_of_day", {.compute = measure_parts_of_day, .of_rows = true}},
        {"rate", {measure_rate}},
        {"ratio", {.compute = measure_ratio, .parts = {"layer"}, .of_rows = true, .divides = true}},
        {"registered", {.compute = measure_registered, .parts = {"within", "source"}, .divides = true}},
        {"reconciled", {measure_reconciled, {"source"}}},
        {"repeated", {.compute = measure_repeated, .of_rows = true}},
        {"residents", {measure_residents}},
        {"resolved", {.compute = measure_resolved, .adds_up = true}},
        {"revision", {measure_revision, {"since"}}},
        {"rows", {measure_rows, {"state", "source", "reason", "deliveries"}}},
        {"share", {.compute = measure_share, .parts = {"layer"}, .of_rows = true, .divides = true}},
        {"still_hot", {.compute = measure_still_hot, .parts = {"level"}, .of_rows = true}},
        {"unknown_hours",
         {.compute = measure_unknown_hours, .parts = {"source"}, .adds_up = true, .divides = true}},
        {"weekly", {measure_weekly, {}, true}},
    };
    return measures;
}

// A part that a measure does not know would be left out of account, under an id of its own.
void refuse_unknown_parts(const FigureSpec& spec, const std::vector<std::string_view>& known) {
    if (spec.part.empty()) return;
    for (const auto piece : split(spec.part, ';')) {
        const auto equals = piece.find('=');
        if (equals != std::string_view::npos &&
            std::find(known.begin(), known.end(), piece.substr(0, equals)) != known.end())
            continue;
        std::string keys;
        for (const auto key : known) keys += (keys.empty() ? "" : ", ") + std::string{key} + "=";
        if (known.empty())
            throw Error{Fault::usage,
                        message("figure: {} takes no part; found \"{}\"", spec.measure, spec.part)};
        throw Error{Fault::usage, message("figure: expected for {} a part of {}; found \"{}\"", spec.measure,
                                          keys, spec.part)};
    }
}

// In all of what is asked, or, of a series, in some of it.
bool has_land(const Asked& asked, const Measure& measure) {
    const auto& extent = asked.territory.extent;
    if (measure.leaves_out) return extent.touches(asked.spec.period);
    return extent.covers(asked.spec.period) && (!asked.spec.against || extent.covers(*asked.spec.against));
}

// The code had no land then, or another than now: which change says so is with the answer.
Figure without_land(const Asked& asked) {
    Figure figure = start(asked, asked.indicator ? asked.indicator->unit : "");
    const auto& extent = asked.territory.extent;
    for (const auto* change : {extent.began, extent.ended}) {
        if (change) figure.notes.push_back("area_change:" + change->id);
    }
    return cannot(std::move(figure), extent.as_of_a_map ? "other_map" : "no_such_area");
}

// Over a change of the territory's land, what is added up would be of two.
Figure of_two_lands(const Asked& asked, const intake::Break& change) {
    Figure figure = start(asked, asked.indicator->unit);
    figure.notes.push_back("break:" + change.id);
    return cannot(std::move(figure), "break");
}

// Series leave out the months that they cannot tell; residents are of no source of counts.
bool needs_months(const FigureSpec& spec) {
    return spec.measure != "residents" && spec.measure != "monthly" && spec.measure != "by_attribute" &&
           spec.measure != "by_tag";
}

// No row of its sources ever named the territory, and none says that it reaches it: what looks like zero is no data.
Figure never_named(const Asked& asked) {
    Figure figure = start(asked, asked.indicator->unit);
    for (const auto& source : figure.sources) figure.notes.push_back("never_named:" + source);
    return cannot(std::move(figure), "no_data");
}

// The break inside the period of what the figure divides: of the indicator's facts, or of how its sources write the hour.
const intake::Break* break_inside(const Asked& asked, const Figure& figure) {
    const auto& [worlds, world, spec, territory, indicator] = asked;
    const auto [first, past_end] = spec.period;
    if (spec.measure != "unknown_hours") {
        if (!indicator) return nullptr;
        const auto broken = breaks_inside(world, spec.indicator, territory, first, past_end);
        return broken.empty() ? nullptr : broken.front();
    }
    for (const auto* declared : world.breaks()) {
        const auto& of = declared->indicators;
        const bool of_hours = of.empty() || std::ranges::find(of, "hora") != of.end();
        const bool of_source = std::ranges::any_of(figure.sources, [&](const auto& source) {
            return std::ranges::find(declared->sources, source) != declared->sources.end();
        });
        if (first < declared->day && declared->day < past_end && of_hours && of_source &&
            concerns(*declared, territory))
            return declared;
    }
    return nullptr;
}

// No percentage of a sum of which one part was counted by another rule; what was added up stays.
Figure none_across_a_break(const Asked& asked, Figure figure) {
    if (!figure.value) return figure;
    const auto* declared = break_inside(asked, figure);
    if (!declared) return figure;
    figure.value = figure.low = figure.high = {};
    figure.phi = 0;
    std::erase_if(figure.notes, [](const auto& note) { return note.starts_with("position:"); });
    figure.notes.push_back("break:" + declared->id);
    return cannot(std::move(figure), "break");
}

bool is_silent(const Asked& asked) {
    return silent(asked, asked.spec.period) || (asked.spec.against && silent(asked, *asked.spec.against));
}

bool cuts_spans(const World& world, const FigureSpec& spec) {
    return world.cuts(spec.indicator, spec.period) ||
           (spec.against && world.cuts(spec.indicator, *spec.against));
}

}  // namespace

std::vector<std::string_view> measures() {
    std::vector<std::string_view> names;
    for (const auto& [name, measure] : table()) names.push_back(name);
    return names;
}

std::vector<const intake::Break*> breaks_inside(const World& world, std::string_view indicator, Day first,
                                                Day past_end) {
    return breaks_inside(world, indicator, world.territory({}), first, past_end);
}

bool concerns(const intake::Break& declared, const TerritoryInfo& territory) {
    if (declared.layer.empty()) return true;
    return declared.layer == territory.territory.layer && !territory.extent.as_of_a_map &&
           std::any_of(declared.areas.begin(), declared.areas.end(),
                       [&](const auto& code) { return territory.extent.holds(code); });
}

std::vector<const intake::Break*> breaks_inside(const World& world, std::string_view indicator,
                                                const TerritoryInfo& territory, Day first, Day past_end) {
    std::vector<const intake::Break*> found;
    const auto sources = world.sources_of(indicator);
    for (const auto* known : world.breaks()) {
        const auto& declared = *known;
        if (!(first < declared.day && declared.day < past_end) || !concerns(declared, territory)) continue;
        const bool of_source = std::any_of(sources.begin(), sources.end(), [&](auto source) {
            return std::find(declared.sources.begin(), declared.sources.end(), world.sources()[source]) !=
                   declared.sources.end();
        });
        const bool of_indicator =
            declared.indicators.empty() || std::find(declared.indicators.begin(), declared.indicators.end(),
                                                     indicator) != declared.indicators.end();
        if (of_source && of_indicator) found.push_back(&declared);
    }
    return found;
}

std::vector<const intake::Event*> events_touching(const World& world, Period period) {
    std::vector<const intake::Event*> found;
    for (const auto* event : world.events()) {
        if (event->first < period.past_end && period.first <= event->last) found.push_back(event);
    }
    return found;
}

stats::Dispersion dispersion_of(const World& world, const Indicator& indicator,
                                const TerritoryInfo& territory, Month before) {
    const Ordinary months = ordinary_months(world, indicator, territory, before);
    return stats::estimate_dispersion(months.first, months.counts, months.usable, indicator.phi_default);
}

Figure compute(Worlds& worlds, const FigureSpec& spec) {
    const auto measure = table().find(spec.measure);
    if (measure == table().end()) {
        std::string names;
        for (const auto name : measures()) names += (names.empty() ? "" : ", ") + std::string{name};
        throw Error{Fault::usage, message("measure: expected one of {}; found \"{}\"", names, spec.measure)};
    }
    if (!whole_months(spec.period) || (spec.against && !whole_months(*spec.against))) {
        throw Error{
            Fault::usage,
            message("period: expected whole months, such as 2020-08 or 2020-01-01/2020-08-31; found {}",
                    iso(spec.period))};
    }
    refuse_unknown_parts(spec, measure->second.parts);
    const World& world = worlds.at(spec.vintage);
    const Indicator* indicator =
        spec.indicator.empty() ? nullptr : &world.catalogue().indicator(spec.indicator);
    if (indicator && indicator->version != indicator_version(spec.version)) {
        throw Error{Fault::missing,
                    message("indicator: {} is at version {} here; the figure was asked of version {}",
                            spec.indicator, indicator->version, indicator_version(spec.version))};
    }
    const Asked asked{worlds, world, spec, world.territory(parse_territory(spec.territory)), indicator};
    if (!has_land(asked, measure->second)) {
        const auto by_points = counted_by_points(asked);
        return by_points ? *by_points : without_land(asked);
    }
    if (indicator && (measure->second.adds_up || measure->second.of_rows))
        if (const auto* change = redrawn_inside(world, asked.territory, spec.period))
            return of_two_lands(asked, *change);
    if (asked.territory.slot == 1 && spec.measure != "residents")
        return cannot(start(asked, ""), "level_without_counts");  // the rollups know nothing so fine
    if (indicator && needs_months(spec) && cuts_spans(world, spec))
        return cannot(start(asked, indicator->unit), "counted_together");
    if (indicator && spec.measure != "residents" && without_place(asked))
        return cannot(start(asked, indicator->unit), "no_place");
    if (indicator && spec.measure != "residents" && !world.tells_of(spec.indicator, asked.territory))
        return never_named(asked);
    if (indicator && measure->second.of_rows && is_silent(asked))
        return cannot(start(asked, indicator->unit), "no_data");
    Figure figure = measure->second.compute(asked);
    return measure->second.divides ? none_across_a_break(asked, std::move(figure)) : figure;
}

}  // namespace atalaya::service
