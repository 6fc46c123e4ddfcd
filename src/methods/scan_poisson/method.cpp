#include "methods/all.hpp"
#include "methods/beside.hpp"
#include "methods/long_work.hpp"
#include "methods/scan_answer.hpp"
#include "stats/scan/spatial.hpp"

namespace atalaya::methods {

Method scan_poisson() {
    auto table = areas_with({{.name = "events", .holds = Holds::count}, {.name = "population"}});
    return {
        .name = "scan_poisson",
        .version = "2",
        .family = "space",
        .tables = {std::move(table)},
        .settings = scan_settings(),
        .answers = scan_answers(false),
        .random = true,
        .run =
            [](const Asked& asked) {
                const auto& areas = asked.table("areas");
                if (too_few_cases(areas.numbers("events"))) return refusal("too_few_events");
                expect_residents(asked, areas.numbers("events"));
                if (auto refused = refused_as_too_wide(areas.rows(), asked.number("most")))
                    return *std::move(refused);
                const auto places = places_of(asked, "areas");
                const auto found =
                    stats::scan_poisson(places, whole_counts(areas.numbers("events"), "events"),
                                        areas.numbers("population"), scan_options(asked));
                return found ? scan_answer(asked, *found, places)
                             : refusal(std::string{stats::code(found.error())});
            },
    };
}

}  // namespace atalaya::methods
