// Counts week by week, and what earlier years let one expect of a week.
#include "service/weeks.hpp"

#include <algorithm>
#include <cmath>

#include "service/measures/asked.hpp"
#include "stats/expected.hpp"

namespace atalaya::service {

namespace {

using std::chrono::days;

constexpr int years_looked_at = 5;

// The known whole weeks that end within the period.
std::vector<Day> weeks_ending_in(const std::vector<Day>& known, Period period) {
    std::vector<Day> found;
    for (const Day monday : known) {
        if (period.holds(monday + days{6})) found.push_back(monday);
    }
    return found;
}

// The Monday nearest to the same day some years before.
Day years_earlier(Day monday, int years) {
    return monday - days{7 * std::llround(365.25 * years / 7)};
}

// A week of an earlier year says what is ordinary when nothing was out of the ordinary in it, and no break
// lies between.
bool is_ordinary(const Asked& asked, Day base, Day monday) {
    const Period week{base, base + days{7}};
    return breaks_inside(asked.world, asked.spec.indicator, asked.territory, week.first, monday + days{7})
               .empty() &&
           asked.territory.extent.covers({week.first, monday + days{7}}) &&
           events_touching(asked.world, week).empty() &&
           asked.world.gaps(asked.spec.indicator, asked.territory, week).empty();
}

}  // namespace

Figure measure_weekly(const Asked& asked) {
    const auto& [worlds, world, spec, territory, indicator] = asked;
    const Indicator& of = needed(asked);
    Figure figure = start(asked, of.unit);
    Weeks& weeks = worlds.weeks(world);
    for (const Day monday : weeks_ending_in(weeks.known(spec.indicator), spec.period)) {
        const Period week{monday, monday + days{7}};
        const bool there = territory.extent.covers(week) && !silent(asked, week);
        const auto n = weeks.count(spec.indicator, territory, monday, of.counts_units);
        figure.series.push_back(
            {iso(monday), there ? std::optional<double>{static_cast<double>(n)} : std::nullopt});
        figure.records_in += there ? weeks.count(spec.indicator, territory, monday, false) : 0;
    }
    if (std::none_of(figure.series.begin(), figure.series.end(),
                     [](const auto& point) { return point.value.has_value(); })) {
        figure.series.clear();
        return cannot(std::move(figure), "no_data");
    }
    return figure;
}

// The dispersion is that of the months up to the week: facts that come in bunches make weeks vary as they make
// months. Where it is the level that moves, from one month to the next, a week's range is too wide, never too
// narrow.
Figure measure_expected_weekly(const Asked& asked) {
    const auto& [worlds, world, spec, territory, indicator] = asked;
    const Indicator& of = needed(asked);
    Figure figure = start(asked, of.unit);
    Weeks& weeks = worlds.weeks(world);
    const auto known = weeks.known(spec.indicator);
    const bool half = part_of(spec.part, "level") == "50";
    bool mean = false, any = false;
    for (const Day monday : weeks_ending_in(known, spec.period)) {
        std::vector<double> same;  // the latest year first
        for (int years = 1; years <= years_looked_at; ++years) {
            const Day base = years_earlier(monday, years);
            if (!std::binary_search(known.begin(), known.end(), base) || !is_ordinary(asked, base, monday))
                continue;
            same.push_back(
                static_cast<double>(weeks.count(spec.indicator, territory, base, of.counts_units)));
        }
        SeriesPoint point{iso(monday), {}};
        const auto dispersion = dispersion_of(world, of, territory, month_of(monday));
        if (const auto expected = stats::expected_from(same, dispersion)) {
            const auto& range = half ? expected->range50 : expected->range95;
            point.value = expected->mean;
            point.low = range.low;
            point.high = range.high;
            any = true;
            mean = mean || expected->from == stats::ExpectedFrom::same_months;
        }
        figure.series.push_back(std::move(point));
    }
    if (!any) {
        figure.series.clear();
        return cannot(std::move(figure), "no_earlier_year");
    }
    figure.denominator_note = mean ? "mean_of_years" : "last_year";
    return figure;
}

}  // namespace atalaya::service
