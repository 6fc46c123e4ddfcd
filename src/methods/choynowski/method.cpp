#include "methods/all.hpp"
#include "methods/rows.hpp"
#include "stats/empirical_bayes.hpp"
#include "stats/multiple_tests.hpp"

namespace atalaya::methods {

namespace {

const std::vector<std::string> figures{"expected", "relative_risk", "p", "p_as_low", "q"};

Result run_map(const Asked& asked) {
    const auto& areas = asked.table("areas");
    const auto found = stats::choynowski(areas.numbers("events"), areas.numbers("exposure"));
    if (!found) return refusal(std::string{stats::code(found.error())});
    std::vector<double> p;
    for (const auto& area : *found)
        if (area) p.push_back(area->p);
    const auto q = stats::benjamini_hochberg(p);
    Rows rows{figures};
    std::size_t at = 0;
    for (const auto& area : *found) {
        if (area)
            rows.add({area->expected, area->relative_risk, area->p, area->p_as_low, q[at++]});
        else
            rows.none(area.error());
    }
    return answer("areas", std::move(rows));
}

}  // namespace

Method choynowski() {
    return {
        .name = "choynowski",
        .version = "1",
        .family = "rates",
        .tables = {{.name = "areas",
                    .columns = {{.name = "events", .holds = Holds::count},
                                {.name = "exposure", .unit = "person-year"}}}},
        .answers = {{.name = "areas", .columns = named(figures), .rows = "areas"}},
        .run = run_map,
    };
}

}  // namespace atalaya::methods
