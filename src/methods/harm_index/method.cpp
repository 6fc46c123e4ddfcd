#include "methods/all.hpp"
#include "methods/rows.hpp"
#include "stats/harm.hpp"

namespace atalaya::methods {

namespace {

const std::vector<std::string> in_all{"harm", "events", "average", "se", "low", "high"};

const std::vector<std::string> by_population{"rate", "rate_low", "rate_high"};

Result run_harm(const Asked& asked) {
    const auto& table = asked.table("offences");
    const auto &events = table.numbers("events"), &weights = table.numbers("weight");
    std::vector<stats::Offence> offences;
    for (std::size_t i = 0; i < events.size(); ++i) offences.push_back({events[i], weights[i]});
    const auto found = stats::harm_index(offences, asked.number("confidence"), asked.number("phi"));
    if (!found) return refusal(std::string{stats::code(found.error())});
    // Of no events there is harm, 0, and neither an average nor shares of it.
    const std::string_view none = found->events > 0 ? "" : stats::code(stats::Why::no_events);
    const auto of_some = [&](double figure) { return none.empty() ? figure : no_value; };
    Rows rows{{"harm", "share"}};
    for (std::size_t i = 0; i < events.size(); ++i)
        rows.add({events[i] * weights[i], of_some(found->share[i])}, none);
    auto names = in_all;
    std::vector<double> figures{found->harm, found->events, of_some(found->average),
                                found->se,   found->low,    found->high};
    if (const auto rate = stats::harm_rate(*found, asked.number("population"), asked.number("per"))) {
        names.insert(names.end(), by_population.begin(), by_population.end());
        figures.insert(figures.end(), {rate->rate, rate->low, rate->high});
    }
    Rows sums{names};
    sums.add(figures, none);
    Result result;
    result.tables.emplace("index", std::move(sums).frame());
    result.tables.emplace("offences", std::move(rows).frame());
    return result;
}

}  // namespace

Method harm_index() {
    auto sums = named(in_all);
    for (const auto& name : by_population) sums.push_back({.name = name, .optional = true});
    return {
        .name = "harm_index",
        .version = "4",
        .family = "rates",
        .tables = {{.name = "offences",
                    .columns = {{.name = "events", .holds = Holds::count},
                                {.name = "weight", .holds = Holds::positive}}}},
        .settings = {number("confidence", 0.95, 0.5, 0.9999), number("phi", 1, 1, 1000),
                     number("population", 0, 0, 1e9, "person-year"), number("per", 100'000, 1, 1e9)},
        .answers = {{.name = "index", .columns = std::move(sums)},
                    {.name = "offences", .columns = named({"harm", "share"}), .rows = "offences"}},
        .run = run_harm,
    };
}

}  // namespace atalaya::methods
