#include "stats/concentration.hpp"

#include "methods/all.hpp"
#include "methods/rows.hpp"

namespace atalaya::methods {

namespace {

const std::vector<std::string> figures{"gini",      "generalised", "unbiased",    "generalised_unbiased",
                                       "units",     "of_all",      "of_possible", "gini_low",
                                       "gini_high", "of_all_low",  "of_all_high"};

}  // namespace

Method concentration() {
    return {
        .name = "concentration",
        .version = "3",
        .family = "rates",
        .tables = {{.name = "places", .columns = {{.name = "events", .holds = Holds::count}}}},
        .settings = {number("share", 0.5, 0.01, 1), number("confidence", 0.95, 0.5, 0.9999),
                     whole("draws", 199, 20, 99'999)},
        .answers = {{.name = "summary", .columns = named(figures)}},
        .random = true,
        .run =
            [](const Asked& asked) {
                const auto& events = asked.table("places").numbers("events");
                const auto gini = stats::gini(events);
                const auto least = stats::least_share(events, asked.number("share"));
                if (!gini) return refusal(std::string{stats::code(gini.error())});
                if (!least) return refusal(std::string{stats::code(least.error())});
                const auto limits = stats::concentration_intervals(
                    events, asked.number("share"),
                    {.confidence = asked.number("confidence"),
                     .replicates = static_cast<std::size_t>(asked.whole("draws")),
                     .seed = asked.seed,
                     .threads = asked.threads});
                const auto or_none = [&](double value) { return limits ? value : no_value; };
                const auto both = limits.value_or(stats::ConcentrationIntervals{});
                Rows rows{figures};
                rows.add({gini->gini, gini->generalised, gini->unbiased, gini->generalised_unbiased,
                          static_cast<double>(least->units), least->of_all, least->of_possible,
                          or_none(both.gini.low), or_none(both.gini.high), or_none(both.of_all.low),
                          or_none(both.of_all.high)},
                         limits ? "" : stats::code(limits.error()));
                return answer("summary", std::move(rows));
            },
    };
}

}  // namespace atalaya::methods
