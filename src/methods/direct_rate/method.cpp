#include "methods/all.hpp"
#include "methods/rows.hpp"
#include "stats/gamma_limits.hpp"
#include "stats/rates.hpp"

namespace atalaya::methods {

Method direct_rate() {
    return {
        .name = "direct_rate",
        .version = "3",
        .family = "rates",
        .tables = {{.name = "strata",
                    .columns = {{.name = "events", .holds = Holds::count},
                                {.name = "exposure", .unit = "person-year"},
                                {.name = "standard"}}}},
        .settings = {number("per", 100'000, 1, 1e9), number("confidence", 0.95, 0.5, 0.9999),
                     choice("limits", {"dobson", "gamma"})},
        .answers = {{.name = "rate", .columns = {{"value"}, {"low"}, {"high"}}}},
        .run =
            [](const Asked& asked) {
                const auto& strata = asked.table("strata");
                const auto standardised = asked.choice("limits") == "gamma"
                                              ? stats::directly_standardised_gamma
                                              : stats::directly_standardised;
                const auto found =
                    standardised(strata.numbers("events"), as<PersonYears>(strata.numbers("exposure")),
                                 strata.numbers("standard"), asked.number("per"), asked.number("confidence"));
                if (!found) return refusal(std::string{stats::code(found.error())});
                Rows rows{{"value", "low", "high"}};
                rows.add({found->value, found->low, found->high});
                return answer("rate", std::move(rows));
            },
    };
}

}  // namespace atalaya::methods
