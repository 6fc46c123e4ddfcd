// A period against another: percent, interval and why there may be none.
#include <algorithm>

#include "core/error.hpp"
#include "service/feasts.hpp"
#include "service/measures/bridging.hpp"
#include "stats/change.hpp"

namespace atalaya::service {

namespace {

// A month alone beside one with other feasts: neither is more than the calendar.
bool other_feasts(const World& world, Period now, Period before) {
    return now == whole(month_of(now.first)) && !same_feasts(world.catalogue().city, now, before);
}

}  // namespace

Figure measure_change(const Asked& asked) {
    const auto& [worlds, world, spec, territory, indicator] = asked;
    const Indicator& of = needed(asked);
    Figure figure = start(asked, "percent");
    if (!spec.against)
        throw Error{Fault::usage,
                    message("figure: a change needs `against`, the period that it is compared with")};
    const auto known = world.known_months(spec.indicator);
    if (!within(spec.period, known) || !within(*spec.against, known))
        return cannot(std::move(figure), "no_data");
    const auto broken =
        breaks_inside(world, spec.indicator, territory, std::min(spec.against->first, spec.period.first),
                      std::max(spec.period.past_end, spec.against->past_end));
    const auto gaps = world.gaps(spec.indicator, territory, spec.period, spec.against);
    note_gaps(figure, world, gaps);
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
    const auto over = bridging(asked, broken);
    if (!broken.empty() && !over) {
        figure.notes.push_back("break:" + broken.front()->id);
        return cannot(std::move(figure), "break");
    }
    if (other_feasts(world, spec.period, *spec.against)) return cannot(std::move(figure), "feasts");
    if (over) return change_over(asked, std::move(figure), *over, gaps);
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

}  // namespace atalaya::service
