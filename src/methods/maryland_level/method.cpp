#include "methods/all.hpp"
#include "methods/rows.hpp"
#include "stats/maryland.hpp"

namespace atalaya::methods {

namespace {

Result run_levels(const Asked& asked) {
    const auto& designs = asked.table("evaluations");
    const auto is = [&](const char* column, std::size_t row) {
        return asked.has("evaluations", column) && designs.numbers(column)[row] != 0;
    };
    const auto units = [&](const char* column, std::size_t row, double otherwise) {
        return static_cast<int>(
            std::min(asked.has("evaluations", column) ? designs.numbers(column)[row] : otherwise, 1e9));
    };
    Rows rows{{"level"}};
    for (std::size_t i = 0; i < designs.rows(); ++i) {
        const bool comparison = is("comparison", i);
        rows.add({static_cast<double>(stats::maryland_level({
            .before_and_after = is("before_and_after", i),
            .comparison = comparison,
            .comparable = is("comparable", i),
            .treated_units = units("treated_units", i, 1),
            .comparison_units = units("comparison_units", i, comparison ? 1 : 0),
            .differences_controlled = is("differences_controlled", i),
            .drawn_by_lot = is("drawn_by_lot", i),
        }))});
    }
    return answer("evaluations", std::move(rows));
}

}  // namespace

Method maryland_level() {
    std::vector<ColumnSpec> columns{{.name = "before_and_after", .holds = Holds::flag}};
    for (const char* name : {"comparison", "comparable", "differences_controlled", "drawn_by_lot"})
        columns.push_back({.name = name, .holds = Holds::flag, .optional = true});
    for (const char* name : {"treated_units", "comparison_units"})
        columns.push_back({.name = name, .holds = Holds::count, .optional = true});
    return {
        .name = "maryland_level",
        .version = "1",
        .family = "evaluation",
        .tables = {{.name = "evaluations", .columns = std::move(columns)}},
        .answers = {{.name = "evaluations", .columns = named({"level"}), .rows = "evaluations"}},
        .run = run_levels,
    };
}

}  // namespace atalaya::methods
