#include "service/measures.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

#include "core/error.hpp"
#include "core/text.hpp"
#include "stats/change.hpp"
#include "stats/concentration.hpp"
#include "stats/expected.hpp"
#include "stats/funnel.hpp"
#include "stats/rates.hpp"

namespace atalaya::service {

const World& Worlds::at(const std::string& vintage) {
    auto& world = known_[vintage];
    if (!world) world = World::load(store_, catalogue_, vintage);
    return *world;
}

namespace {

// What every measure is handed.
struct Asked {
    Worlds& worlds;
    const World& world;
    const FigureSpec& spec;
    const TerritoryInfo& territory;
    const Indicator* indicator;  // none for figures about the data themselves
};

bool whole_months(Period period) {
    return period.first < period.past_end && first_day(month_of(period.first)) == period.first &&
           first_day(month_of(period.past_end)) == period.past_end;
}

bool within(Period inner, const std::optional<Period>& outer) {
    return outer && outer->first <= inner.first && inner.past_end <= outer->past_end;
}

// The value after "key=" in "key=value;key=value"; "" when the part has no such key.
std::string part_of(std::string_view part, std::string_view key) {
    for (const auto piece : split(part, ';')) {
        if (piece.substr(0, key.size()) == key && piece.substr(key.size(), 1) == "=")
            return std::string{piece.substr(key.size() + 1)};
    }
    return {};
}

Figure start(const Asked& asked, std::string unit) {
    Figure figure;
    figure.spec = asked.spec;
    figure.unit = std::move(unit);
    for (const auto source : asked.world.sources_of(asked.spec.indicator))
        figure.sources.push_back(asked.world.sources()[source]);
    return figure;
}

Figure cannot(Figure figure, std::string reason) {
    figure.value.reset();
    figure.low.reset();
    figure.high.reset();
    figure.reason = std::move(reason);
    return figure;
}

const Indicator& needed(const Asked& asked) {
    if (asked.indicator) return *asked.indicator;
    throw Error{Fault::usage, "figure: the measure " + asked.spec.measure +
                                  " is of an indicator; name one (`atalaya indicators` lists them)"};
}

std::int64_t counted(const Indicator* indicator, const Sum& sum) {
    return indicator && indicator->counts_units ? sum.units : sum.rows;
}

void note_gaps(Figure& figure, const std::vector<Gap>& gaps) {
    for (const auto& gap : gaps) {
        figure.notes.push_back(
            "coverage:" + gap.declared->source +
            (gap.declared->layer.empty() ? "" : ":" + gap.declared->layer + ":" + gap.declared->area));
    }
}

void note_events(Figure& figure, const World& world, Period period) {
    for (const auto* event : events_touching(world, period)) {
        const std::string note = "event:" + event->id;
        if (std::find(figure.notes.begin(), figure.notes.end(), note) == figure.notes.end())
            figure.notes.push_back(note);
    }
}

// The gaps that hold the whole of a period.
std::vector<Gap> holding(std::vector<Gap> gaps, Period period) {
    std::erase_if(gaps, [&](const Gap& gap) {
        return period.first < gap.period.first || gap.period.past_end < period.past_end;
    });
    return gaps;
}

// Nobody who counts here sent anything of the period: what looks like zero is no data.
bool silent(const Asked& asked, Period period) {
    const auto& [worlds, world, spec, territory, indicator] = asked;
    return world.silent(spec.indicator, territory,
                        holding(world.gaps(spec.indicator, territory, period), period));
}

// --- count

Figure measure_count(const Asked& asked) {
    const auto& [worlds, world, spec, territory, indicator] = asked;
    Figure figure = start(asked, indicator ? indicator->unit : "row");
    const std::string offence = part_of(spec.part, "offence"), label = part_of(spec.part, "label");
    if (!within(spec.period, world.known_months(spec.indicator))) return cannot(std::move(figure), "no_data");
    Sum sum;
    if (const std::string layer = part_of(spec.part, "without");
        !layer.empty()) {  // rows whose area of that layer is not known
        const auto* of = world.catalogue().city.layer(layer);
        sum = world.sum(spec.indicator, territory, spec.period);
        for (const auto* area : of ? world.layer(layer) : std::vector<const TerritoryInfo*>{}) {
            const Sum known = world.sum(spec.indicator, *area, spec.period);
            sum.rows -= known.rows;
            sum.units -= known.units;
        }
    } else if (label.empty()) {
        sum = world.sum(spec.indicator, territory, spec.period, {}, offence);
    } else {
        const auto colon = label.find(':');
        const auto& source = world.catalogue().source(label.substr(0, colon));
        for (const auto& known : source.labels) {
            if (known.label_1 != label.substr(colon + 1)) continue;
            const Sum one =
                world.sum(spec.indicator, territory, spec.period, {}, source.id + ":" + known.code);
            sum.rows += one.rows;
            sum.units += one.units;
        }
    }
    note_gaps(figure, world.gaps(spec.indicator, territory, spec.period));
    note_events(figure, world, spec.period);
    if (silent(asked, spec.period)) return cannot(std::move(figure), "no_data");
    figure.value = static_cast<double>(counted(indicator, sum));
    figure.numerator = figure.value;
    figure.records_in = sum.rows;
    return figure;
}

Figure measure_monthly(const Asked& asked) {
    const auto& [worlds, world, spec, territory, indicator] = asked;
    Figure figure = start(asked, needed(asked).unit);
    const auto known = world.known_months(spec.indicator);
    const auto counts = world.monthly(spec.indicator, territory, spec.period, needed(asked).counts_units);
    bool any = false;
    Month month = month_of(spec.period.first);
    for (const auto count : counts) {
        const bool there = within(whole(month), known) && !silent(asked, whole(month));
        figure.series.push_back(
            {iso(month), there ? std::optional<double>{static_cast<double>(count)} : std::nullopt});
        any = any || there;
        figure.records_in += there ? count : 0;
        month = plus_months(month, 1);
    }
    if (!any) {
        figure.series.clear();
        return cannot(std::move(figure), "no_data");
    }
    return figure;
}

// --- change

Figure measure_change(const Asked& asked) {
    const auto& [worlds, world, spec, territory, indicator] = asked;
    const Indicator& of = needed(asked);
    Figure figure = start(asked, "percent");
    if (!spec.against)
        throw Error{Fault::usage, "figure: a change needs `against`, the period that it is compared with"};
    const auto known = world.known_months(spec.indicator);
    if (!within(spec.period, known) || !within(*spec.against, known))
        return cannot(std::move(figure), "no_data");
    const auto broken = breaks_inside(world, spec.indicator, std::min(spec.against->first, spec.period.first),
                                      std::max(spec.period.past_end, spec.against->past_end));
    const auto gaps = world.gaps(spec.indicator, territory, spec.period, spec.against);
    note_gaps(figure, gaps);
    note_events(figure, world, *spec.against);
    note_events(figure, world, spec.period);
    const Sum now = world.sum(spec.indicator, territory, spec.period, gaps);
    const Sum before = world.sum(spec.indicator, territory, *spec.against, gaps);
    figure.records_in = now.rows + before.rows;
    figure.records_out = now.left_out + before.left_out;
    figure.numerator = static_cast<double>(counted(&of, now));
    figure.denominator = static_cast<double>(counted(&of, before));
    if (world.silent(spec.indicator, territory, gaps)) {  // nothing here was present in both periods
        figure.numerator.reset();
        figure.denominator.reset();
        return cannot(std::move(figure), "no_data");
    }
    if (!broken.empty()) {
        figure.notes.push_back("break:" + broken.front()->id);
        return cannot(std::move(figure), "break");
    }
    const auto dispersion = dispersion_of(world, of, territory, month_of(spec.period.first));
    figure.phi = dispersion.phi;
    figure.denominator_note = dispersion.estimated ? "phi_estimated" : "phi_default";
    const auto change = stats::compare(*figure.numerator, 1, *figure.denominator, 1, dispersion);
    figure.p = change.p;
    figure.p_in_table = change.p_in_table;
    if (!change.percent) return cannot(std::move(figure), "no_base");
    if (!change.percent_allowed) return cannot(std::move(figure), "small_base");
    figure.value = change.percent;
    figure.low = change.low;
    figure.high = change.high;
    return figure;
}

// --- rate

Figure measure_rate(const Asked& asked) {
    const auto& [worlds, world, spec, territory, indicator] = asked;
    const Indicator& of = needed(asked);
    Figure figure = start(asked, "per_" + std::to_string(of.per));
    if (of.exposure.empty()) return cannot(std::move(figure), "no_exposure");
    if (!within(spec.period, world.known_months(spec.indicator))) return cannot(std::move(figure), "no_data");
    const auto broken = breaks_inside(world, spec.indicator, spec.period.first, spec.period.past_end);
    const Sum sum = world.sum(spec.indicator, territory, spec.period);
    figure.records_in = sum.rows;
    figure.numerator = static_cast<double>(counted(&of, sum));
    note_gaps(figure, world.gaps(spec.indicator, territory, spec.period));
    note_events(figure, world, spec.period);
    if (!broken.empty()) {
        figure.notes.push_back("break:" + broken.front()->id);
        return cannot(std::move(figure), "break");
    }
    auto exposure = world.exposure(territory, of.exposure, spec.period);
    int per = of.per;
    if (!exposure && of.exposure != "residents") {  // vehicles where the register is known, else residents
        exposure = world.exposure(territory, "residents", spec.period);
        per = 100'000;
        figure.unit = "per_100000";
        figure.notes.push_back("exposure_residents");
    }
    if (!exposure) return cannot(std::move(figure), "no_exposure");
    figure.denominator = static_cast<double>(exposure->value);
    figure.denominator_note = std::to_string(exposure->year);
    if (exposure->old) figure.notes.push_back("exposure_old");
    if (std::find(figure.sources.begin(), figure.sources.end(), exposure->source) == figure.sources.end())
        figure.sources.push_back(exposure->source);
    const double years =
        static_cast<double>(months_between(month_of(spec.period.first), month_of(spec.period.past_end))) / 12;
    const auto rate = stats::rate(*figure.numerator, static_cast<double>(exposure->value) * years, per);
    if (!rate) return cannot(std::move(figure), std::string{stats::code(rate.error())});
    figure.value = rate->value;
    figure.low = rate->low;
    figure.high = rate->high;
    return figure;
}

// --- expected

// Months of a series that tell what is ordinary: not within an event, a gap of coverage, or before a break.
struct Ordinary {
    Month first{};
    std::vector<double> counts;
    std::vector<bool> usable;
};

Ordinary ordinary_months(const World& world, const Indicator& indicator, const TerritoryInfo& territory,
                         Month before) {
    Ordinary months;
    const auto known = world.known_months(indicator.id);
    if (!known || known->first >= first_day(before)) return months;
    const Period span{known->first, std::min(known->past_end, first_day(before))};
    months.first = month_of(span.first);
    for (const auto count : world.monthly(indicator.id, territory, span, indicator.counts_units)) {
        months.counts.push_back(static_cast<double>(count));
    }
    const auto broken = breaks_inside(world, indicator.id, span.first, first_day(plus_months(before, 1)));
    for (std::size_t i = 0; i < months.counts.size(); ++i) {
        const Period month = whole(plus_months(months.first, static_cast<int>(i)));
        const bool old =
            std::any_of(broken.begin(), broken.end(), [&](const auto* b) { return month.first < b->day; });
        months.usable.push_back(!old && events_touching(world, month).empty() &&
                                world.gaps(indicator.id, territory, month).empty());
    }
    return months;
}

Figure measure_expected(const Asked& asked) {
    const auto& [worlds, world, spec, territory, indicator] = asked;
    const Indicator& of = needed(asked);
    Figure figure = start(asked, of.unit);
    const Month month = month_of(spec.period.first);
    const Ordinary months = ordinary_months(world, of, territory, month);
    if (months.counts.empty()) return cannot(std::move(figure), "no_data");
    const auto dispersion =
        stats::estimate_dispersion(months.first, months.counts, months.usable, of.phi_default);
    const auto expected =
        stats::expected_range(month, months.first, months.counts, months.usable, dispersion);
    if (!expected) return cannot(std::move(figure), "no_earlier_year");
    figure.value = expected->mean;
    const auto& range = part_of(spec.part, "level") == "50" ? expected->range50 : expected->range95;
    figure.low = range.low;
    figure.high = range.high;
    figure.phi = dispersion.phi;
    figure.denominator = expected->years;
    figure.denominator_note =
        expected->from == stats::ExpectedFrom::same_months ? "mean_of_years" : "last_year";
    return figure;
}

// The expected range of every month of the period.
Figure measure_expected_monthly(const Asked& asked) {
    const auto& [worlds, world, spec, territory, indicator] = asked;
    const Indicator& of = needed(asked);
    Figure figure = start(asked, of.unit);
    const bool half = part_of(spec.part, "level") == "50";
    for (Month month = month_of(spec.period.first); first_day(month) < spec.period.past_end;
         month = plus_months(month, 1)) {
        SeriesPoint point{iso(month), {}};
        const Ordinary months = ordinary_months(world, of, territory, month);
        if (!months.counts.empty()) {
            const auto dispersion =
                stats::estimate_dispersion(months.first, months.counts, months.usable, of.phi_default);
            if (const auto expected =
                    stats::expected_range(month, months.first, months.counts, months.usable, dispersion)) {
                const auto& range = half ? expected->range50 : expected->range95;
                point.value = expected->mean;
                point.low = range.low;
                point.high = range.high;
            }
        }
        figure.series.push_back(std::move(point));
    }
    const bool any = std::any_of(figure.series.begin(), figure.series.end(),
                                 [](const auto& p) { return p.value.has_value(); });
    if (!any) {
        figure.series.clear();
        return cannot(std::move(figure), "no_earlier_year");
    }
    return figure;
}

// Of the months of the period that have a range, in how many what happened lay within it.
Figure measure_hits(const Asked& asked) {
    Figure figure = start(asked, "month");
    const Figure ranges = measure_expected_monthly(asked), observed = measure_monthly(asked);
    if (ranges.series.empty() || observed.series.empty())
        return cannot(std::move(figure), ranges.series.empty() ? ranges.reason : observed.reason);
    int hits = 0, looked_at = 0;
    for (std::size_t i = 0; i < ranges.series.size(); ++i) {
        const auto& range = ranges.series[i];
        const auto n = observed.series[i].value;
        if (!n || !range.low || !range.high) continue;
        ++looked_at;
        hits += std::llround(*range.low) <= *n && *n <= std::llround(*range.high);
    }
    if (looked_at == 0) return cannot(std::move(figure), "no_earlier_year");
    figure.value = figure.numerator = hits;
    figure.denominator = looked_at;
    figure.records_in = observed.records_in;
    return figure;
}

// --- all indicators together

// The changes of every indicator that is given here and can be compared.
std::vector<Figure> comparable_changes(const Asked& asked) {
    const auto& [worlds, world, spec, territory, indicator] = asked;
    std::vector<Figure> changes;
    for (const auto& of : world.catalogue().indicators) {
        if (!of.listed || of.kind != IndicatorKind::count || !of.at_level(territory.territory.layer))
            continue;
        FigureSpec one = spec;
        one.indicator = of.id;
        one.version = of.version;
        one.measure = "change";
        one.basis = of.basis;
        Figure change = measure_change({worlds, world, one, territory, &of});
        if (change.value) changes.push_back(std::move(change));
    }
    return changes;
}

Figure of_changes(const Asked& asked, const std::vector<Figure>& changes, std::string unit) {
    Figure figure = start(asked, std::move(unit));
    figure.sources.clear();
    for (const auto& change : changes) {
        figure.records_in += change.records_in;
        figure.records_out += change.records_out;
        figure.sources.insert(figure.sources.end(), change.sources.begin(), change.sources.end());
    }
    std::sort(figure.sources.begin(), figure.sources.end());
    figure.sources.erase(std::unique(figure.sources.begin(), figure.sources.end()), figure.sources.end());
    return figure;
}

Figure measure_compared(const Asked& asked) {
    const auto changes = comparable_changes(asked);
    Figure figure = of_changes(asked, changes, "indicator");
    figure.value = static_cast<double>(changes.size());
    return figure;
}

Figure measure_comparable(const Asked& asked) {
    Figure figure = of_changes(asked, comparable_changes(asked), "percent");
    const std::int64_t all = figure.records_in + figure.records_out;
    if (all == 0) return cannot(std::move(figure), "no_data");
    figure.numerator = static_cast<double>(figure.records_in);
    figure.denominator = static_cast<double>(all);
    figure.value = 100 * *figure.numerator / *figure.denominator;
    return figure;
}

// --- territories against each other

Figure measure_ratio(const Asked& asked) {
    const auto& [worlds, world, spec, territory, indicator] = asked;
    const Indicator& of = needed(asked);
    Figure figure = start(asked, "ratio");
    const std::string layer = territory.territory.layer;
    if (layer.empty()) return cannot(std::move(figure), "whole_city");
    if (!within(spec.period, world.known_months(spec.indicator))) return cannot(std::move(figure), "no_data");
    std::vector<double> events, exposure;
    std::size_t own = 0;
    bool old = false;
    for (const auto* other : world.layer(layer)) {
        const auto people = world.exposure(*other, of.exposure, spec.period);
        if (!people) return cannot(std::move(figure), "no_exposure");
        old = old || people->old;
        if (other->territory == territory.territory) own = events.size();
        const Sum sum = world.sum(spec.indicator, *other, spec.period);
        figure.records_in += sum.rows;
        events.push_back(static_cast<double>(counted(&of, sum)));
        exposure.push_back(static_cast<double>(people->value));
    }
    if (old) return cannot(std::move(figure), "exposure_old");
    const auto funnel = stats::funnel(events, exposure);
    const auto& point = funnel.points[own];
    figure.phi = funnel.phi;
    if (!point.ratio) return cannot(std::move(figure), std::string{stats::code(point.ratio.error())});
    figure.value = *point.ratio;
    figure.low = point.low;
    figure.high = point.high;
    figure.notes.push_back("position:" + std::string{stats::code(point.position)});
    return figure;
}

Figure measure_share(const Asked& asked) {
    const auto& [worlds, world, spec, territory, indicator] = asked;
    Figure figure = start(asked, "percent");
    const std::string layer = part_of(spec.part, "layer");
    if (!within(spec.period, world.known_months(spec.indicator))) return cannot(std::move(figure), "no_data");
    std::vector<double> counts;
    for (const auto* place : world.layer(layer)) {
        if (!territory.territory.is_city() && place->parent != territory.territory) continue;
        const Sum sum = world.sum(spec.indicator, *place, spec.period);
        figure.records_in += sum.rows;
        counts.push_back(static_cast<double>(sum.rows));
    }
    figure.records_out = world.sum(spec.indicator, territory, spec.period).rows - figure.records_in;
    if (counts.size() < 5) return cannot(std::move(figure), "few_places");
    const auto least = stats::least_share(counts);
    if (!least) return cannot(std::move(figure), std::string{stats::code(least.error())});
    figure.value = 100 * least->of_possible;
    figure.numerator = least->units;
    figure.denominator = static_cast<double>(counts.size());
    return figure;
}

// --- time of day

Figure measure_hours(const Asked& asked) {
    const auto& [worlds, world, spec, territory, indicator] = asked;
    Figure figure = start(asked, needed(asked).unit);
    if (!within(spec.period, world.known_months(spec.indicator))) return cannot(std::move(figure), "no_data");
    const auto slot = static_cast<std::size_t>(territory.slot);
    if (slot != 0 && slot != 2 && slot != 3) return cannot(std::move(figure), "level_without_hours");
    if (world.hour_cells(spec.indicator).empty())
        return cannot(std::move(figure), "no_data");  // totals have no hours
    const int first = month_index(month_of(spec.period.first)),
              past = month_index(month_of(spec.period.past_end));
    std::vector<std::int64_t> cells(7 * 25);
    for (const auto& cell : world.hour_cells(spec.indicator)) {
        if (cell.month < first || cell.month >= past) continue;
        if (slot != 0 && world.area_codes(territory.slot)[cell.area[slot]] != territory.territory.code)
            continue;
        cells[static_cast<std::size_t>(cell.weekday * 25 + cell.hour + 1)] += cell.rows;
        figure.records_in += cell.rows;
    }
    for (int weekday = 0; weekday < 7; ++weekday) {
        for (int hour = -1; hour < 24; ++hour) {
            figure.series.push_back(
                {std::to_string(weekday) + " " + std::to_string(hour),
                 static_cast<double>(cells[static_cast<std::size_t>(weekday * 25 + hour + 1)])});
        }
    }
    return figure;
}

// --- the data themselves

// Share, in percent, of rows of quality cells that have a property.
Figure quality_share(const Asked& asked, const std::function<bool(const QualityCell&)>& has) {
    const auto& [worlds, world, spec, territory, indicator] = asked;
    Figure figure = start(asked, "percent");
    const std::string source = part_of(spec.part, "source");
    const int first = month_index(month_of(spec.period.first)),
              past = month_index(month_of(spec.period.past_end));
    std::int64_t all = 0, with = 0;
    figure.sources.clear();
    for (const auto& cell : world.quality()) {
        if (cell.month < first || cell.month >= past) continue;
        if (!source.empty() && world.sources()[cell.source] != source) continue;
        all += cell.rows;
        with += has(cell) ? cell.rows : 0;
        const auto& name = world.sources()[cell.source];
        if (std::find(figure.sources.begin(), figure.sources.end(), name) == figure.sources.end())
            figure.sources.push_back(name);
    }
    std::sort(figure.sources.begin(), figure.sources.end());
    figure.records_in = all;
    if (all == 0) return cannot(std::move(figure), "no_data");
    figure.numerator = static_cast<double>(with);
    figure.denominator = static_cast<double>(all);
    const auto share = stats::proportion(static_cast<double>(with), static_cast<double>(all));
    figure.value = 100 * share->value;
    figure.low = 100 * share->low;
    figure.high = 100 * share->high;
    return figure;
}

Figure measure_unknown_hours(const Asked& asked) {
    return quality_share(asked, [](const QualityCell& cell) { return !cell.hour_known; });
}

Figure measure_located(const Asked& asked) {
    return quality_share(asked, [](const QualityCell& cell) {
        return cell.located >= static_cast<std::int8_t>(Located::point);
    });
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
        if (!source.empty() && receipt.source != source) continue;
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
            throw Error{Fault::usage,
                        "figure: rows: expected state=read, accepted, rejected or duplicate, found \"" +
                            spec.part + "\""};
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
        if (source.kind != intake::Kind::incidents && source.kind != intake::Kind::tallies) continue;
        ++expected;
        const auto& names = world.sources();
        const auto number = std::find(names.begin(), names.end(), source.id);
        const auto months =
            number == names.end()
                ? std::nullopt
                : world.known_months_of_source(static_cast<std::uint16_t>(number - names.begin()));
        if (months && months->past_end >= spec.period.past_end) {
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
    if (!within(entered, world.known_months(spec.indicator))) return cannot(std::move(figure), "no_data");
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

Figure measure_revision(const Asked& asked) {
    const auto& [worlds, world, spec, territory, indicator] = asked;
    Figure figure = start(asked, needed(asked).unit);
    if (world.previous_vintage().empty()) return cannot(std::move(figure), "first_vintage");
    const World& earlier = worlds.at(world.previous_vintage());
    if (!within(spec.period, earlier.known_months(spec.indicator)) ||
        !within(spec.period, world.known_months(spec.indicator))) {
        return cannot(std::move(figure), "no_data");
    }
    const Sum now = world.sum(spec.indicator, territory, spec.period);
    const Sum before = earlier.sum(
        spec.indicator, earlier.has(territory.territory) ? earlier.territory(territory.territory) : territory,
        spec.period);
    figure.numerator = static_cast<double>(counted(indicator, now));
    figure.denominator = static_cast<double>(counted(indicator, before));
    figure.denominator_note = world.previous_vintage();
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
    return figure;
}

using Measure = Figure (*)(const Asked&);
const std::map<std::string_view, Measure>& table() {
    static const std::map<std::string_view, Measure> measures{
        {"change", measure_change},
        {"comparable", measure_comparable},
        {"compared", measure_compared},
        {"count", measure_count},
        {"expected", measure_expected},
        {"expected_monthly", measure_expected_monthly},
        {"hits", measure_hits},
        {"hours", measure_hours},
        {"located", measure_located},
        {"monthly", measure_monthly},
        {"on_time", measure_on_time},
        {"rate", measure_rate},
        {"ratio", measure_ratio},
        {"residents", measure_residents},
        {"resolved", measure_resolved},
        {"revision", measure_revision},
        {"rows", measure_rows},
        {"share", measure_share},
        {"unknown_hours", measure_unknown_hours},
    };
    return measures;
}

}  // namespace

std::vector<std::string_view> measures() {
    std::vector<std::string_view> names;
    for (const auto& [name, measure] : table()) names.push_back(name);
    return names;
}

std::vector<const intake::Break*> breaks_inside(const World& world, std::string_view indicator, Day first,
                                                Day past_end) {
    std::vector<const intake::Break*> found;
    const auto sources = world.sources_of(indicator);
    for (const auto& declared : world.catalogue().city.breaks) {
        if (!(first < declared.day && declared.day < past_end)) continue;
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
    for (const auto& event : world.catalogue().city.events) {
        if (event.first < period.past_end && period.first <= event.last) found.push_back(&event);
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
        throw Error{Fault::usage, "measure: expected one of " + names + "; found \"" + spec.measure + "\""};
    }
    if (!whole_months(spec.period) || (spec.against && !whole_months(*spec.against))) {
        throw Error{Fault::usage,
                    "period: expected whole months, such as 2020-08 or 2020-01-01/2020-08-31; found " +
                        iso(spec.period)};
    }
    const World& world = worlds.at(spec.vintage);
    const Indicator* indicator =
        spec.indicator.empty() ? nullptr : &world.catalogue().indicator(spec.indicator);
    if (indicator && indicator->version != spec.version) {
        throw Error{Fault::missing, "indicator: " + spec.indicator + " is at version " + indicator->version +
                                        " here; the figure was asked of version " + spec.version};
    }
    return measure->second(
        {worlds, world, spec, world.territory(parse_territory(spec.territory)), indicator});
}

}  // namespace atalaya::service
