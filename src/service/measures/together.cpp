// What is said of all indicators of a territory at once.
#include <algorithm>

#include "service/measures/asked.hpp"

namespace atalaya::service {

namespace {

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

}  // namespace

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

}  // namespace atalaya::service
