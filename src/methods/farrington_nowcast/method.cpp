#include "methods/alerts.hpp"
#include "methods/all.hpp"
#include "methods/farrington_answer.hpp"
#include "methods/rows.hpp"
#include "methods/triangle.hpp"

namespace atalaya::methods {

namespace {

const std::vector<std::string> figures{"known", "low",   "median",     "high",
                                       "upper", "alarm", "alarm_high", "p_median"};

Result run_alerts(const Asked& asked) {
    const auto& events = asked.table("series").numbers("events");
    const auto told = triangle_of(asked);
    const auto found = stats::chain_ladder(told.cumulated);
    if (!found) return refusal(std::string{stats::code(found.error())});
    if (told.periods.back() != static_cast<double>(events.size())) return refusal("not_the_same_periods");
    // The weeks that still wait for reports: the newest, as many as there are delays after the first.
    const std::size_t open = std::min(found->factors.size(), told.periods.size());
    const auto model = farrington_model(asked, true);
    const std::size_t needed = model.years * model.frequency + model.half_window;
    if (open == 0 || events.size() < needed + open) return refusal("too_few_values");
    const std::size_t from = events.size() - open;
    const auto all = stats::predictive_intervals(*found, asked.number("confidence"));
    const std::vector<stats::PredictiveInterval> intervals{all.end() - static_cast<std::ptrdiff_t>(open),
                                                           all.end()};
    const auto population =
        asked.has("series", "population") ? asked.table("series").numbers("population") : Numbers{};
    const auto alerts = stats::farrington_nowcast(events, from, intervals, model, population);
    Rows rows{figures};
    for (std::size_t i = 0; i < from; ++i) rows.none("before");
    for (std::size_t i = 0; i < alerts.size(); ++i) {
        const auto& [low, median, high] = intervals[i];
        const auto& week = alerts[i].median;
        const auto& period = found->periods[found->periods.size() - open + i];
        rows.add({period.known, low, median, high, or_nothing(week.upper), alarm_of(week, alerts[i].alarm),
                  alarm_of(week, alerts[i].possible), has_model(week) ? finite(week.p) : no_value},
                 why_of(week));
    }
    return answer("series", std::move(rows));
}

}  // namespace

Method farrington_nowcast() {
    auto settings = farrington_settings(stats::FarringtonModel{});
    settings.push_back(number("confidence", 0.95, 0.5, 0.9999));
    return {
        .name = "farrington_nowcast",
        .version = "2",
        .family = "time",
        .tables = {series_of_counts({{.name = "population", .holds = Holds::positive, .optional = true}}),
                   reports_by_delay()},
        .settings = std::move(settings),
        .answers = {{.name = "series", .columns = named(figures), .rows = "series"}},
        .run = run_alerts,
    };
}

}  // namespace atalaya::methods
