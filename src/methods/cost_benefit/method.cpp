#include "stats/cost_benefit.hpp"

#include <map>
#include <optional>

#include "core/error.hpp"
#include "methods/all.hpp"
#include "methods/rows.hpp"

namespace atalaya::methods {

namespace {

const std::vector<std::string> in_all{"benefits", "costs", "net", "net_low", "net_high", "chance"};
const std::vector<std::string> in_ratio{"ratio", "ratio_low", "ratio_high", "break_even"};

std::map<std::string, double> unit_costs_of(const Asked& asked) {
    const auto& table = asked.table("unit_costs");
    std::map<std::string, double> out;
    for (std::size_t i = 0; i < table.rows(); ++i)
        if (!out.emplace(table.texts("offence")[i], table.numbers("cost")[i]).second)
            throw Error{Fault::bad_input,
                        message("table unit_costs: expected each offence once, found \"{}\" twice",
                                table.texts("offence")[i])};
    return out;
}

// An effect of each row whose offence has a unit cost.
std::vector<std::optional<stats::Prevented>> effects_of(const Asked& asked) {
    const auto& table = asked.table("effects");
    const auto unit_costs = unit_costs_of(asked);
    const bool bounded = asked.has("effects", "low") && asked.has("effects", "high");
    std::vector<std::optional<stats::Prevented>> out;
    for (std::size_t i = 0; i < table.rows(); ++i) {
        const double events = table.numbers("prevented")[i];
        stats::Prevented one{table.numbers("year")[i], events, 0, events, events};
        if (bounded) one.low = table.numbers("low")[i], one.high = table.numbers("high")[i];
        if (!(one.low <= events && events <= one.high))
            throw Error{
                Fault::bad_input,
                message(
                    "table effects: expected prevented between low and high, found {}, {} and {} in row {}",
                    one.low, events, one.high, i + 1)};
        const auto cost = unit_costs.find(table.texts("offence")[i]);
        if (cost == unit_costs.end()) {
            out.emplace_back();
            continue;
        }
        one.unit_cost = cost->second;
        out.push_back(one);
    }
    return out;
}

struct Year {
    double benefits{}, costs{};
};

Rows by_year(const std::vector<stats::Prevented>& effects, const std::vector<stats::Cost>& costs,
             double rate) {
    std::map<double, Year> years;
    for (const auto& one : effects) years[one.year].benefits += one.events * one.unit_cost;
    for (const auto& one : costs) years[one.year].costs += one.amount;
    Rows rows{{"year", "benefits", "costs", "net_now"}};
    for (const auto& [year, sums] : years)
        rows.add(
            {year, sums.benefits, sums.costs, stats::present_value(sums.benefits - sums.costs, year, rate)});
    return rows;
}

Result run_benefit(const Asked& asked) {
    const double rate = asked.number("rate");
    std::vector<stats::Prevented> effects;
    Rows rows{{"benefit_now"}};
    std::int64_t left_out = 0;
    for (const auto& one : effects_of(asked)) {
        if (!one) {
            rows.none("no_unit_cost");
            ++left_out;
            continue;
        }
        rows.add({stats::present_value(one->events * one->unit_cost, one->year, rate)});
        effects.push_back(*one);
    }
    std::vector<stats::Cost> costs;
    const auto& spent = asked.table("costs");
    for (std::size_t i = 0; i < spent.rows(); ++i)
        costs.push_back({spent.numbers("year")[i], spent.numbers("cost")[i]});

    const auto errors = asked.choice("errors") == "together" ? stats::Errors::together : stats::Errors::apart;
    const auto found = stats::cost_benefit(effects, costs, rate, asked.number("confidence"), errors);
    Rows sums{in_all};
    sums.add(
        {found.benefits, found.costs, found.net, found.net_low, found.net_high, or_nothing(found.chance)},
        found.chance ? "" : "no_interval");
    Rows ratios{in_ratio};
    ratios.add({or_nothing(found.ratio), or_nothing(found.ratio_low), or_nothing(found.ratio_high),
                or_nothing(found.break_even)},
               !found.ratio        ? "nothing_spent"
               : !found.break_even ? "nothing_prevented"
                                   : "");
    Result result;
    result.tables.emplace("summary", std::move(sums).frame());
    result.tables.emplace("ratio", std::move(ratios).frame());
    result.tables.emplace("years", by_year(effects, costs, rate).frame());
    result.tables.emplace("effects", std::move(rows).frame());
    if (left_out > 0) result.excluded.push_back({"effects", "no_unit_cost", left_out});
    return result;
}

}  // namespace

Method cost_benefit() {
    const ColumnSpec offence{.name = "offence", .holds = Holds::text},
        year{.name = "year", .holds = Holds::count, .unit = "year"};
    return {
        .name = "cost_benefit",
        .version = "1",
        .family = "evaluation",
        .tables = {{.name = "effects",
                    .columns = {offence,
                                year,
                                {.name = "prevented"},
                                {.name = "low", .optional = true},
                                {.name = "high", .optional = true}}},
                   {.name = "unit_costs", .columns = {offence, {.name = "cost", .holds = Holds::positive}}},
                   {.name = "costs", .columns = {year, {.name = "cost", .holds = Holds::positive}}}},
        .settings = {number("rate", 0.035, 0, 1), choice("errors", {"together", "apart"}),
                     number("confidence", 0.95, 0.5, 0.9999)},
        .answers = {{.name = "summary", .columns = named(in_all)},
                    {.name = "ratio", .columns = named(in_ratio)},
                    {.name = "years", .columns = named({"year", "benefits", "costs", "net_now"})},
                    {.name = "effects", .columns = named({"benefit_now"}), .rows = "effects"}},
        .run = run_benefit,
    };
}

}  // namespace atalaya::methods
