#include "methods/alerts.hpp"
#include "methods/all.hpp"
#include "methods/rows.hpp"
#include "stats/ears.hpp"

namespace atalaya::methods {

namespace {

Result run_bayes(const Asked& asked) {
    const auto& events = asked.table("series").numbers("events");
    const auto size = [&](const char* name) { return static_cast<std::size_t>(asked.whole(name)); };
    const stats::BayesModel model{.years = size("years"),
                                  .half_window = size("half_window"),
                                  .this_year = asked.flag("this_year"),
                                  .frequency = size("frequency"),
                                  .alpha = asked.number("alpha")};
    const auto first = first_judged(asked, model.years * model.frequency + model.half_window);
    if (first >= events.size()) return refusal("too_few_values");
    const auto alerts = stats::bayes_alerts(events, model, first, events.size());
    if (!alerts) return refusal(std::string{stats::code(alerts.error())});
    Rows rows{{"upper", "alarm"}};
    for (std::size_t i = 0; i < first; ++i) rows.none("before");
    for (const auto& alert : *alerts) rows.add({alert.upper, alert.alarm ? 1.0 : 0.0});
    return answer("series", std::move(rows));
}

}  // namespace

Method bayes_alerts() {
    return {
        .name = "bayes_alerts",
        .version = "1",
        .family = "time",
        .tables = {series_of_counts()},
        .settings = {whole("years", 0, 0, 20), whole("half_window", 6, 0, 26), flag("this_year", true),
                     whole("frequency", 52, 1, 400), number("alpha", 0.05, 1e-6, 0.5), from_setting()},
        .answers = {{.name = "series", .columns = named({"upper", "alarm"}), .rows = "series"}},
        .run = run_bayes,
    };
}

}  // namespace atalaya::methods
