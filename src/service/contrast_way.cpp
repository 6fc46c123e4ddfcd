#include "service/contrast_way.hpp"

#include <algorithm>
#include <string_view>

#include "core/text.hpp"
#include "service/crimes.hpp"
#include "service/groupings.hpp"

namespace atalaya::service {

namespace {

Period shifted(Period period, int months) {
    return {first_day(plus_months(month_of(period.first), months)),
            first_day(plus_months(month_of(period.past_end), months))};
}

int months_in(Period period) {
    return months_between(month_of(period.first), month_of(period.past_end));
}

// "years_3": 3; 0 of what is none.
int years_in(std::string_view name) {
    constexpr std::string_view mark = "years_";
    if (!name.starts_with(mark)) return 0;
    return static_cast<int>(whole_number(name.substr(mark.size())).value_or(0));
}

// The last month of the year of `month` that is known.
Month last_known(const Way& way, Month month) {
    const Month december = month.year() / std::chrono::December;
    if (!way.world || way.counted.empty()) return december;
    const auto known = way.counted.front().empty() ? way.world->known_months_of_source(way.source)
                                                   : way.world->known_months(way.counted.front());
    return known ? std::min(december, plus_months(month_of(known->past_end), -1)) : december;
}

}  // namespace

Period Way::period(const Claim& claim) const {
    if (part) return *part;
    if (against == "first") return whole(claim.month);
    if (span == "month") return whole(claim.month);
    if (span == "year_before") return shifted(claim.period(), -12);
    if (span == "month_before") return shifted(claim.period(), -1);
    if (span == "quarter") return months_ending(claim.month, 3);
    if (span == "year_to_date") return year_to(claim.month);
    if (span == "twelve") return months_ending(claim.month, 12);
    if (span == "half") return months_ending(claim.month, 6);
    if (span == "before") return shifted(claim.period(), -claim.months);
    if (span == "year_so_far") return year_to(last_known(*this, claim.month));
    if (const int years = years_in(span)) return shifted(claim.period(), -12 * years);
    if (span == "calendar_year") return months_ending(claim.month.year() / std::chrono::December, 12);
    return claim.period();
}

Period Way::period_against(const Claim& claim) const {
    const Period now = period(claim);
    if (against == "first") return whole(plus_months(claim.month, -(claim.months - 1)));
    if (against == "year") return shifted(now, -12);
    if (against == "two_years") return shifted(now, -24);
    if (const int years = years_in(against)) return shifted(now, -12 * years);
    if (against == "before") return shifted(now, -months_in(now));
    if (against == "whole_year")
        return months_ending(
            month_of(shifted(now, -claim.against_months).first).year() / std::chrono::December, 12);
    return shifted(now, -claim.against_months);
}

bool has_counts(const World& world, const Indicator& indicator) {
    return indicator.kind == IndicatorKind::count && !is_grouping(indicator) &&
           !world.cells(indicator.id).empty();
}

Way our_way(const World& world, const Indicator& indicator, const Claim& claim) {
    const Indicator& part =
        claim.part_indicator.empty() ? indicator : world.catalogue().indicator(claim.part_indicator);
    Way way{.world = &world,
            .counted = {part.id},
            .units = part.counts_units,
            .territory = &world.territory(claim.territory)};
    if (!claim.part_label.empty()) way.offences = {claim.part_label};
    way.counted.insert(way.counted.end(), claim.besides.begin(), claim.besides.end());
    if (claim.number.kind != ClaimKind::rate) return way;
    way.exposure = indicator.exposure;
    if (way.exposure.empty() || !world.exposure(*way.territory, way.exposure, way.period(claim)))
        way.exposure = "residents";
    return way;
}

Way way_of_source(const World& world, const std::string& source, const Claim& claim) {
    return {.world = &world,
            .counted = {""},
            .source = source,
            .another_list = true,
            .territory = &world.territory(claim.territory),
            .exposure = claim.number.kind == ClaimKind::rate ? "residents" : ""};
}

std::optional<Way> way_of_crimes(const World& world, const std::string& source, const Claim& claim) {
    std::vector<bool> seen(world.offences().size());
    for (const auto& cell : world.cells(""))
        if (world.sources()[cell.source] == source) seen[cell.offence] = true;
    Way way = way_of_source(world, source, claim);
    std::size_t labels = 0;
    for (std::size_t i = 0; i < seen.size(); ++i) {
        if (!seen[i]) continue;
        ++labels;
        if (is_crime(world.catalogue(), world.offences()[i])) way.offences.push_back(world.offences()[i]);
    }
    if (way.offences.empty() || way.offences.size() == labels) return {};
    return way;
}

Way way_of_all(const World& world, const Claim& claim) {
    Way way{.world = &world,
            .territory = &world.territory(claim.territory),
            .exposure = claim.number.kind == ClaimKind::rate ? "residents" : ""};
    const Period now = claim.period();
    const Period first = claim.number.kind == ClaimKind::change ? way.period_against(claim) : now;
    for (const auto& indicator : world.catalogue().indicators) {
        const auto known = world.known_months(indicator.id);
        if (!is_of_crimes(indicator) || !has_counts(world, indicator) || !known ||
            first.first < known->first || known->past_end < now.past_end)
            continue;
        if (way.counted.empty()) way.units = indicator.counts_units;
        way.counted.push_back(indicator.id);
    }
    return way;
}

bool is_source_absent(const World& world, std::string_view indicator, const TerritoryInfo& territory,
                      Period period, std::string_view asked) {
    const auto another_tells = [&](const Gap& gap, Month month) {
        const int wanted = month_index(month);
        return std::ranges::any_of(world.cells(indicator), [&](const MonthCell& cell) {
            return cell.source != gap.source && cell.month <= wanted && wanted < cell.month + cell.months;
        });
    };
    const auto is_followed = [&](const Gap& gap) {
        if (gap.is_cell() || (gap.declared->first && gap.declared->last)) return false;
        if (gap.declared->source == asked) return false;
        for (Month month = month_of(period.first); first_day(month) < period.past_end;
             month = plus_months(month, 1))
            if (!another_tells(gap, month)) return false;
        return true;
    };
    return std::ranges::any_of(world.gaps(indicator, territory, period, period),
                               [&](const Gap& gap) { return gap.slot == 0 && !is_followed(gap); });
}

Told told_of(const World& world, const Indicator& indicator, const Claim& claim) {
    Told told;
    const auto known = world.known_months(indicator.id);
    const auto& territory = world.territory(claim.territory);
    const auto is_told = [&](Period month) {
        if (!known || month.first < known->first || known->past_end < month.past_end) return false;
        if (world.cuts(indicator.id, month)) return false;
        return !is_source_absent(world, indicator.id, territory, month);
    };
    const auto add = [](std::vector<Period>& runs, Period month) {
        if (!runs.empty() && runs.back().past_end == month.first) {
            runs.back().past_end = month.past_end;
        } else {
            runs.push_back(month);
        }
    };
    std::vector<Period> periods{claim.period()};
    if (claim.number.kind == ClaimKind::change)
        periods.insert(periods.begin(), our_way(world, indicator, claim).period_against(claim));
    for (const auto& period : periods)
        for (Month month = month_of(period.first); first_day(month) < period.past_end;
             month = plus_months(month, 1))
            add(is_told(whole(month)) ? told.known : told.missing, whole(month));
    return told;
}

}  // namespace atalaya::service
