// What the public may see of a figure: the door that every answer of a public bulletin passes.
#include <cmath>

#include "service/bulletin/desk.hpp"

namespace atalaya::service {

disclose::Context Desk::context_of(const FigureSpec& spec) const {
    const auto& indicator = catalogue().indicator(spec.indicator);
    const auto& territory = world_.territory(parse_territory(spec.territory));
    const auto people = world_.exposure(territory, "residents", twelve());
    const bool whole = spec.part.empty() || spec.measure == "expected_monthly" ||
                       spec.measure == "expected_weekly" || spec.measure == "ratio" ||
                       spec.measure == "reconciled" || spec.measure == "share" || spec.measure == "still_hot";
    return {.tier = disclose::parse_tier(indicator.tier).value_or(disclose::Tier::A),
            .indicator_exact =
                indicator.exact && whole,  // the profile is of the indicators, not of parts of them
            .residents = people ? static_cast<double>(people->value) : 0,
            .month_or_longer = spec.measure != "weekly" && spec.measure != "expected_weekly",
            .crossed = spec.measure == "hours" || spec.measure == "by_attribute",
            .revealing_zero = spec.measure == "by_attribute",  // none of a kind: all are of the others
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
    if (figure.spec.indicator.empty()) return figure;  // about the data themselves
    // Which streets and hexagons is for those who work on them, in any city.
    const bool names_places = figure.spec.measure == "busiest" || figure.spec.measure == "hot";
    const disclose::Door door{disclose::Profile{}};
    const auto context = context_of(figure.spec);
    std::vector<disclose::Count> counts;
    const auto counted = [&](std::optional<double> value) {
        if (value) counts.push_back(std::llabs(std::llround(*value)));
    };
    const std::string& measure = figure.spec.measure;
    const bool of_counts =
        measure == "change" || measure == "revision" || measure == "causes" || measure == "resolved";
    if (measure == "count" || measure == "rate" || of_counts) counted(figure.numerator);
    if (of_counts) counted(figure.denominator);
    if (measure == "registered") counted(figure.numerator), counted(figure.denominator);
    if (measure == "delay_curve") counted(figure.denominator);
    for (const auto& point : figure.series) {
        if (measure != "delay_curve") counted(point.value);  // its points are percentages
    }
    if (figure.reason == "no_data" || figure.reason == "no_place")
        return figure;                    // there is nothing to protect
    const bool resting = counts.empty();  // on counts that the figure does not carry
    const bool gone = names_places ? true
                      : resting    ? !disclose::is_exact(context, door.profile())
                                   : !door.disclose(std::optional{0.0}, counts, context)->value;
    if (!gone) return figure;
    Figure withheld{
        .spec = figure.spec, .unit = figure.unit, .reason = "withheld", .sources = figure.sources};
    if (measure == "count")
        withheld.notes.push_back("below:" + std::to_string(disclose::minimum_cell(context.tier)));
    return withheld;
}

}  // namespace atalaya::service
