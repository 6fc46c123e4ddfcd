// How long facts take to be registered.
#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "core/error.hpp"
#include "core/text.hpp"
#include "service/measures/asked.hpp"
#include "stats/rates.hpp"
#include "store/rollup.hpp"

namespace atalaya::service {

namespace {

constexpr int settling_months = 3;
constexpr int curve_days = 90;

// Months that end up to this day are settled.
Day settled_until(const World& world) {
    return first_day(plus_months(month_of(world.published_on()), -settling_months));
}

struct Delays {
    std::array<std::int64_t, store::longest_delay + 1> by_day{};
    std::int64_t known = 0;
    std::string reason;  // why there are none

    std::int64_t within(int days) const {
        std::int64_t rows = 0;
        for (int d = 0; d <= days; ++d) rows += by_day[static_cast<std::size_t>(d)];
        return rows;
    }
    // The least number of days within which this share of the facts was registered.
    int quantile(double share) const {
        std::int64_t rows = 0;
        for (int d = 0; d < store::longest_delay; ++d) {
            rows += by_day[static_cast<std::size_t>(d)];
            if (static_cast<double>(rows) >= share * static_cast<double>(known)) return d;
        }
        return store::longest_delay;
    }
};

// The delays that are asked for, and in the figure whose they are and how many are not known.
Delays delays_of(const Asked& asked, Figure& figure) {
    const auto& [worlds, world, spec, territory, indicator] = asked;
    const std::string wanted = part_of(spec.part, "source");
    Delays delays;
    figure.sources.clear();
    if (territory.slot != 0) return delays.reason = "level_without_delay", delays;
    if (world.delay_cells(spec.indicator).empty()) return delays.reason = "no_registration", delays;
    if (spec.period.past_end > settled_until(world)) return delays.reason = "too_recent", delays;
    const int first = month_index(month_of(spec.period.first)),
              past = month_index(month_of(spec.period.past_end));
    std::vector<bool> says(world.sources().size());
    for (const auto& cell : world.delay_cells(spec.indicator)) {
        if (cell.month < first || cell.month >= past) continue;
        if (!wanted.empty() && world.sources()[cell.source] != wanted) continue;
        delays.by_day[static_cast<std::size_t>(cell.delay)] += cell.rows;
        delays.known += cell.rows;
        says[cell.source] = true;
    }
    if (delays.known == 0) return delays.reason = "no_data", delays;
    figure.records_in = delays.known;
    figure.records_out = -delays.known;
    for (const auto& cell : world.cells(spec.indicator)) {
        if (cell.month >= first && cell.month < past && says[cell.source]) figure.records_out += cell.rows;
    }
    for (std::size_t source = 0; source < says.size(); ++source) {
        if (says[source]) figure.sources.push_back(world.sources()[source]);
    }
    std::sort(figure.sources.begin(), figure.sources.end());
    return delays;
}

}  // namespace

Period settled_year(const World& world) {
    return months_ending(plus_months(month_of(settled_until(world)), -1), 12);
}

Figure measure_delay(const Asked& asked) {
    Figure figure = start(asked, "day");
    const Delays delays = delays_of(asked, figure);
    if (!delays.reason.empty()) return cannot(std::move(figure), delays.reason);
    figure.value = delays.quantile(0.5);
    figure.low = delays.quantile(0.25);
    figure.high = delays.quantile(0.75);
    figure.notes.emplace_back("quartiles");
    if (*figure.high >= store::longest_delay) figure.notes.emplace_back("delay_capped");
    return figure;
}

Figure measure_registered(const Asked& asked) {
    Figure figure = start(asked, "percent");
    const std::string text = part_of(asked.spec.part, "within");
    const auto days = whole_number(text);
    if (!days || *days >= store::longest_delay) {
        throw Error{Fault::usage,
                    message("figure: registered: expected within= and 0 to {} days, found \"{}\"",
                            store::longest_delay - 1, asked.spec.part)};
    }
    const Delays delays = delays_of(asked, figure);
    if (!delays.reason.empty()) return cannot(std::move(figure), delays.reason);
    figure.numerator = static_cast<double>(delays.within(static_cast<int>(*days)));
    figure.denominator = static_cast<double>(delays.known);
    const auto share = stats::proportion(*figure.numerator, *figure.denominator);
    figure.value = 100 * share->value;
    figure.low = 100 * share->low;
    figure.high = 100 * share->high;
    return figure;
}

Figure measure_delay_curve(const Asked& asked) {
    Figure figure = start(asked, "percent");
    const Delays delays = delays_of(asked, figure);
    if (!delays.reason.empty()) return cannot(std::move(figure), delays.reason);
    std::int64_t rows = 0;
    for (int d = 0; d <= curve_days; ++d) {
        rows += delays.by_day[static_cast<std::size_t>(d)];
        figure.series.push_back(
            {std::to_string(d), 100 * static_cast<double>(rows) / static_cast<double>(delays.known)});
    }
    figure.denominator = static_cast<double>(delays.known);
    return figure;
}

}  // namespace atalaya::service
