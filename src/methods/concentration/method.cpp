#include "stats/concentration.hpp"

#include "methods/all.hpp"
#include "methods/rows.hpp"

namespace atalaya::methods {

namespace {

const std::vector<std::string> figures{"gini",  "generalised", "unbiased",   "generalised_unbiased",
                                       "units", "of_all",      "of_possible"};

}  // namespace

Method concentration() {
    return {
        .name = "concentration",
        .version = "2",
        .family = "rates",
        .tables = {{.name = "places", .columns = {{.name = "events", .holds = Holds::count}}}},
        .settings = {number("share", 0.5, 0.01, 1)},
        .answers = {{.name = "summary", .columns = named(figures)}},
        .run =
            [](const Asked& asked) {
                const auto& events = asked.table("places").numbers("events");
                const auto gini = stats::gini(events);
                const auto least = stats::least_share(events, asked.number("share"));
                if (!gini) return refusal(std::string{stats::code(gini.error())});
                if (!least) return refusal(std::string{stats::code(least.error())});
                Rows rows{figures};
                rows.add({gini->gini, gini->generalised, gini->unbiased, gini->generalised_unbiased,
                          static_cast<double>(least->units), least->of_all, least->of_possible});
                return answer("summary", std::move(rows));
            },
    };
}

}  // namespace atalaya::methods
