#include "stats/ears.hpp"

#include "methods/alerts.hpp"
#include "methods/all.hpp"
#include "methods/rows.hpp"

namespace atalaya::methods {

namespace {

Result run_ears(const Asked& asked) {
    const auto& events = asked.table("series").numbers("events");
    const auto& which = asked.choice("method");
    stats::EarsModel model{.baseline = static_cast<std::size_t>(asked.whole("baseline")),
                           .min_sigma = asked.number("min_sigma")};
    if (which == "c2") model.method = stats::EarsMethod::c2;
    if (which == "c3") model.method = stats::EarsMethod::c3;
    if (asked.number("alpha") > 0) model.alpha = asked.number("alpha");
    const std::size_t lag = which == "c1" ? 0 : which == "c2" ? 2 : 4;
    const auto first = first_judged(asked, model.baseline + lag);
    if (first >= events.size()) return refusal("too_few_values");
    const auto alerts = stats::ears(events, model, first, events.size());
    if (!alerts) return refusal(std::string{stats::code(alerts.error())});
    Rows rows{{"upper", "alarm"}};
    for (std::size_t i = 0; i < first; ++i) rows.none("before");
    for (const auto& alert : *alerts) rows.add({alert.upper, alert.alarm ? 1.0 : 0.0});
    return answer("series", std::move(rows));
}

}  // namespace

Method ears() {
    return {
        .name = "ears",
        .version = "1",
        .family = "time",
        .tables = {series_of_counts()},
        .settings = {choice("method", {"c1", "c2", "c3"}), whole("baseline", 7, 3, 1000),
                     number("alpha", 0, 0, 0.5), number("min_sigma", 0, 0, 1e6), from_setting()},
        .answers = {{.name = "series", .columns = named({"upper", "alarm"}), .rows = "series"}},
        .run = run_ears,
    };
}

}  // namespace atalaya::methods
