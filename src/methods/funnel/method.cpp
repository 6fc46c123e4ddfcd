#include "stats/funnel.hpp"

#include "methods/all.hpp"
#include "methods/rows.hpp"

namespace atalaya::methods {

namespace {

const std::vector<std::string> figures{"ratio", "z", "low", "high"};

Result run_funnel(const Asked& asked) {
    const auto& areas = asked.table("areas");
    const auto found =
        stats::funnel(areas.numbers("events"), areas.numbers("exposure"), asked.number("confidence"));
    Rows rows{figures};
    Texts positions;
    for (const auto& point : found.points) {
        rows.add({or_nothing(point.ratio), finite(point.z), finite(point.low), finite(point.high)},
                 point.ratio ? "" : stats::code(point.ratio.error()));
        positions.emplace_back(point.ratio ? stats::code(point.position) : "");
    }
    Frame frame = std::move(rows).frame();
    frame.add("position", std::move(positions));
    Rows spread{{"phi"}};
    spread.add({found.phi});
    Result result;
    result.tables.emplace("areas", std::move(frame));
    result.tables.emplace("spread", std::move(spread).frame());
    return result;
}

}  // namespace

Method funnel() {
    auto columns = named(figures);
    columns.push_back({.name = "position", .holds = Holds::text});
    return {
        .name = "funnel",
        .version = "1",
        .family = "rates",
        .tables = {{.name = "areas",
                    .columns = {{.name = "events", .holds = Holds::count},
                                {.name = "exposure", .holds = Holds::positive, .unit = "person-year"}}}},
        .settings = {number("confidence", 0.95, 0.5, 0.9999)},
        .answers = {{.name = "areas", .columns = std::move(columns), .rows = "areas"},
                    {.name = "spread", .columns = named({"phi"})}},
        .run = run_funnel,
    };
}

}  // namespace atalaya::methods
