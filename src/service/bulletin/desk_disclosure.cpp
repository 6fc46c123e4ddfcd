// What the public may see of a figure: the door that every answer of a public bulletin passes.
#include <algorithm>
#include <cmath>

#include "disclose/secondary.hpp"
#include "service/bulletin/desk.hpp"
#include "service/measures/asked.hpp"

namespace atalaya::service {

namespace {

bool whole_quarters(Period period) {
    const auto begins = [](Day day) { return (static_cast<unsigned>(month_of(day).month()) - 1) % 3 == 0; };
    return begins(period.first) && begins(period.past_end);
}

// What is computed from the counts of its periods alone, and not from those of their months.
bool of_whole_periods(std::string_view measure) {
    constexpr std::string_view these[] = {"count", "change", "rate", "revision", "causes"};
    return std::find(std::begin(these), std::end(these), measure) != std::end(these);
}

// Counts of kinds that add up to what is told elsewhere.
bool is_by_kind(const FigureSpec& spec) {
    return spec.measure == "by_attribute" || spec.measure == "by_tag";
}

}  // namespace

// Of a part of the city, or of months, where the public is told of the city by quarters.
bool Desk::is_finer(const FigureSpec& spec) const {
    return by_quarters(catalogue().indicator(spec.indicator)) &&
           !(parse_territory(spec.territory).is_city() && of_whole_periods(spec.measure) &&
             whole_quarters(spec.period) && (!spec.against || whole_quarters(*spec.against)));
}

bool Desk::is_source_of(std::string_view source, const Indicator& indicator) const {
    const auto sources = world_.sources_of(indicator.id);
    return std::any_of(sources.begin(), sources.end(),
                       [&](auto number) { return world_.sources()[number] == source; });
}

disclose::Context Desk::context_of(const FigureSpec& spec) const {
    const auto& indicator = catalogue().indicator(spec.indicator);
    const auto& territory = world_.territory(parse_territory(spec.territory));
    const auto people = world_.exposure(territory, "residents", twelve());
    // The rows of no known area are what all the areas leave of the city's, which are told.
    const std::string area = part_of(spec.part, "without");
    const bool remainder = spec.part == "without=" + area && catalogue().city.layer(area);
    const bool whole = spec.part.empty() || remainder || spec.measure == "expected_monthly" ||
                       spec.measure == "expected_weekly" || spec.measure == "ratio" ||
                       spec.measure == "reconciled" || spec.measure == "share" || spec.measure == "still_hot";
    return {.tier = disclose::parse_tier(indicator.tier).value_or(disclose::Tier::A),
            .indicator_exact =
                indicator.exact && whole,  // the profile is of the indicators, not of parts of them
            .residents = people ? static_cast<double>(people->value) : 0,
            .month_or_longer = spec.measure != "weekly" && spec.measure != "expected_weekly",
            .crossed = spec.measure == "hours" || spec.measure == "parts_of_day" || is_by_kind(spec),
            .revealing_zero = is_by_kind(spec),  // none of a kind: all are of the others
            .finer = is_finer(spec),
            .simulated = catalogue().city.simulated};
}

bool Desk::exact(const Indicator& indicator, const TerritoryInfo& territory) const {
    if (!is_public()) return true;
    return disclose::is_exact(
        context_of({.indicator = indicator.id, .measure = "count", .territory = territory.territory.text()}),
        disclose::Profile{});
}

// A figure as the public sees it: every count that it shows or rests on passes the door, and
// when one of them may not be known, nor may the figure.
Figure Desk::disclosed(Figure figure) const {
    if (figure.spec.indicator.empty()) {  // about the data themselves
        const std::string source = part_of(figure.spec.part, "source");
        const bool counts_months =
            figure.spec.measure == "rows" && !source.empty() &&
            std::any_of(catalogue().indicators.begin(), catalogue().indicators.end(),
                        [&](const Indicator& one) { return by_quarters(one) && is_source_of(source, one); });
        return counts_months ? withheld(figure) : figure;  // one month's rows less the last month's
    }
    // Which streets and hexagons is for those who work on them, in any city.
    const bool names_places =
        figure.spec.measure == "busiest" || figure.spec.measure == "repeated" || figure.spec.measure == "hot";
    const disclose::Door door{disclose::Profile{}};
    const auto context = context_of(figure.spec);
    std::vector<disclose::Count> counts;
    const auto counted = [&](std::optional<double> value) {
        if (value) counts.push_back(std::llabs(std::llround(*value)));
    };
    const std::string& measure = figure.spec.measure;
    const bool of_counts = measure == "change" || measure == "revision" || measure == "causes" ||
                           measure == "resolved" || measure == "bridge";
    if (measure == "count" || measure == "rate" || measure == "bridged" || of_counts)
        counted(figure.numerator);
    if (of_counts) counted(figure.denominator);
    if (measure == "registered") counted(figure.numerator), counted(figure.denominator);
    if (measure == "delay_curve") counted(figure.denominator);
    for (const auto& point : figure.series) {
        if (measure != "delay_curve") counted(point.value);  // its points are percentages
    }
    if (figure.reason == "no_data" || figure.reason == "no_place" || figure.reason == "counted_together")
        return figure;                    // there is nothing to protect
    const bool resting = counts.empty();  // on counts that the figure does not carry
    const bool gone = names_places ? true
                      : resting    ? !disclose::is_exact(context, door.profile())
                                   : !door.disclose(std::optional{0.0}, counts, context)->value;
    if (!gone) return figure;
    Figure kept_back = withheld(figure);
    if (measure == "count" && !context.finer)
        kept_back.notes.push_back("below:" + std::to_string(disclose::minimum_cell(context.tier)));
    return kept_back;
}

Figure Desk::withheld(const Figure& figure) {
    return {.spec = figure.spec, .unit = figure.unit, .reason = "withheld", .sources = figure.sources};
}

void Desk::keep_parts_back(const std::vector<const Figure*>& parts) {
    if (!is_public() || parts.empty()) return;
    std::vector<disclose::Count> counts;
    std::vector<bool> hidden;
    for (const Figure* part : parts) {
        counts.push_back(std::llround(figures_.find(figure_id(part->spec))->second.value.value_or(0)));
        hidden.push_back(part->reason == "withheld");
    }
    const auto minimum = disclose::minimum_cell(context_of(parts.front()->spec).tier);
    const auto all = disclose::hidden_parts(counts, hidden, minimum);
    for (std::size_t i = 0; i < parts.size(); ++i) {
        Figure& shown = shown_.find(figure_id(parts[i]->spec))->second;
        if (all[i] && !hidden[i]) shown = withheld(shown);
    }
}

}  // namespace atalaya::service
