#include "methods/all.hpp"
#include "methods/rows.hpp"
#include "stats/small_counts.hpp"

namespace atalaya::methods {

namespace {

constexpr double most_events = 10'000;

std::string_view why_not(double events, double windows) {
    if (events < 2) return "too_few_events";
    if (events > most_events) return "too_many_events";
    return windows < 2 ? "too_few_values" : "";
}

Result run_scan(const Asked& asked) {
    const auto& table = asked.table("windows");
    const auto &events = table.numbers("events"), &mean = table.numbers("mean"),
               &windows = table.numbers("windows");
    Rows rows{{"p"}};
    for (std::size_t i = 0; i < events.size(); ++i) {
        const auto why = why_not(events[i], windows[i]);
        if (!why.empty()) {
            rows.none(why);
            continue;
        }
        const double p = stats::naus_scan(static_cast<std::int64_t>(events[i]), mean[i], windows[i],
                                          asked.number("spent"));
        if (std::isfinite(p))
            rows.add({p});
        else
            rows.none("no_fit");
    }
    return answer("windows", std::move(rows));
}

}  // namespace

Method naus_scan() {
    return {
        .name = "naus_scan",
        .version = "1",
        .family = "rates",
        .tables = {{.name = "windows",
                    .columns = {{.name = "events", .holds = Holds::count},
                                {.name = "mean", .holds = Holds::positive},
                                {.name = "windows", .holds = Holds::positive}}}},
        .settings = {number("spent", 2, 1, 2)},
        .answers = {{.name = "windows", .columns = named({"p"}), .rows = "windows"}},
        .run = run_scan,
    };
}

}  // namespace atalaya::methods
