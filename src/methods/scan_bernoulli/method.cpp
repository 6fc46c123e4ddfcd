#include "methods/all.hpp"
#include "methods/beside.hpp"
#include "methods/long_work.hpp"
#include "methods/scan_answer.hpp"
#include "stats/scan/spatial.hpp"

namespace atalaya::methods {

Method scan_bernoulli() {
    auto table =
        areas_with({{.name = "cases", .holds = Holds::count}, {.name = "controls", .holds = Holds::count}});
    return {
        .name = "scan_bernoulli",
        .version = "2",
        .family = "space",
        .tables = {std::move(table)},
        .settings = scan_settings(),
        .answers = scan_answers(false),
        .random = true,
        .run =
            [](const Asked& asked) {
                const auto& areas = asked.table("areas");
                if (too_few_cases(areas.numbers("cases"))) return refusal("too_few_events");
                if (auto refused = refused_as_too_wide(areas.rows(), asked.number("most")))
                    return *std::move(refused);
                const auto places = places_of(asked, "areas");
                const auto found = stats::scan_bernoulli(
                    places, whole_counts(areas.numbers("cases"), "cases"),
                    whole_counts(areas.numbers("controls"), "controls"), scan_options(asked));
                return found ? scan_answer(asked, *found, places)
                             : refusal(std::string{stats::code(found.error())});
            },
    };
}

}  // namespace atalaya::methods
