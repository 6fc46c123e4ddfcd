#include <algorithm>
#include <cmath>

#include "methods/all.hpp"
#include "methods/rows.hpp"
#include "stats/rates.hpp"

namespace atalaya::methods {

namespace {

const std::vector<std::string> figures{
    "observed", "expected", "reference_rate", "ratio", "ratio_low", "ratio_high", "value", "low", "high"};

}  // namespace

Method indirect_rate() {
    return {
        .name = "indirect_rate",
        .version = "2",
        .family = "rates",
        .tables = {{.name = "strata",
                    .columns = {{.name = "events", .holds = Holds::count, .may_miss = true},
                                {.name = "exposure", .unit = "person-year", .may_miss = true},
                                {.name = "reference_events", .holds = Holds::count},
                                {.name = "reference_exposure", .unit = "person-year"}}}},
        .settings = {number("per", 100'000, 1, 1e9), number("confidence", 0.95, 0.5, 0.9999)},
        .answers = {{.name = "rate", .columns = named(figures)}},
        .run =
            [](const Asked& asked) {
                const auto& strata = asked.table("strata");
                const auto& events = strata.numbers("events");
                const auto blank =
                    std::ranges::count_if(events, [](double count) { return std::isnan(count); });
                if (static_cast<std::size_t>(blank) == events.size())
                    return refusal(std::string{stats::code(stats::Why::not_a_number)});
                const auto found = stats::indirectly_standardised(
                    events, as<PersonYears>(strata.numbers("exposure")), strata.numbers("reference_events"),
                    as<PersonYears>(strata.numbers("reference_exposure")), asked.number("per"),
                    asked.number("confidence"));
                if (!found) return refusal(std::string{stats::code(found.error())});
                Rows rows{figures};
                rows.add({found->observed, found->expected, found->reference_rate, found->ratio.value,
                          found->ratio.low, found->ratio.high, found->rate.value, found->rate.low,
                          found->rate.high});
                auto result = answer("rate", std::move(rows));
                if (blank > 0) result.notes.push_back({"blank_is_no_event", {{"n", std::to_string(blank)}}});
                return result;
            },
    };
}

}  // namespace atalaya::methods
