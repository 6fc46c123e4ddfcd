#include <algorithm>

#include "methods/all.hpp"
#include "methods/beside.hpp"
#include "methods/grid.hpp"
#include "methods/long_work.hpp"
#include "methods/scan_answer.hpp"
#include "stats/scan/space_time.hpp"

namespace atalaya::methods {

namespace {

stats::Maybe<stats::Scan> scanned(const Asked& asked, const Grid& grid, const std::vector<Planar>& places) {
    const auto longest = static_cast<std::size_t>(asked.whole("longest"));
    const stats::SpaceTimeOptions options{.scan = scan_options(asked),
                                          .stretches = asked.choice("stretches") == "prospective"
                                                           ? stats::Stretches::prospective
                                                           : stats::Stretches::retrospective,
                                          .longest = std::clamp<std::size_t>(longest, 1, grid.periods())};
    const auto cases = whole_counts(grid.values, "events");
    if (!asked.has("areas", "population"))
        return stats::scan_space_time_permutation(places, cases, grid.periods(), options);
    return stats::scan_space_time_poisson(places, cases, asked.table("areas").numbers("population"),
                                          grid.periods(), options);
}

Result run_scan(const Asked& asked) {
    if (auto refused = refused_as_too_wide(asked.table("areas").rows(), asked.number("most")))
        return *std::move(refused);
    const auto places = places_of(asked, "areas");
    const auto length = static_cast<std::int32_t>(asked.whole("period_days"));
    const auto grid = grid_of(asked, "events", length);
    if (too_few_cases(grid.values)) return refusal("too_few_events");
    if (asked.has("areas", "population")) expect_residents(asked, grid.values);
    const auto found = scanned(asked, grid, places);
    if (!found) return refusal(std::string{stats::code(found.error())});
    const bool prospective = asked.choice("stretches") == "prospective";
    auto result =
        scan_answer(asked, *found, places, grid.days, prospective ? asked.number("runs_per_year") : 0);
    tell_left_out(grid, result);
    return result;
}

}  // namespace

Method scan_space_time() {
    auto settings = scan_settings();
    settings.push_back(choice("stretches", {"prospective", "retrospective"}));
    settings.push_back(whole("longest", 7, 1, 10'000));
    settings.push_back(whole("period_days", 1, 1, 366, "day"));
    settings.push_back(number("runs_per_year", 365, 1, 365));
    return {
        .name = "scan_space_time",
        .version = "2",
        .family = "space_time",
        .tables = {areas_with({{.name = "population", .optional = true}}),
                   counts_by_day({.name = "events", .holds = Holds::count})},
        .settings = std::move(settings),
        .answers = scan_answers(true),
        .random = true,
        .run = run_scan,
    };
}

}  // namespace atalaya::methods
