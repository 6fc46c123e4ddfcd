#include "methods/farrington_answer.hpp"

#include <algorithm>

#include "core/error.hpp"
#include "methods/alerts.hpp"
#include "methods/long_work.hpp"
#include "methods/rows.hpp"

namespace atalaya::methods {

namespace {

const std::vector<std::string> figures{"upper", "alarm", "expected", "phi", "p", "score"};

Result run_farrington(const Asked& asked, bool flexible) {
    const auto& series = asked.table("series");
    const auto& events = series.numbers("events");
    const auto model = farrington_model(asked, flexible);
    const auto needed = model.years * model.frequency + model.half_window;
    if (events.size() <= needed)
        throw Error{
            Fault::bad_input,
            message(
                "table series: expected more than {} rows (years={} of frequency={} rows, half_window={}) "
                "for the first that is judged; found {}. Of months --set frequency=12 --set half_window=1 "
                "--set weeks=1, or ask for fewer years; files of several years go to periods together; "
                "without years of history, ears",
                needed, model.years, model.frequency, model.half_window, events.size())};
    const auto first = first_judged(asked, needed);
    if (first >= events.size()) return refusal("too_few_values");
    const auto population = asked.has("series", "population") ? series.numbers("population") : Numbers{};
    const auto weeks = stats::farrington(events, model, first, events.size(), population);
    Rows rows{figures};
    for (std::size_t i = 0; i < first; ++i) rows.none("before");
    for (const auto& week : weeks) {
        const double alarm = alarm_of(week, week.alarm);
        if (has_model(week))
            rows.add({or_nothing(week.upper), alarm, finite(week.expected), finite(week.phi), finite(week.p),
                      finite(week.score)},
                     why_of(week));
        else
            rows.add({no_value, alarm, no_value, no_value, no_value, no_value}, why_of(week));
    }
    return answer("series", std::move(rows));
}

}  // namespace

bool has_model(const stats::FarringtonWeek& week) {
    return week.phi > 0;
}

double alarm_of(const stats::FarringtonWeek& week, bool alarm) {
    const bool few = !week.upper && week.upper.error() == stats::Why::too_few_events;
    return has_model(week) || few ? (alarm ? 1 : 0) : no_value;
}

std::string_view why_of(const stats::FarringtonWeek& week) {
    if (week.upper) return "";
    return week.upper.error() == stats::Why::no_events ? "none_in_earlier_years"
                                                       : stats::code(week.upper.error());
}

stats::FarringtonModel farrington_model(const Asked& asked, bool flexible) {
    using stats::FarringtonBound;
    using stats::FarringtonPower;
    const auto size = [&](const char* name) { return static_cast<std::size_t>(asked.whole(name)); };
    const auto frequency = asked.whole("frequency"), window = 2 * asked.whole("half_window");
    const auto standard = flexible ? stats::FarringtonModel{} : stats::FarringtonModel::original();
    if (frequency <= window)
        throw Error{
            Fault::usage,
            message("expected a half_window of less than half of the frequency, found {} of {}; of months "
                    "(frequency=12) it is 1 or 2",
                    asked.whole("half_window"), frequency)};
    if (flexible && asked.whole("periods") > frequency - window)
        throw Error{
            Fault::usage,
            message("expected at most {} periods, the frequency ({}) without the window about each date (2 "
                    "half_window), found {}: --set periods={}",
                    frequency - window, frequency, asked.whole("periods"),
                    std::max<std::int64_t>(1, frequency - window))};
    const auto& bound = asked.choice("bound");
    const auto& power = asked.choice("power");
    return {.flexible = flexible,
            .years = size("years"),
            .half_window = size("half_window"),
            .frequency = size("frequency"),
            .reweight = asked.flag("reweight"),
            .weights_threshold = asked.number("weights_threshold"),
            .alpha = asked.number("alpha"),
            .trend = asked.flag("trend"),
            .trend_p = asked.number("trend_p"),
            .cases = asked.number("cases"),
            .weeks = size("weeks"),
            .power = power == "none"   ? FarringtonPower::none
                     : power == "half" ? FarringtonPower::half
                                       : FarringtonPower::two_thirds,
            .periods = flexible ? size("periods") : standard.periods,
            .past_excluded = flexible ? size("past_excluded") : standard.past_excluded,
            .bound = bound == "delta"       ? FarringtonBound::delta
                     : bound == "nb_plugin" ? FarringtonBound::nb_plugin
                                            : FarringtonBound::muan};
}

double seconds_of_weeks(const Asked& asked) {
    const double history = asked.number("years") * asked.number("frequency");
    const double judged =
        rows_of(asked, "series") - std::max(asked.number("from"), history + asked.number("half_window"));
    return std::max(0.0, judged) * (1.2e-5 + history * 6e-8);
}

std::vector<Setting> farrington_settings(const stats::FarringtonModel& standard) {
    const bool flexible = standard.flexible;
    std::vector<Setting> settings{whole("years", 5, 1, 20),
                                  whole("half_window", 3, 0, 26),
                                  whole("frequency", 52, 2, 400),
                                  flag("reweight", true),
                                  number("weights_threshold", standard.weights_threshold, 0, 100),
                                  number("alpha", standard.alpha, 1e-6, 0.5),
                                  flag("trend", true),
                                  number("trend_p", standard.trend_p, 0, 1),
                                  number("cases", 5, 0, 1e6),
                                  whole("weeks", 4, 1, 52),
                                  choice("power", {"two_thirds", "half", "none"})};
    if (flexible) {
        settings.push_back(whole("periods", static_cast<double>(standard.periods), 1, 30));
        settings.push_back(whole("past_excluded", static_cast<double>(standard.past_excluded), 0, 400));
    }
    settings.push_back(choice("bound", flexible ? std::vector<std::string>{"nb_plugin", "delta", "muan"}
                                                : std::vector<std::string>{"delta", "nb_plugin", "muan"}));
    return settings;
}

Method farrington_method(const std::string& name, const stats::FarringtonModel& standard) {
    const bool flexible = standard.flexible;
    auto settings = farrington_settings(standard);
    settings.push_back(from_setting());
    return {
        .name = name,
        .version = "2",
        .family = "time",
        .tables = {series_of_counts({{.name = "population", .holds = Holds::positive, .optional = true}})},
        .settings = std::move(settings),
        .answers = {{.name = "series", .columns = named(figures), .rows = "series"}},
        .run = [flexible](const Asked& asked) { return run_farrington(asked, flexible); },
    };
}

}  // namespace atalaya::methods
