// What earlier years let one expect of a month, and how often that held.
#include <algorithm>
#include <cmath>

#include "service/measures/asked.hpp"
#include "stats/expected.hpp"

namespace atalaya::service {

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

}  // namespace atalaya::service
