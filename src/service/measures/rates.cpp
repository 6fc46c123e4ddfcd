// Counts over residents, dwellings or vehicles.
#include <algorithm>

#include "service/measures/asked.hpp"
#include "stats/rates.hpp"

namespace atalaya::service {

Figure measure_rate(const Asked& asked) {
    const auto& [worlds, world, spec, territory, indicator] = asked;
    const Indicator& of = needed(asked);
    Figure figure = start(asked, "per_" + std::to_string(of.per));
    if (of.exposure.empty()) return cannot(std::move(figure), "no_exposure");
    if (!within(spec.period, world.known_months(spec.indicator))) return cannot(std::move(figure), "no_data");
    if (months_between(month_of(spec.period.first), month_of(spec.period.past_end)) != 12)
        return cannot(std::move(figure), "not_twelve_months");
    const auto broken =
        breaks_inside(world, spec.indicator, territory, spec.period.first, spec.period.past_end);
    const Sum sum = world.sum(spec.indicator, territory, spec.period);
    figure.records_in = sum.rows;
    figure.numerator = static_cast<double>(counted(&of, sum));
    const auto gaps = world.gaps(spec.indicator, territory, spec.period);
    note_gaps(figure, world, gaps);
    note_events(figure, world, spec.period);
    if (world.silent(spec.indicator, territory, gaps) ||
        (sum.rows == 0 && hides_some(gaps))) {  // the count is not that of twelve months
        figure.numerator.reset();
        return cannot(std::move(figure), "no_data");
    }
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
    if (exposure->interpolated) figure.notes.push_back("exposure_interpolated");
    if (exposure->old) figure.notes.push_back("exposure_old");
    if (std::find(figure.sources.begin(), figure.sources.end(), exposure->source) == figure.sources.end())
        figure.sources.push_back(exposure->source);
    const auto rate = stats::rate(*figure.numerator, static_cast<double>(exposure->value), per);
    if (!rate) return cannot(std::move(figure), std::string{stats::code(rate.error())});
    figure.value = rate->value;
    figure.low = rate->low;
    figure.high = rate->high;
    return figure;
}

}  // namespace atalaya::service
