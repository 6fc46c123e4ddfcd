#include "methods/all.hpp"
#include "methods/rows.hpp"
#include "stats/rates.hpp"

namespace atalaya::methods {

Method rate() {
    return {
        .name = "rate",
        .version = "2",
        .family = "rates",
        .tables = {{.name = "areas",
                    .columns = {{.name = "events", .holds = Holds::count},
                                {.name = "exposure", .unit = "person-year"}}}},
        .settings = {number("per", 100'000, 1, 1e9), number("confidence", 0.95, 0.5, 0.9999),
                     number("phi", 1, 1, 1000)},
        .answers = {{.name = "rates", .columns = {{"value"}, {"low"}, {"high"}}, .rows = "areas"}},
        .run =
            [](const Asked& asked) {
                const auto& areas = asked.table("areas");
                const auto& events = areas.numbers("events");
                const auto exposure = as<PersonYears>(areas.numbers("exposure"));
                Rows rows{{"value", "low", "high"}};
                for (std::size_t i = 0; i < events.size(); ++i) {
                    const auto found = stats::rate(events[i], exposure[i], asked.number("per"),
                                                   asked.number("confidence"), asked.number("phi"));
                    if (found)
                        rows.add({found->value, found->low, found->high});
                    else
                        rows.none(found.error());
                }
                return answer("rates", std::move(rows));
            },
    };
}

}  // namespace atalaya::methods
