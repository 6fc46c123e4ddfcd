#include "methods/alerts.hpp"
#include "methods/all.hpp"
#include "methods/rows.hpp"
#include "stats/ears.hpp"

namespace atalaya::methods {

namespace {

Result run_cusum(const Asked& asked) {
    const auto& events = asked.table("series").numbers("events");
    const auto& scale = asked.choice("scale");
    stats::CusumModel model{.k = asked.number("k"), .h = asked.number("h"), .reset = asked.flag("reset")};
    if (scale == "standard") model.scale = stats::CusumScale::standard;
    if (scale == "anscombe") model.scale = stats::CusumScale::anscombe;
    if (asked.number("mean") > 0) model.mean = asked.number("mean");
    const auto first = first_judged(asked, model.mean ? 0 : 1);
    if (first >= events.size()) return refusal("too_few_values");
    const auto alerts = stats::cusum(events, model, first, events.size());
    if (!alerts) return refusal(std::string{stats::code(alerts.error())});
    Rows rows{{"sum", "upper", "alarm"}};
    for (std::size_t i = 0; i < first; ++i) rows.none("before");
    for (const auto& alert : *alerts) rows.add({alert.sum, alert.upper, alert.alarm ? 1.0 : 0.0});
    return answer("series", std::move(rows));
}

}  // namespace

Method cusum() {
    return {
        .name = "cusum",
        .version = "1",
        .family = "time",
        .tables = {series_of_counts()},
        .settings = {number("k", 1.04, 0, 100), number("h", 2.26, 0.01, 1000),
                     choice("scale", {"rossi", "standard", "anscombe"}), number("mean", 0, 0, 1e9),
                     flag("reset", false), from_setting()},
        .answers = {{.name = "series", .columns = named({"sum", "upper", "alarm"}), .rows = "series"}},
        .run = run_cusum,
    };
}

}  // namespace atalaya::methods
