// What earlier years let one expect of a month, and how often that held.
#include <algorithm>
#include <cmath>
#include <variant>

#include "service/measures/asked.hpp"
#include "stats/expected.hpp"

namespace atalaya::service {

namespace {

struct Told {
    stats::Expected expected;
    double phi{};
};

// What `world` knows of the months before; the reason in words when it is not enough.
std::variant<Told, std::string> range_of(const World& world, const Indicator& indicator,
                                         const Territory& territory, Month month) {
    if (!world.has(territory)) return "no_earlier_year";
    const Ordinary months = ordinary_months(world, indicator, world.territory(territory), month);
    if (months.counts.empty()) return "no_data";
    const auto dispersion =
        stats::estimate_dispersion(months.first, months.counts, months.usable, indicator.phi_default);
    auto expected = stats::expected_range(month, months.first, months.counts, months.usable, dispersion);
    if (!expected) return "no_earlier_year";
    return Told{std::move(*expected), dispersion.phi};
}

// The world whose range of a month is meant: that of its eve, where the question is what was told before.
const World& teller(const Asked& asked, Month month, bool before) {
    const World* eve = before ? asked.worlds.eve_of(month, asked.world) : nullptr;
    return eve ? *eve : asked.world;
}

// The range of every month of the period.
std::vector<SeriesPoint> ranges(const Asked& asked, bool before) {
    const bool half = part_of(asked.spec.part, "level") == "50";
    std::vector<SeriesPoint> points;
    for (Month month = month_of(asked.spec.period.first); first_day(month) < asked.spec.period.past_end;
         month = plus_months(month, 1)) {
        SeriesPoint point{iso(month), {}};
        const auto answer =
            range_of(teller(asked, month, before), needed(asked), asked.territory.territory, month);
        const auto* told = std::get_if<Told>(&answer);
        if (told && asked.territory.extent.covers(whole(month))) {
            const auto& range = half ? told->expected.range50 : told->expected.range95;
            point.value = told->expected.mean;
            point.low = range.low;
            point.high = range.high;
        }
        points.push_back(std::move(point));
    }
    const bool any =
        std::any_of(points.begin(), points.end(), [](const auto& p) { return p.value.has_value(); });
    if (!any) points.clear();
    return points;
}

}  // namespace

Figure measure_expected(const Asked& asked) {
    const auto& spec = asked.spec;
    Figure figure = start(asked, needed(asked).unit);
    const Month month = month_of(spec.period.first);
    if (spec.period != whole(month)) return cannot(std::move(figure), "not_one_month");
    const bool before = part_of(spec.part, "told") == "before";
    const auto answer =
        range_of(teller(asked, month, before), needed(asked), asked.territory.territory, month);
    if (const auto* reason = std::get_if<std::string>(&answer)) return cannot(std::move(figure), *reason);
    const auto& [expected, phi] = std::get<Told>(answer);
    const auto& range = part_of(spec.part, "level") == "50" ? expected.range50 : expected.range95;
    figure.value = expected.mean;
    figure.low = range.low;
    figure.high = range.high;
    figure.phi = phi;
    figure.denominator = expected.years;
    figure.denominator_note =
        expected.from == stats::ExpectedFrom::same_months ? "mean_of_years" : "last_year";
    return figure;
}

Figure measure_expected_monthly(const Asked& asked) {
    Figure figure = start(asked, needed(asked).unit);
    figure.series = ranges(asked, false);
    if (figure.series.empty()) return cannot(std::move(figure), "no_earlier_year");
    return figure;
}

Figure measure_hits(const Asked& asked) {
    Figure figure = start(asked, "month");
    const auto told = ranges(asked, true);
    const Figure observed = measure_monthly(asked);
    if (told.empty() || observed.series.empty())
        return cannot(std::move(figure), told.empty() ? "no_earlier_year" : observed.reason);
    int hits = 0, looked_at = 0;
    for (std::size_t i = 0; i < told.size(); ++i) {
        const auto& range = told[i];
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
